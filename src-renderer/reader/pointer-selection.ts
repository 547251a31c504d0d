// Owns selecting words with the pointer by the measured hit test: drags over lines, columns and pages; words, lines, paragraphs.
import type { TextPlace } from '#domain/whole-text.ts'
import { dropSelection, rangeBetween, useTextSelection } from '../state/text-selection.ts'
import { modelOf } from './document-model.ts'
import type { PdfPoint, PdfView } from './pdf-view.ts'
import { around, snapped, type Unit } from './word-range.ts'

/** Pixels that the pointer may move on a click. */
const CLICK = 3
/** Pixels from the edge of the pages at which they begin to scroll, and the most that they do in a frame. */
const EDGE = 28
const FASTEST = 30

const UNITS: readonly Unit[] = ['letter', 'letter', 'word', 'line', 'paragraph']

export interface Drag {
  /** The end that stays. */
  anchor: PdfPoint | TextPlace
  unit: Unit
  /** After the pointer was moved and let go. */
  onEnd?: () => void
}

/** Until the returned function is called, presses on the pages select words; `isFree`: no tool has the pointer. */
export function selectByPointer(view: PdfView, isFree: () => boolean): () => void {
  const abort = new AbortController()
  const { container } = view
  // a finger scrolls, and selects with the system's own means
  let isTouch = false
  const onDown = (event: MouseEvent): void => {
    if (event.button !== 0 || isTouch || !isFree() || isOnScrollbar(container, event)) return
    if (event.target instanceof Element && event.target.closest('button, input, [data-handle]')) return
    const point = view.pointAt(event.clientX, event.clientY)
    // the browser would select words of its own
    event.preventDefault()
    container.focus({ preventScroll: true })
    window.getSelection()?.removeAllRanges()
    if (!point) return dropSelection()
    const { anchor, focus, view: on } = useTextSelection.getState()
    const stays = event.shiftKey && on === view ? (anchor ?? focus) : null
    startDrag(view, event, { anchor: stays ?? point, unit: UNITS[Math.min(event.detail, UNITS.length - 1)] ?? 'letter' })
  }
  container.addEventListener('mousedown', onDown, { signal: abort.signal })
  // the words under the pointer are read before they are needed
  const onPointer = ({ pointerType, clientX, clientY }: PointerEvent): void => {
    isTouch = pointerType === 'touch'
    warm(view, clientX, clientY)
  }
  container.addEventListener('pointerdown', onPointer, { signal: abort.signal })
  return () => abort.abort()
}

function warm(view: PdfView, x: number, y: number): void {
  const point = view.pointAt(x, y)
  if (point)
    void modelOf(view.pdf)
      .read(point.page)
      .catch(() => undefined)
}

function isOnScrollbar(container: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const box = container.getBoundingClientRect()
  return clientX >= box.left + container.clientWidth || clientY >= box.top + container.clientHeight
}

let latest = 0
let pending: Promise<unknown> = Promise.resolve()

/** Resolves once what the pointer took is selected: a page that was never touched is read first. */
export function selectionSettled(): Promise<unknown> {
  return pending
}

