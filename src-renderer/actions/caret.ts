// Owns the caret of the reader: words are selected without a mouse, told as it moves, and marked by the same keys as ever.
import type { ActionId } from '#contract/actions.ts'
import type { Annotation } from '#domain/annotation.ts'
import type { TextPlace } from '#domain/whole-text.ts'
import { holdKeys } from '../keys/held-keys.ts'
import { caretQuad, type CaretUnit, goalOf, lineAt, lineBeside, movedOnPage, onLine } from '../reader/caret-moves.ts'
import { type DocumentModel, modelOf, type ReadPage, whyNoWords } from '../reader/document-model.ts'
import { boxOf } from '../reader/page-draft.ts'
import type { PdfView } from '../reader/pdf-view.ts'
import { pointInView } from '../reader/drawing.ts'
import { selectionSettled } from '../reader/pointer-selection.ts'
import { rangeOfMark } from '../reader/range-of.ts'
import { printedText } from '../reader/range-text.ts'
import { around } from '../reader/word-range.ts'
import { useReader } from '../state/reader.ts'
import { dropCaret, rangeBetween, selectedRange, useTextSelection } from '../state/text-selection.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { shownView, whenPagesAreThere } from './reader.ts'

/** On the words that are selected or on the chosen mark where it is in sight, else on the line in the middle of what is shown; again: away. */
export function toggleCaret(): void {
  if (useTextSelection.getState().isCaret) return leaveCaret()
  whenPagesAreThere()
    .then(() => holdKeys(enter()))
    .catch(reportFailure)
}

async function enter(): Promise<void> {
  const view = shownView()
  if (!view) return
  await selectionSettled()
  const document = modelOf(view.pdf)
  const { annotations, selected } = useReader.getState()
  const mark = annotations.find((each) => each.id === selected && isInSight(view, each))
  const range = selectedRange() ?? (mark ? await rangeOfMark(document, mark) : null)
  const start = range ? null : await placeInView(view, document)
  const focus = range?.to ?? start
  if (!focus) {
    const sentence = whyNoWords(await document.read(view.spot().page))
    showToast({ sentence })
    return say(sentence)
  }
  // it may be another paper by now
  if (useReader.getState().view !== view) return
  setKeys(view, true)
  isExtending = false
  useTextSelection.setState({ view, anchor: range?.from ?? null, focus, isCaret: true })
  view.container.focus({ preventScroll: true })
  const read = await document.read(focus.page)
  say(`Caret on page ${document.labelOf(focus.page)}: ${lineText(read, focus.offset)}`)
}

/** Its beginning is. */
function isInSight(view: PdfView, { targets: [target] }: Pick<Annotation, 'targets'>): boolean {
  const pageView = target && view.pageView(target.page)
  if (!pageView) return false
  const [left, , , top] = boxOf(target)
  const [, y = 0] = pageView.viewport.convertToViewportPoint(left, top)
  const below = pageView.div.getBoundingClientRect().top + y - view.container.getBoundingClientRect().top
  return below >= 0 && below < view.container.clientHeight
}

async function placeInView(view: PdfView, document: DocumentModel): Promise<TextPlace | null> {
  const { page, x, y } = pointInView(view)
  for (const each of [page, page + 1]) {
    if (each >= document.pages) break
    const { tester, model } = await document.read(each)
    const hit = each === page ? tester.hit(x, y) : model.text === '' ? null : { offset: 0 }
    const line = hit && lineAt(model, hit.offset)
    if (line) return { page: each, offset: line.start }
  }
  return null
}

export function leaveCaret(): void {
  const { view } = useTextSelection.getState()
  if (view) setKeys(view, false)
  dropCaret()
  say('Caret off.')
}

/** In caret mode the arrow keys are ours, else they scroll. */
function setKeys(view: PdfView, isCaret: boolean): void {
  if (isCaret) delete view.container.dataset['keys']
  else view.container.dataset['keys'] = 'scroll'
}

useTextSelection.subscribe(({ isCaret }, before) => {
  if (before.isCaret && !isCaret && before.view) setKeys(before.view, false)
})

type Step = CaretUnit | 'line' | 'page' | 'document'
export type CaretAction = Extract<ActionId, `caret.${string}`>

export function isCaretAction(id: ActionId): id is CaretAction {
  return id.startsWith('caret.')
}

let goal: number | null = null
let isExtending = false
let moving: Promise<void> = Promise.resolve()

/** One key after the other, also where a page must be read first: a key that marks comes after those that select. */
function move(step: Step, direction: 1 | -1, extends_: boolean): void {
  moving = moving.then(() => moveNow(step, direction, extends_ || isExtending)).catch((thrown: unknown) => void reportFailure(thrown))
  void holdKeys(moving)
}

async function moveNow(step: Step, direction: 1 | -1, extends_: boolean): Promise<void> {
  const { view, anchor, focus, isCaret } = useTextSelection.getState()
  if (!isCaret || !view || !focus) return
  const document = modelOf(view.pdf)
  const read = await document.read(focus.page)
  if (step !== 'line') goal = null
  else goal ??= goalOf(read, focus.offset)
  const to = await destination(document, focus, step, direction)
  if (!to) return say(direction > 0 ? 'End of the paper.' : 'Beginning of the paper.')
  const stays = extends_ ? (anchor ?? focus) : null
  useTextSelection.setState({ anchor: stays, focus: to })
  const now = await document.read(to.page)
  const page = to.page === focus.page ? '' : `Page ${document.labelOf(to.page)}. `
  const passed = extends_ ? spoken(document, focus, to) : null
  say(`${page}${passed ?? whereabouts(now, to.offset, step)}`)
}

