// Owns marks over a page on the screen: drawn again only where they changed, with handles at the ends of the one that is selected.
import type { Annotation, AnnotationId } from '#domain/annotation.ts'
import { drawingOf, marksOnPage, SVG } from '#renderer/reader/mark-drawing.ts'
import type { PdfPageView, PdfView } from '#renderer/reader/pdf-view.ts'

export function drawMarks(view: PdfView, page: number, annotations: readonly Annotation[], selected: AnnotationId | null): void {
  const layer = view.overlay(page)
  const pageView = view.pageView(page)
  if (!layer || !pageView) return
  const { viewport } = pageView
  const marks = marksOnPage(annotations, page)
  const chosen = marks.some(({ id }) => id === selected) ? selected : null
  const view_ = `${viewport.width} ${viewport.height} ${viewport.rotation} ${chosen ?? ''}`
  const before = drawn.get(layer)
  if (before?.place === view_ && sameMarks(before.marks, marks) && layer.childElementCount > 0) return
  drawn.set(layer, { place: view_, marks })
  const svg = drawingOf(marks, page, viewport, chosen)
  const mark = marks.find(({ id }) => id === chosen)
  if (mark) for (const handle of handlesOf(mark, page)) svg.append(handleAt(viewport, handle))
  layer.replaceChildren(svg)
}

/** What was drawn last into a page's layer: it is drawn again only when that has changed. */
const drawn = new WeakMap<HTMLElement, { place: string; marks: readonly Annotation[] }>()

function sameMarks(one: readonly Annotation[], other: readonly Annotation[]): boolean {
  return one.length === other.length && one.every((mark, index) => mark === other[index])
}

interface Handle {
  end: 'start' | 'end'
  /** Top and foot of the bar, in points of the page. */
  bar: readonly [number, number, number, number]
}

/** The two ends of a mark on words, each on the page that it is on. */
function handlesOf({ kind, targets }: Annotation, page: number): Handle[] {
  if (kind !== 'highlight' && kind !== 'underline') return []
  const [first, last] = [targets[0], targets.at(-1)]
  const head = first?.page === page && first.shape.kind === 'quads' ? first.shape.quads[0] : undefined
  const tail = last?.page === page && last.shape.kind === 'quads' ? last.shape.quads.at(-1) : undefined
  return [
    ...(head ? [{ end: 'start' as const, bar: [head[0], head[1], head[4], head[5]] as const }] : []),
    ...(tail ? [{ end: 'end' as const, bar: [tail[2], tail[3], tail[6], tail[7]] as const }] : []),
  ]
}

function handleAt(viewport: PdfPageView['viewport'], { end, bar: [x1, y1, x2, y2] }: Handle): SVGElement {
  const group = document.createElementNS(SVG, 'g')
  group.dataset['handle'] = end
  const [top, foot] = [viewport.convertToViewportPoint(x1, y1), viewport.convertToViewportPoint(x2, y2)]
  const line = document.createElementNS(SVG, 'line')
  for (const [name, value] of Object.entries({ x1: top[0], y1: top[1], x2: foot[0], y2: foot[1] })) line.setAttribute(name, String(value))
  const knob = document.createElementNS(SVG, 'circle')
  const [cx, cy] = end === 'start' ? top : foot
  for (const [name, value] of Object.entries({ cx, cy, r: 5 })) knob.setAttribute(name, String(value))
  group.append(line, knob)
  return group
}
