// Owns what the reader does to annotations; each is one step of undo, and typing a comment joins in bursts.
import { counted } from '#domain/counted.ts'
import { type Annotation, type AnnotationDraft, type AnnotationId, MAX_COMMENT_LENGTH } from '#domain/annotation.ts'
import type { AnnotationPatch } from '#contract/annotations.ts'
import type { Done } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { putAnnotation, readAnnotation, removeAnnotation } from '../storage/annotation-rows.ts'

/** Keeps new marks. Throws `conflict` when one of the ids is taken. */
export function addAnnotations(context: CommandContext, { annotations }: { annotations: AnnotationDraft[] }): Done {
  return runCommand(context, 'annotations.add', (rows, nowMs) => {
    for (const draft of annotations) {
      if (rows.get('annotations', draft.id)) throw new DogearError('conflict', 'That mark is in the library already.')
      const stamped: Annotation = {
        ...draft,
        anchor: { state: 'exact', score: 1, from: null },
        createdAtMs: nowMs,
        modifiedAtMs: nowMs,
        author: null,
        source: null,
      }
      putAnnotation(rows, stamped, [])
    }
    const [first] = annotations
    const one = annotations.length === 1 && first ? ADDED[first.kind] : `Added ${annotations.length} marks`
    return { sentence: `${one}.` }
  })
}

const ADDED: Record<Annotation['kind'], string> = {
  highlight: 'Highlighted',
  underline: 'Underlined',
  note: 'Added a note on the page',
  area: 'Marked an area',
  text: 'Added a text on the page',
  ink: 'Drew on the page',
}

/** Changes the same things on each of `ids`. Throws `not-found` when one of them is not there. */
export function changeAnnotations(
  context: CommandContext,
  { ids, patch, ownStep = false }: { ids: AnnotationId[]; patch: AnnotationPatch; ownStep?: boolean | undefined },
): Done {
  const names = Object.keys(patch).filter((name) => patch[name as keyof AnnotationPatch] !== undefined)
  const typing = !ownStep && ids.length === 1 && names.length === 1 && names[0] === 'comment'
  return runCommand(
    context,
    'annotations.change',
    (rows, nowMs) => {
      for (const id of ids) {
        const before = required(context, id)
        const after: Annotation = { ...before, ...withoutMissing(patch) }
        // a mark that the reader has put in its place is where it belongs
        if (patch.targets) after.anchor = { state: 'exact', score: 1, from: before.anchor.from ?? null }
        if (sameContent(before, after)) continue
        putAnnotation(rows, { ...after, modifiedAtMs: nowMs }, before.tags)
      }
      return { sentence: `${changedWhat(names, patch, ids.length)}.`, unchanged: 'Nothing had to change.' }
    },
    typing ? `annotation:${ids[0] ?? ''}:comment` : null,
  )
}

/** Takes marks away; undo brings them back. Ids that are not there are passed over. */
export function removeAnnotations(context: CommandContext, { ids }: { ids: AnnotationId[] }): Done {
  return runCommand(context, 'annotations.remove', (rows) => {
    let removed = 0
    for (const id of new Set(ids)) {
      const annotation = readAnnotation(context.store.sql, id)
      if (!annotation) continue
      removeAnnotation(rows, annotation)
      removed += 1
    }
    return { sentence: `Removed ${marksInWords(removed)}.`, unchanged: 'Those marks are gone already.' }
  })
}

/** Joins marks into the first of `ids`, which takes the patch; comments and tags of all are kept. Throws `not-found`. */
export function mergeAnnotations(context: CommandContext, { ids, patch }: { ids: AnnotationId[]; patch: AnnotationPatch }): Done {
  return runCommand(context, 'annotations.merge', (rows, nowMs) => {
    const [first, ...others] = [...new Set(ids)].map((id) => required(context, id))
    if (!first) throw new DogearError('invalid-input', 'Choose at least two marks to join.')
    const comments = [first, ...others].map((one) => one.comment).filter((comment) => comment.trim() !== '')
    const comment = comments.join('\n\n')
    const tags = [...new Set([first, ...others].flatMap((one) => one.tags))]
    if (comment.length > MAX_COMMENT_LENGTH || tags.length > 50) {
      throw new DogearError('invalid-input', 'Together their comments or tags are too long for one mark, so they are left as they are.')
    }
    for (const other of others) removeAnnotation(rows, other)
    putAnnotation(rows, { ...first, ...withoutMissing(patch), comment, tags, modifiedAtMs: nowMs }, first.tags)
    return { sentence: `Joined ${marksInWords(others.length + 1)} into one.` }
  })
}

function required({ store }: CommandContext, id: AnnotationId): Annotation {
  const annotation = readAnnotation(store.sql, id)
  if (!annotation) throw new DogearError('not-found', 'That mark is not in the library any more.')
  return annotation
}

function withoutMissing(patch: AnnotationPatch): Partial<Annotation> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

function sameContent(before: Annotation, after: Annotation): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function changedWhat(names: readonly string[], patch: AnnotationPatch, count: number): string {
  const on = count === 1 ? 'a mark' : counted(count, 'mark')
  if (names.length === 1 && patch.colour) return `Coloured ${on} ${patch.colour}`
  if (names.length === 1 && names[0] === 'comment') return patch.comment === '' ? 'Removed the comment on a mark' : 'Commented on a mark'
  if (names.length === 1 && names[0] === 'tags') return `Changed the tags of ${on}`
  if (patch.targets) return 'Changed where a mark is'
  return `Changed ${on}`
}

function marksInWords(count: number): string {
  return count === 1 ? 'one mark' : counted(count, 'mark')
}
