// Owns what is done to a mark that is there: its comment, tags, role, ends, and joining it with the next.
import type { AnnotationPatch } from '#contract/annotations.ts'
import { type Annotation, type AnnotationDraft, AnnotationRole } from '#domain/annotation.ts'
import { useReader } from '../state/reader.ts'
import { dropSelection, rangeBetween, selectedRange, type TextRange } from '../state/text-selection.ts'
import { reportFailure, say, tell } from '../state/toasts.ts'
import { client } from '../app/client.ts'
import { modelOf } from '../reader/document-model.ts'
import { rangeOfBrowserSelection, rangeOfMark } from '../reader/range-of.ts'
import { mergedMark } from '../words/merged-mark.ts'
import { changeMark, draftOf, loadMarks, shownView, told } from './reader.ts'
import { focusField } from './show-field.ts'

const NONE_SELECTED = 'No mark is selected. Go to one with the keys for the next and the previous annotation.'

export function focusComment(): void {
  focusOfMark('[data-comment]')
}

export function focusMarkTags(): void {
  focusOfMark('[data-mark-tags]')
}

function focusOfMark(selector: string): void {
  if (useReader.getState().selected === null) tell(NONE_SELECTED)
  else focusField(selector)
}

/** None, claim, method, number, question, todo, and none again. */
export function nextRole(): void {
  const { annotations, selected } = useReader.getState()
  const annotation = annotations.find((each) => each.id === selected)
  if (!annotation) {
    return tell(NONE_SELECTED)
  }
  const at = annotation.role === null ? -1 : AnnotationRole.options.indexOf(annotation.role)
  const role = AnnotationRole.options[at + 1] ?? null
  void changeMark(annotation.id, { role })
  say(role === null ? 'No role.' : `Role: ${role}.`)
}

export function focusMarkFilter(): void {
  if (!focusField('[data-mark-filter]')) tell('Nothing is marked in this paper yet, so there is nothing to filter.')
}

/** The selected mark stands on the selected words from now on; its comment, tags and colour stay. */
export function setEnds(): void {
  putOnWords(null).catch(reportFailure)
}

/** `onto`: null for the words that are selected. */
export async function putOnWords(onto: TextRange | null): Promise<void> {
  const { annotations, selected, file } = useReader.getState()
  const annotation = annotations.find((each) => each.id === selected)
  const view = shownView()
  if (!annotation || !file || !view) return tell(NONE_SELECTED)
  if (annotation.kind !== 'highlight' && annotation.kind !== 'underline') return tell('Only a highlight or an underline stands on words.')
  const range = onto ?? selectedRange() ?? (await rangeOfBrowserSelection(view))
  const draft = range && (await draftOf(view, range, annotation.kind, annotation.colour, file))
  if (!draft) return tell('Select the words on the page that the mark is to stand on, then press the key again.')
  document.getSelection()?.removeAllRanges()
  dropSelection()
  await told(client.call('annotations.change', { ids: [annotation.id], patch: placeOf(draft) }))
  await loadMarks()
}

/** The selected mark takes in the one after it of the same kind. */
export function mergeWithNext(): void {
  merge().catch(reportFailure)
}

async function merge(): Promise<void> {
  const { annotations, selected } = useReader.getState()
  const at = annotations.findIndex((each) => each.id === selected)
  const first = annotations[at]
  if (!first) return tell(NONE_SELECTED)
  const second = annotations.slice(at + 1).find((each) => each.kind === first.kind)
  if (!second) return tell(`There is no ${first.kind} after this one to join it with.`)
  const patch = (await unionOf(first, second)) ?? mergedMark(first, second)
  if (!patch) return tell('Only highlights and underlines can be joined.')
  await told(client.call('annotations.merge', { ids: [first.id, second.id], patch }))
  await loadMarks()
}

/** Letters between two marks that still are one stretch of words. */
const APART = 2

/** Marks that touch or overlap become one stretch, a quad a line; null where words lie between them. */
async function unionOf(first: Annotation, second: Annotation): Promise<AnnotationPatch | null> {
  const { file, view } = useReader.getState()
  if (!file || !view || (first.kind !== 'highlight' && first.kind !== 'underline')) return null
  const document = modelOf(view.pdf)
  const [one, other] = await Promise.all([rangeOfMark(document, first), rangeOfMark(document, second)])
  if (!one || !other || one.to.page !== other.from.page || other.from.offset - one.to.offset > APART) return null
  const isInside = (rangeBetween(one.to, other.to)?.to ?? one.to) === one.to
  const draft = await draftOf(view, { from: one.from, to: isInside ? one.to : other.to }, first.kind, first.colour, file)
  return draft && placeOf(draft)
}

function placeOf({ targets, quote, position, text, sortKey, pageLabel }: AnnotationDraft): AnnotationPatch {
  return { targets, quote, position, text, sortKey, pageLabel }
}