async function destination(document: DocumentModel, from: TextPlace, step: Step, direction: 1 | -1): Promise<TextPlace | null> {
  if (step === 'document') {
    const page = await pageWithWords(document, direction > 0 ? document.pages - 1 : 0, direction > 0 ? -1 : 1)
    return page && { page: page.page, offset: direction > 0 ? page.read.model.text.length : 0 }
  }
  const read = await document.read(from.page)
  const offset =
    step === 'page'
      ? null
      : step === 'line'
        ? lineBeside(read, from.offset, direction, goal ?? 0)
        : movedOnPage(read, from.offset, step, direction)
  if (offset !== null) return { page: from.page, offset }
  const next = await pageWithWords(document, from.page + direction, direction)
  if (!next) return null
  const { model } = next.read
  const line = direction > 0 ? model.lines[0] : model.lines.at(-1)
  if (step === 'line' && line) return { page: next.page, offset: onLine(next.read, line, goal ?? 0) }
  return { page: next.page, offset: step === 'page' || direction > 0 ? 0 : model.text.length }
}

async function pageWithWords(document: DocumentModel, from: number, direction: 1 | -1): Promise<{ page: number; read: ReadPage } | null> {
  for (let page = from; page >= 0 && page < document.pages; page += direction) {
    const read = await document.read(page)
    if (read.model.text !== '') return { page, read }
  }
  return null
}

const MOST_SPOKEN = 300

function whereabouts(read: ReadPage, offset: number, step: Step): string {
  const { model } = read
  if (step === 'letter') return model.text.charAt(offset) === ' ' ? 'blank' : model.text.slice(offset, offset + 1) || 'end'
  if (step === 'word') {
    const { start, end } = around(read, 'word', offset)
    return model.text.slice(start, end).trim() || 'blank'
  }
  return lineText(read, offset)
}

function lineText({ model }: ReadPage, offset: number): string {
  const line = lineAt(model, offset)
  return line ? printedText(model, line.start, line.end).trim() : ''
}

/** What came into the selection or went out of it. */
function spoken(document: DocumentModel, before: TextPlace, after: TextPlace): string | null {
  const passed = rangeBetween(before, after)
  const read = passed && passed.from.page === passed.to.page ? document.ready(passed.from.page) : null
  if (!passed || !read) return null
  const words = read.model.text.slice(passed.from.offset, passed.to.offset).trim()
  const { anchor } = useTextSelection.getState()
  const isIn = anchor !== null && Math.abs(distance(anchor, after)) > Math.abs(distance(anchor, before))
  return `${words.length > MOST_SPOKEN ? `${words.slice(0, MOST_SPOKEN)}…` : words || 'blank'}, ${isIn ? 'selected' : 'not selected any more'}`
}

function distance(one: TextPlace, other: TextPlace): number {
  return (one.page - other.page) * 1_000_000 + one.offset - other.offset
}

function toggleExtending(): void {
  isExtending = !isExtending
  say(isExtending ? 'Moving selects.' : 'Moving selects no more.')
}

const STEPS = {
  Letter: 'letter',
  Word: 'word',
  Sentence: 'sentence',
  Line: 'line',
  LineEnd: 'lineEnd',
  Paragraph: 'paragraph',
  Page: 'page',
  Document: 'document',
} as const satisfies Record<string, Step>

type Way = 'next' | 'previous' | 'extendNext' | 'extendPrevious'

/** `caret.nextWord`, `caret.extendPreviousLine` and the like, from the one table of actions. */
export function performCaret(id: CaretAction): void {
  if (id === 'caret.extend') return toggleExtending()
  const [, way, step] = /^caret\.(next|previous|extendNext|extendPrevious)([A-Z]\w*)$/.exec(id) ?? []
  const unit = STEPS[step as keyof typeof STEPS]
  const direction = (way as Way).toLowerCase().endsWith('next') ? 1 : -1
  move(unit, direction, (way as Way).startsWith('extend'))
}

/** Keeps the caret a little away from the edges of what is shown. */
export function moveCaretIntoView(view: PdfView, focus: TextPlace): void {
  const pageView = view.pageView(focus.page)
  const read = modelOf(view.pdf).ready(focus.page)
  const line = read && lineAt(read.model, focus.offset)
  if (!pageView || !read || !line) return
  const box = view.container.getBoundingClientRect()
  const frame = pageView.div.getBoundingClientRect()
  const place = caretPlace(read, focus.offset)
  if (!place) return
  const [x = 0, y = 0] = pageView.viewport.convertToViewportPoint(...place)
  const [left, top] = [frame.left + pageView.div.clientLeft + x - box.left, frame.top + pageView.div.clientTop + y - box.top]
  const margin = Math.min(80, box.height / 4)
  if (top < margin || top > box.height - margin) view.container.scrollTop += top - box.height / 3
  if (left < 20 || left > box.width - 20) view.container.scrollLeft += left - box.width / 2
}

function caretPlace(read: ReadPage, offset: number): [number, number] | null {
  const quad = caretQuad(read, offset, 0)
  return quad && [quad[0], quad[1]]
}
