// Owns what is done in the open file: moving in it, finding in it, and marking its words.
import { type Annotation, AnnotationColour, type AnnotationDraft, type AnnotationId } from '#domain/annotation.ts'
import { type AnnotationPatch, MOST_NAMED_MARKS } from '#contract/annotations.ts'
import type { Done } from '#contract/api.ts'
import type { LibraryFile } from '#contract/files.ts'
import { client } from '../app/client.ts'
import type { PdfSpot, PdfView } from '../reader/pdf-view.ts'
import { modelOf, whyNoWords } from '../reader/document-model.ts'
import { draftOfRange } from '../reader/mark-draft.ts'
import { selectionSettled } from '../reader/pointer-selection.ts'
import { rangeOfBrowserSelection } from '../reader/range-of.ts'
import { pagesToRead } from '../reader/range-text.ts'
import { glide } from '../reader/glide.ts'
import { filteredMarks } from '../words/mark-filter.ts'
import { useReader } from '../state/reader.ts'
import { dropSelection, selectedRange, type TextRange } from '../state/text-selection.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { focusField, showField } from './show-field.ts'

/** The reader's view says which document is drawn; null when it goes. */
export function showingView(next: PdfView | null): void {
  useReader.setState({ view: next })
  if (next) for (const go of waiting.splice(0)) go()
}

const waiting: (() => void)[] = []

/** Resolves once a document is drawn: at once where one is. */
export function whenPagesAreThere(): Promise<void> {
  return shownView() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))
}

export function shownView(): PdfView | null {
  return useReader.getState().view
}

/** Changes that are shown and not kept yet: what is read meanwhile may be older than what is shown. */
let underway = 0
let changes = 0
/** Marks that may be stored otherwise than they are shown; null for any. */
let behind: Set<AnnotationId> | null = new Set()

function whileKept<Answer>(doing: Promise<Answer>): Promise<Answer> {
  underway += 1
  changes += 1
  return doing.finally(() => {
    underway -= 1
    void readBehind()
  })
}

/**
 * Reads these marks anew, or all of the file. What was read while a change was on its way is read again: the change does not go from the page
 * and come back.
 */
export function loadMarks(ids: readonly AnnotationId[] | null = null): Promise<void> {
  behind = ids === null || behind === null ? null : new Set([...behind, ...ids])
  return readBehind()
}

async function readBehind(): Promise<void> {
  const { file } = useReader.getState()
  if (!file || underway > 0 || behind?.size === 0) return
  const ids = behind && [...behind].slice(0, MOST_NAMED_MARKS)
  behind = new Set(behind && [...behind].slice(MOST_NAMED_MARKS))
  const changesBefore = changes
  try {
    const { annotations: read } = await (ids === null
      ? client.call('annotations.ofFile', { hash: file.hash })
      : client.call('annotations.some', { ids }))
    if (changes !== changesBefore) return await loadMarks(ids)
    if (useReader.getState().file?.hash !== file.hash) return
    const ofFile = read.filter(({ fileHash }) => fileHash === file.hash)
    useReader.setState(({ annotations: before, taken }) => {
      const now = sameKept(before, ofFile)
      const annotations = ids === null ? now : withThese(before, ids, now)
      return {
        annotations,
        taken: annotations.some(isFromPdf) ? new Set(taken).add(file.hash) : new Set([...taken].filter((hash) => hash !== file.hash)),
      }
    })
  } catch (thrown) {
    reportFailure(thrown)
  }
  await readBehind()
}

/** With those of `ids` as they are `now`; one that is not among them is gone. */
function withThese(before: readonly Annotation[], ids: readonly AnnotationId[], now: readonly Annotation[]): readonly Annotation[] {
  const asked = new Set(ids)
  return sorted([...before.filter(({ id }) => !asked.has(id)), ...now])
}

function isFromPdf({ source }: Annotation): boolean {
  return source !== null && source.program !== 'Web Annotation'
}

