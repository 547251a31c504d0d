// Owns the tools of the reader: sticky note, area, text, ink and eraser, and picking a mark on the page.
import { flushSync } from 'react-dom'
import { type Annotation, annotationColours, type AnnotationId, type AnnotationTarget } from '#domain/annotation.ts'
import { quadsOf } from '#domain/page-places.ts'
import { client } from '../app/client.ts'
import { holdKeys } from '../keys/held-keys.ts'
import { keepAreaPicture } from '../reader/area-picture.ts'
import { modelOf } from '../reader/document-model.ts'
import { pointInView, startDrawing, type Tool, twoDecimals } from '../reader/drawing.ts'
import { erased, markAt } from '../reader/mark-at.ts'
import { draftOfPlace } from '../reader/page-draft.ts'
import { pagesAtRest } from '../reader/page-rest.ts'
import { type PdfPoint, type PdfView } from '../reader/pdf-view.ts'
import { useReader } from '../state/reader.ts'
import { dropSelection, selectedRange } from '../state/text-selection.ts'
import { reportFailure, say } from '../state/toasts.ts'
import { focusComment } from './marking.ts'
import { changeMark, hasSelectedWords, keepMark, loadMarks, shownView, told } from './reader.ts'

let stop: (() => void) | null = null

/** What a tool that is held does, and how it is put away. */
export const toolWords: Record<Tool, string> = {
  area: 'Area: draw a rectangle, or move it with the arrow keys, size it with Shift, and press Enter. Escape ends it.',
  text: 'Text: draw a rectangle, or move it with the arrow keys, size it with Shift, and press Enter. Escape ends it.',
  ink: 'Ink: draw on the page. Escape ends it.',
  eraser: 'Eraser: draw over ink. Escape ends it.',
}

/** The same key puts the tool away. */
export function takeTool(tool: Tool): void {
  const view = shownView()
  const { tool: held, file } = useReader.getState()
  stop?.()
  if (!view || !file || held === tool) return
  let ink: AnnotationId | null = null
  useReader.setState({ tool, selected: null })
  say(toolWords[tool])
  void readFor(view, pointInView(view).page)
  stop = startDrawing(view, tool, {
    colour: () => annotationColours[useReader.getState().colour],
    onDrawn: (target) => {
      if (tool === 'ink') ink = drawInk(view, ink, target)
      else placeMark(view, tool === 'text' ? 'text' : 'area', target)
    },
    onErase: erase,
    onEnd: () => {
      stop = null
      useReader.setState({ tool: null })
      view.container.focus()
    },
  })
}

/** On the words that are selected, else in the middle of what is shown; what is typed right behind it is its comment. */
export function addNote(): void {
  void holdKeys(placeNote())
}

async function placeNote(): Promise<void> {
  const view = shownView()
  if (!view) return
  const point = pointOfSelection(view) ?? pointInView(view)
  await Promise.race([readFor(view, point.page), new Promise((resolve) => setTimeout(resolve, LONGEST_READING_MS))])
  window.getSelection()?.removeAllRanges()
  dropSelection()
  placeMark(view, 'note', { page: point.page, shape: { kind: 'point', point: [twoDecimals(point.x), twoDecimals(point.y)] } })
}

/** Where the selected words begin. */
function pointOfSelection(view: PdfView): PdfPoint | null {
  const range = selectedRange()
  const read = range && modelOf(view.pdf).ready(range.from.page)
  if (range && read) {
    const [quad] = quadsOf(read.model, range.from.offset, range.from.offset + 1, read.edgesOf)
    return quad ? { page: range.from.page, x: quad[0], y: (quad[1] + quad[5]) / 2 } : null
  }
  const selection = window.getSelection()
  const box = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0).getBoundingClientRect() : null
  return box && view.pointAt(box.left + 1, box.top + box.height / 2)
}

/** A note whose page takes longer is put there without the words around it. */
const LONGEST_READING_MS = 1_000

/** The words of a page are wanted for the order of marks; a page that can't be read takes marks too. */
async function readFor(view: PdfView, page: number): Promise<void> {
  await modelOf(view.pdf)
    .read(page)
    .catch(() => undefined)
}

function placeMark(view: PdfView, kind: 'note' | 'area' | 'text' | 'ink', target: AnnotationTarget): AnnotationId {
  const { file, colour } = useReader.getState()
  if (!file) throw new Error('A mark needs an open file.')
  const draft = draftOfPlace(view, { kind, colour, fileHash: file.hash, paperId: file.paperId }, target)
  const kept = flushSync(() => keepMark(draft))
  if (kind === 'note' || kind === 'text') focusComment()
  const { shape } = target
  if (kind === 'area' && shape.kind === 'rect') {
    kept.then(() => keepAreaPicture(view, draft.id, target.page, shape.rect)).catch(reportFailure)
  }
  return draft.id
}

/** Of an area that came without one, from a PDF or a pack; not while pages move. A page that can't be drawn gives none. */
export function takeAreaPicture({ id, fileHash, targets: [target] }: Annotation): void {
  const view = shownView()
  if (!view || useReader.getState().file?.hash !== fileHash || target?.shape.kind !== 'rect') return
  const { page, shape } = target
  pagesAtRest()
    .then(() => keepAreaPicture(view, id, page, shape.rect))
    .catch(() => undefined)
}

/** Lines of one sitting on one page are one mark. */
function drawInk(view: PdfView, id: AnnotationId | null, target: AnnotationTarget): AnnotationId {
  const before = useReader.getState().annotations.find((each) => each.id === id)
  const on = before?.targets[0]
  if (!before || on?.page !== target.page || on.shape.kind !== 'paths' || target.shape.kind !== 'paths')
    return placeMark(view, 'ink', target)
  const shape = { ...on.shape, paths: [...on.shape.paths, ...target.shape.paths] }
  void changeMark(before.id, { targets: [{ page: on.page, shape }] })
  return before.id
}

function erase(point: PdfPoint): void {
  for (const { id, kind, targets } of useReader.getState().annotations) {
    if (kind !== 'ink') continue
    const left = erased(targets, point)
    if (left === targets) continue
    if (left.length > 0) void changeMark(id, { targets: left })
    else {
      useReader.setState(({ annotations }) => ({ annotations: annotations.filter((each) => each.id !== id) }))
      void told(client.call('annotations.remove', { ids: [id] })).then(() => loadMarks())
    }
  }
}

/** Selects the mark under the pointer without moving the page; returns how to stop, which puts away a tool too. */
export function pickMarks(view: PdfView): () => void {
  const onClick = (event: MouseEvent): void => {
    if (useReader.getState().tool !== null || hasSelectedWords()) return
    if (event.target instanceof Element && event.target.closest('a')) return
    const point = view.pointAt(event.clientX, event.clientY)
    const mark = point && markAt(useReader.getState().annotations, point)
    if (mark) useReader.setState({ selected: mark.id })
  }
  view.container.addEventListener('click', onClick)
  return () => {
    view.container.removeEventListener('click', onClick)
    stop?.()
  }
}
