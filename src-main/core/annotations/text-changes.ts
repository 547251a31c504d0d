// Owns what changed between two versions of a text, section by section, in words a person can read; pure.
import { diffArrays } from 'diff'
import type { TextChange, TextSection } from '#contract/annotations.ts'

/** A Markdown heading, or a numbered one on a line of its own as papers have them. */
const HEADING =
  /^(?:#{1,6}\s+\S.*|(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.\d{0,2})\s+[A-Z][^.!?]{2,80}|(?:Abstract|References|Acknowledgements?|Appendix.{0,60}))$/
/** A numbered line this long whose sentence goes on below it is a footnote or a list, no heading. */
const LINE_OF_TEXT = 60
/** Words and sentences that differ more than this are told as wholly old and new. */
const MOST_EDITS = 400
/** Fewer words than this between two changes belong to them: else every `of the` would be told as kept. */
const FEWEST_KEPT = 4

interface Section {
  heading: string
  sentences: string[]
}

/** Sections of either version in the order of the newer one, what was removed as a whole where it stood. */
export function textChanges(before: string, after: string): TextSection[] {
  const [old, fresh] = [sectionsOf(before), sectionsOf(after)]
  const pairs = align(
    old.map(({ heading }) => plainHeading(heading)),
    fresh.map(({ heading }) => plainHeading(heading)),
  )
  return pairs.map(([from, to]) => {
    const [one, other] = [from === null ? undefined : old[from], to === null ? undefined : fresh[to]]
    const changes = sentenceChanges(one?.sentences ?? [], other?.sentences ?? [])
    const heading = (other ?? one)?.heading.replace(/^#+\s*/, '') ?? ''
    const changed = !one || !other || changes.some(({ kind }) => kind !== 'same')
    return { heading, state: !one ? 'added' : !other ? 'removed' : changed ? 'changed' : 'same', changes }
  })
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ heading: '', sentences: [] }]
  let paragraph: string[] = []
  const close = (): void => {
    const words = paragraph.join(' ').replace(/\s+/g, ' ').trim()
    if (words !== '') sections.at(-1)?.sentences.push(...sentencesOf(words))
    paragraph = []
  }
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim())
  for (const [at, trimmed] of lines.entries()) {
    if (trimmed === '') close()
    else if (HEADING.test(trimmed) && !(trimmed.length >= LINE_OF_TEXT && /^\p{Ll}/u.test(lines[at + 1] ?? ''))) {
      close()
      sections.push({ heading: trimmed, sentences: [] })
    } else paragraph.push(trimmed)
  }
  close()
  return sections.filter(({ heading, sentences }) => heading !== '' || sentences.length > 0)
}

/** Ends after a full stop before a capital; not after `e.g.`, `Fig.` and the like. */
function sentencesOf(words: string): string[] {
  return words.split(/(?<=[.!?]["”’)]?)(?<!\b(?:e\.g|i\.e|cf|et al|Fig|Figs|Eq|Eqs|Sec|Tab|vs|resp|[A-Z])\.)\s+(?=["“‘(]?[\p{Lu}\d])/u)
}

function plainHeading(heading: string): string {
  return heading
    .replace(/^#+\s*/, '')
    .replace(/^[\dA-Z]{1,2}(?:\.\d+)*\.?\s+/, '')
    .toLowerCase()
}

function sentenceChanges(before: readonly string[], after: readonly string[]): TextChange[] {
  const runs = differences(before, after)
  const changes = runs.flatMap((run, at): TextChange[] => {
    const [last, next] = [runs[at - 1], runs[at + 1]]
    if (run.kind === 'removed' && next?.kind === 'added') return wordChanges(textOf(run).text, textOf(next).text)
    return run.kind === 'added' && last?.kind === 'removed' ? [] : [textOf(run)]
  })
  return joined(changes)
}

/** Of sentences in the place of others. */
function wordChanges(before: string, after: string): TextChange[] {
  const runs = differences(before.split(' '), after.split(' '))
  return runs.flatMap((run, at): TextChange[] => {
    const isBetween = at > 0 && at < runs.length - 1
    if (run.kind !== 'same' || !isBetween || run.parts.length >= FEWEST_KEPT) return [textOf(run)]
    return [textOf({ ...run, kind: 'removed' }), textOf({ ...run, kind: 'added' })]
  })
}

/** Neighbours of one kind become one; between two that are kept, what was removed stands before what was added. */
function joined(changes: readonly TextChange[]): TextChange[] {
  const done: TextChange[] = []
  const open: Record<TextChange['kind'], string[]> = { removed: [], added: [], same: [] }
  const close = (kinds: readonly TextChange['kind'][]): void => {
    for (const kind of kinds) if (open[kind].length > 0) done.push({ kind, text: open[kind].splice(0).join(' ') })
  }
  for (const { kind, text } of changes) {
    close(kind === 'same' ? ['removed', 'added'] : ['same'])
    open[kind].push(text)
  }
  close(['removed', 'added', 'same'])
  return done
}

interface Run {
  kind: TextChange['kind']
  parts: readonly string[]
}

function textOf({ kind, parts }: Run): TextChange {
  return { kind, text: parts.join(' ') }
}

/** Runs of parts that both have or only one has, the removed before the added (Myers 1986, by jsdiff). */
function differences(before: readonly string[], after: readonly string[]): Run[] {
  const runs = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS })
  if (!runs)
    return [
      { kind: 'removed' as const, parts: before },
      { kind: 'added' as const, parts: after },
    ].filter(({ parts }) => parts.length > 0)
  return runs.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', parts: value }))
}

/** Which part of the one stands for which of the other, null where one has none. */
function align(before: readonly string[], after: readonly string[]): [number | null, number | null][] {
  let [from, to] = [0, 0]
  return differences(before, after).flatMap(({ kind, parts }) =>
    parts.map((): [number | null, number | null] => [kind === 'added' ? null : from++, kind === 'removed' ? null : to++]),
  )
}