/** What has not changed stays the same object, so that only what has is drawn again. */
function sameKept(before: readonly Annotation[], now: readonly Annotation[]): readonly Annotation[] {
  const known = new Map(before.map((mark) => [mark.id, mark]))
  return now.map((mark) => {
    const old = known.get(mark.id)
    return old && old.modifiedAtMs === mark.modifiedAtMs && JSON.stringify(old) === JSON.stringify(mark) ? old : mark
  })
}

/** Marks what is selected, in the colour that is chosen; the mark is drawn at once and taken back if it can't be kept. */
export async function markSelection(kind: 'highlight' | 'underline'): Promise<void> {
  const { file, colour, view } = useReader.getState()
  if (!file || !view) return
  await selectionSettled()
  const range = selectedRange() ?? (await rangeOfBrowserSelection(view))
  const draft = range && (await draftOf(view, range, kind, colour, file))
  if (draft) return await keepMark(draft)
  const inView = modelOf(view.pdf).ready(view.spot().page)
  const sentence =
    inView?.model.text === ''
      ? whyNoWords(inView)
      : 'Select words on the page first, with the mouse or the caret, then press the key again.'
  showToast({ sentence })
  say(sentence)
}

/** What a mark on the range would be; at once where its pages have been read. */
export async function draftOf(
  view: PdfView,
  range: TextRange,
  kind: 'highlight' | 'underline',
  colour: AnnotationColour,
  file: LibraryFile,
): Promise<AnnotationDraft | null> {
  const document = modelOf(view.pdf)
  const missing = pagesToRead(document, range)
  if (missing) await missing
  return draftOfRange(view, document, { kind, colour, fileHash: file.hash, paperId: file.paperId }, range)
}

/** Draws a mark at once and keeps it; taken back where it can't be kept. */
export function keepMark(draft: AnnotationDraft): Promise<void> {
  const { annotations } = useReader.getState()
  const now = Date.now()
  const shown: Annotation = {
    ...draft,
    anchor: { state: 'exact', score: 1 },
    createdAtMs: now,
    modifiedAtMs: now,
    author: null,
    source: null,
  }
  useReader.setState({ annotations: sorted([...annotations, shown]), selected: draft.id })
  document.getSelection()?.removeAllRanges()
  dropSelection()
  return told(whileKept(client.call('annotations.add', { annotations: [draft] })))
}

/** Says what was done; what core refused is put back as it is stored. */
export function told(doing: Promise<Done>): Promise<void> {
  return doing
    .then(({ sentence }) => {
      showToast({ sentence, undo: true })
      say(sentence)
    })
    .catch((thrown: unknown) => {
      reportFailure(thrown)
      void loadMarks()
    })
}

/** Chooses the colour of the next mark, and of the one that is selected. */
export function chooseColour(number: number): void {
  const colour = AnnotationColour.options[number - 1]
  if (!colour) return
  useReader.setState({ colour })
  const { selected } = useReader.getState()
  // words that are selected are the next mark; the one before keeps its colour
  if (selected !== null && !hasSelectedWords()) void changeMark(selected, { colour })
  say(`Colour: ${colour}.`)
}

/** By our own hit test, or by the browser's own means. */
export function hasSelectedWords(): boolean {
  return selectedRange() !== null || document.getSelection()?.isCollapsed === false
}

/** Resolves to how that went; what is not kept is shown again as it is stored. */
export function changeMark(id: AnnotationId, patch: AnnotationPatch): Promise<'kept' | 'try again' | 'refused'> {
  useReader.setState(({ annotations }) => ({ annotations: annotations.map((each) => (each.id === id ? patched(each, patch) : each)) }))
  return whileKept(client.call('annotations.change', { ids: [id], patch })).then(
    () => 'kept',
    (thrown: unknown) => {
      const { retryable } = reportFailure(thrown)
      void loadMarks()
      return retryable ? 'try again' : 'refused'
    },
  )
}

