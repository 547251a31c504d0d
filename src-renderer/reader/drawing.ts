// Owns drawing on pages with a tool: a rectangle by pointer or arrow keys, lines, an eraser; ends with Escape.
import type { AnnotationTarget, Rect } from '#domain/annotation.ts'
import { inkStroke } from './mark-drawing.ts'
import type { PdfPoint, PdfView } from './pdf-view.ts'

export type Tool = 'area' | 'text' | 'ink' | 'eraser'

interface Drawing {
  /** CSS colour of a line while it is drawn; another may be chosen meanwhile. */
  colour: () => string
  /** Called for each rectangle or line that was finished. */
  onDrawn: (target: AnnotationTarget) => void
  onErase: (point: PdfPoint) => void
  onEnd: () => void
}

const STEP = 12
const SMALLEST = 6
const FIRST_SIZE = { width: 200, height: 60 }
/** Points between two points of a line, and the line's width. */
const APART = 0.7
export const INK_WIDTH = 2

/** Starts the tool; returns how to end it. */
export function startDrawing(view: PdfView, tool: Tool, { colour, onDrawn, onErase, onEnd }: Drawing): () => void {
  const abort = new AbortController()
  const { signal } = abort
  const frame = document.createElement('div')
  frame.dataset['drawing'] = ''
  const isRect = tool === 'area' || tool === 'text'
  let from: PdfPoint | null = null
  let line: [number, number][] = []
  let rect: { page: number; rect: Rect } | null = isRect ? rectInView(view) : null
  const end = (): void => {
    if (signal.aborted) return
    abort.abort()
    frame.remove()
    delete view.container.dataset['tool']
    onEnd()
  }
  const show = (): void => {
    const pageView = rect && view.pageView(rect.page)
    if (!rect || !pageView) return
    const [left, bottom, right, top] = rect.rect
    const [x1 = 0, y1 = 0] = pageView.viewport.convertToViewportPoint(left, bottom)
    const [x2 = 0, y2 = 0] = pageView.viewport.convertToViewportPoint(right, top)
    Object.assign(frame.style, {
      left: `${Math.min(x1, x2)}px`,
      top: `${Math.min(y1, y2)}px`,
      width: `${Math.abs(x2 - x1)}px`,
      height: `${Math.abs(y2 - y1)}px`,
    })
    if (frame.parentElement !== pageView.div) pageView.div.append(frame)
  }
  const keepRect = (): void => {
    if (!rect || rect.rect[2] - rect.rect[0] < SMALLEST || rect.rect[3] - rect.rect[1] < SMALLEST) return
    end()
    onDrawn({ page: rect.page, shape: { kind: 'rect', rect: rounded(rect.rect) } })
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') end()
    else if (isRect && rect && event.key === 'Enter') keepRect()
    else if (isRect && rect && event.key in ARROWS) {
      rect = { page: rect.page, rect: moved(rect.rect, ARROWS[event.key] ?? [0, 0], event.shiftKey) }
      show()
      frame.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const onDown = (event: PointerEvent): void => {
    const point = event.button === 0 ? view.pointAt(event.clientX, event.clientY) : null
    if (!point) return
    event.preventDefault()
    from = point
    line = [[point.x, point.y]]
    if (tool === 'eraser') onErase(point)
  }
  const onMove = (event: PointerEvent): void => {
    const point = from && view.pointAt(event.clientX, event.clientY)
    if (!from || !point || point.page !== from.page) return
    if (tool === 'eraser') return onErase(point)
    if (isRect) {
      rect = {
        page: from.page,
        rect: [Math.min(from.x, point.x), Math.min(from.y, point.y), Math.max(from.x, point.x), Math.max(from.y, point.y)],
      }
      return show()
    }
    const last = line.at(-1)
    if (!last || Math.hypot(point.x - last[0], point.y - last[1]) < APART) return
    line.push([point.x, point.y])
    trace(view, from.page, line, colour())
  }
  const onUp = (): void => {
    const began = from
    from = null
    if (!began) return
    if (isRect) return keepRect()
    if (tool === 'ink' && line.length > 1) {
      const path = line.map(([x, y]): [number, number] => [twoDecimals(x), twoDecimals(y)])
      onDrawn({ page: began.page, shape: { kind: 'paths', paths: [path], width: INK_WIDTH } })
    }
  }
  view.container.dataset['tool'] = tool
  window.addEventListener('keydown', onKey, { capture: true, signal })
  view.container.addEventListener('pointerdown', onDown, { capture: true, signal })
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', onUp, { signal })
  show()
  return end
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
}

/** With Shift the right lower corner moves. */
function moved([left, bottom, right, top]: Rect, [dx, dy]: readonly [number, number], resizes: boolean): Rect {
  if (!resizes) return [left + dx, bottom + dy, right + dx, top + dy]
  return [left, Math.min(top - SMALLEST, bottom + dy), Math.max(left + SMALLEST, right + dx), top]
}

/** The point of a page in the middle of what is shown, or nearest to it. */
export function pointInView(view: PdfView): PdfPoint {
  const box = view.container.getBoundingClientRect()
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const point = view.pointAt(box.left + box.width / 2, box.top + box.height * share)
    if (point) return point
  }
  return view.spot()
}

function rectInView(view: PdfView): { page: number; rect: Rect } {
  const { page, x, y } = pointInView(view)
  const { width, height } = FIRST_SIZE
  return { page, rect: [x - width / 2, y - height / 2, x + width / 2, y + height / 2] }
}

/** The line while it is drawn, as it will be. */
function trace(view: PdfView, page: number, line: readonly [number, number][], colour: string): void {
  const svg = view.overlay(page)?.querySelector('svg')
  const viewport = view.pageView(page)?.viewport
  if (!svg || !viewport) return
  const there = svg.querySelector<SVGPolylineElement>('[data-trace]')
  const polyline = there ?? document.createElementNS('http://www.w3.org/2000/svg', 'polyline')
  polyline.dataset['trace'] = ''
  const attributes = inkStroke(viewport, INK_WIDTH, colour)
  for (const [name, value] of Object.entries(attributes)) polyline.setAttribute(name, value)
  polyline.setAttribute('points', line.map(([x, y]) => viewport.convertToViewportPoint(x, y).join(',')).join(' '))
  if (!there) svg.append(polyline)
}

function rounded([left, bottom, right, top]: Rect): Rect {
  return [twoDecimals(left), twoDecimals(bottom), twoDecimals(right), twoDecimals(top)]
}

export function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100
}