/** Follows the pointer until it is let go; a press without a move takes nothing but a word, line or paragraph. */
export function startDrag(view: PdfView, from: MouseEvent, { anchor, unit, onEnd }: Drag): void {
  const abort = new AbortController()
  const document = modelOf(view.pdf)
  const turn = ++latest
  const pointer = { x: from.clientX, y: from.clientY }
  let hasMoved = unit !== 'letter' || ('offset' in anchor && !onEnd)
  let frame = 0

  const update = (): void => {
    // a press that came later has the word
    if (turn !== latest) return
    const to = nearestPoint(view, pointer.x, pointer.y)
    const ends = to && endsOf(anchor, to)
    if (ends) useTextSelection.setState({ view, ...ends, isDragged: !abort.signal.aborted })
  }
  const endsOf = (start: PdfPoint | TextPlace, to: PdfPoint): { anchor: TextPlace; focus: TextPlace } | null => {
    const focus = placeOf(to)
    const stays = 'offset' in start ? start : placeOf(start)
    if (!focus || !stays) return null
    return widened(stays, focus)
  }
  const placeOf = ({ page, x, y }: PdfPoint): TextPlace | null => {
    const read = document.ready(page)
    if (!read) {
      pending = document.read(page).then(update, () => undefined)
      return null
    }
    const hit = read.tester.hit(x, y)
    return hit && { page, offset: hit.offset }
  }
  /** Both ends grow to whole words, lines or paragraphs, or snap to a word that is one letter away. */
  const widened = (one: TextPlace, other: TextPlace): { anchor: TextPlace; focus: TextPlace } => {
    const isForward = (other.page - one.page || other.offset - one.offset) >= 0
    const [first, last] = isForward ? [one, other] : [other, one]
    const [head, tail] = [document.ready(first.page), document.ready(last.page)]
    if (!head || !tail) return { anchor: one, focus: other }
    let [start, end] = [first.offset, last.offset]
    if (unit !== 'letter') {
      start = around(head, unit, start).start
      end = around(tail, unit, end).end
    } else if (first.page === last.page) ({ start, end } = snapped(head.model.text, start, end))
    else {
      start = snapped(head.model.text, start, head.model.text.length).start
      end = snapped(tail.model.text, 0, end).end
    }
    const [from_, to_] = [
      { page: first.page, offset: start },
      { page: last.page, offset: end },
    ]
    return isForward ? { anchor: from_, focus: to_ } : { anchor: to_, focus: from_ }
  }
  const onMove = (event: PointerEvent): void => {
    pointer.x = event.clientX
    pointer.y = event.clientY
    if (!hasMoved && Math.hypot(pointer.x - from.clientX, pointer.y - from.clientY) < CLICK) return
    hasMoved = true
    update()
  }
  const scroll = (): void => {
    const box = view.container.getBoundingClientRect()
    const over = Math.min(0, pointer.y - box.top - EDGE) + Math.max(0, pointer.y - box.bottom + EDGE)
    if (hasMoved && over !== 0) {
      view.container.scrollTop += Math.max(-FASTEST, Math.min(FASTEST, over / 2))
      update()
    }
    frame = requestAnimationFrame(scroll)
  }
  const end = (): void => {
    if (abort.signal.aborted) return
    abort.abort()
    cancelAnimationFrame(frame)
    const { anchor: one, focus: other, isCaret } = useTextSelection.getState()
    if (!hasMoved) return takePress()
    if (one && other && !rangeBetween(one, other))
      useTextSelection.setState({ anchor: null, isDragged: false, ...(isCaret ? {} : { focus: null, view: null }) })
    else useTextSelection.setState({ isDragged: false })
    onEnd?.()
  }
  /** A press puts the caret there; without a caret it takes the selection away. */
  const takePress = (): void => {
    const { isCaret } = useTextSelection.getState()
    const point = isCaret ? nearestPoint(view, pointer.x, pointer.y) : null
    const focus = point && placeOf(point)
    useTextSelection.setState({ anchor: null, isDragged: false, ...(isCaret ? (focus ? { focus } : {}) : { focus: null, view: null }) })
  }
  window.addEventListener('pointermove', onMove, { signal: abort.signal })
  window.addEventListener('pointerup', end, { signal: abort.signal })
  window.addEventListener('pointercancel', end, { signal: abort.signal })
  window.addEventListener('blur', end, { signal: abort.signal })
  // a link that was only the place where a drag began or ended is not followed
  window.addEventListener('click', (event) => hasMoved && unit === 'letter' && swallowLink(event, from), { capture: true, once: true })
  frame = requestAnimationFrame(scroll)
  if (hasMoved) update()
}

function swallowLink(event: MouseEvent, from: MouseEvent): void {
  if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < CLICK) return
  if (event.target instanceof Element && event.target.closest('a')) {
    event.preventDefault()
    event.stopPropagation()
  }
}

/** The point of a page under the pointer; beside all pages, of the nearest one. */
function nearestPoint(view: PdfView, x: number, y: number): PdfPoint | null {
  const box = view.container.getBoundingClientRect()
  const [inX, inY] = [Math.max(box.left + 1, Math.min(box.right - 1, x)), Math.max(box.top + 1, Math.min(box.bottom - 1, y))]
  const on = view.pointAt(inX, inY)
  if (on) return on
  let best: PdfPoint | null = null
  let least = Number.POSITIVE_INFINITY
  const { page: shown } = view.spot()
  for (let page = Math.max(0, shown - 2); page < shown + 6; page += 1) {
    const pageView = view.pageView(page)
    if (!pageView) continue
    const frame = pageView.div.getBoundingClientRect()
    const away = Math.hypot(Math.max(frame.left - inX, 0, inX - frame.right), Math.max(frame.top - inY, 0, inY - frame.bottom))
    if (away >= least) continue
    least = away
    const [px = 0, py = 0] = pageView.viewport.convertToPdfPoint(
      inX - frame.left - pageView.div.clientLeft,
      inY - frame.top - pageView.div.clientTop,
    )
    best = { page, x: px, y: py }
  }
  return best
}