export function removeMark(): void {
  const { selected, annotations } = useReader.getState()
  if (selected === null) return
  useReader.setState({ annotations: annotations.filter((each) => each.id !== selected), selected: null })
  void told(whileKept(client.call('annotations.remove', { ids: [selected] })))
}

export function selectMark(id: AnnotationId): void {
  useReader.setState({ selected: id })
  const view = shownView()
  const target = useReader.getState().annotations.find((each) => each.id === id)?.targets[0]
  if (!view || !target) return
  const { shape, page } = target
  const [x, y] =
    shape.kind === 'quads'
      ? [shape.quads[0]?.[0] ?? 0, shape.quads[0]?.[1] ?? 0]
      : shape.kind === 'rect'
        ? [shape.rect[0], shape.rect[3]]
        : shape.kind === 'point'
          ? shape.point
          : (shape.paths[0]?.[0] ?? [0, 0])
  view.goTo({ page, x: Math.max(0, x - 60), y: y + 80 })
}

export function besideMark(direction: 1 | -1): void {
  const { annotations: all, selected, markFilter } = useReader.getState()
  if (all.length === 0) return void showToast({ sentence: 'Nothing is marked in this paper yet: select words and highlight them.' })
  const annotations = filteredMarks(all, markFilter)
  if (annotations.length === 0) return void showToast({ sentence: 'No mark of this paper fits the filter of the list.' })
  const at = annotations.findIndex((each) => each.id === selected)
  const next = at < 0 ? (direction > 0 ? 0 : annotations.length - 1) : at + direction
  const mark = annotations[Math.min(annotations.length - 1, Math.max(0, next))]
  if (mark) selectMark(mark.id)
}

const ZOOM_STEP = 1.15

export function zoom(direction: 1 | -1 | 0 | 'page'): void {
  const view = shownView()
  if (!view) return
  if (direction === 0) view.viewer.currentScaleValue = 'page-width'
  else if (direction === 'page') view.viewer.currentScaleValue = 'page-fit'
  else view.viewer.currentScale = Math.min(8, Math.max(0.25, view.viewer.currentScale * ZOOM_STEP ** direction))
}

export function scrollBy(share: number): void {
  const container = shownView()?.container
  if (container) glide(container, container.clientHeight * share)
}

/** A number, or what the file calls the page. */
export function toPage(label: string): void {
  const view = shownView()
  const page = view?.pageNamed(label.trim()) ?? null
  if (!view || page === null) return void showToast({ sentence: `There is no page “${label.trim()}” in this paper.` })
  view.jump(() => {
    view.viewer.currentPageNumber = page + 1
  })
  view.container.focus({ preventScroll: true })
}

export function backInPaper(): void {
  const view = shownView()
  if (view) tellPlace(view, view.back(), 'There is no place to go back to.')
}

export function forwardInPaper(): void {
  const view = shownView()
  if (view) tellPlace(view, view.forward(), 'There is no place to go forward to.')
}

function tellPlace(view: PdfView, spot: PdfSpot | null, nowhere: string): void {
  if (spot) say(`Page ${view.pageLabel(spot.page)}.`)
  else showToast({ sentence: nowhere })
}

export function find(query: string, options: { again?: boolean; backwards?: boolean } = {}): void {
  shownView()?.find(query, options)
}

export function toggleFind(): void {
  showField('[data-find]', () => useReader.setState({ findOpen: true }))
}

export function focusPageField(): void {
  focusField('[data-page-field]')
}

function patched(annotation: Annotation, patch: AnnotationPatch): Annotation {
  return { ...annotation, ...(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<Annotation>) }
}

/** As core sorts them: in reading order, of two in one place the older first. */
function sorted(annotations: Annotation[]): Annotation[] {
  return annotations.sort((a, b) => compared(a.sortKey, b.sortKey) || a.createdAtMs - b.createdAtMs || compared(a.id, b.id))
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
