// Owns drawing marks over a page: one svg a page, in the page's own pixels.
import { type Annotation, annotationColours, type AnnotationId, type Rect } from '#domain/annotation.ts'
import type { PdfPageView, PdfView } from '#renderer/reader/pdf-view.ts'

const SVG = 'http://www.w3.org/2000/svg'

export function drawMarks(view: PdfView, page: number, annotations: readonly Annotation[], selected: AnnotationId | null): void {
  const layer = view.overlay(page)
  const pageView = view.pageView(page)
  if (!layer || !pageView) return
  const { viewport } = pageView
  const marks = onPage(annotations, page)
  const chosen = marks.some(({ id }) => id === selected) ? selected : null
  const view_ = `${viewport.width} ${viewport.height} ${viewport.rotation} ${chosen ?? ''}`
  const before = drawn.get(layer)
  if (before?.place === view_ && sameMarks(before.marks, marks) && layer.childElementCount > 0) return
  drawn.set(layer, { place: view_, marks })
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${viewport.width} ${viewport.height}`)
  svg.setAttribute('aria-hidden', 'true')
  const place = (x: number, y: number): string => viewport.convertToViewportPoint(x, y).join(',')
  for (const annotation of marks) {
    for (const { page: on, shape } of annotation.targets) {
      if (on !== page) continue
      const colour = annotationColours[annotation.colour]
      const draw = (name: 'polygon' | 'polyline' | 'circle', attributes: Record<string, string>): void => {
        const element = document.createElementNS(SVG, name)
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
        if (annotation.id === selected) element.dataset['selected'] = ''
        svg.append(element)
      }
      if (shape.kind === 'quads') {
        for (const [ulx, uly, urx, ury, llx, lly, lrx, lry] of shape.quads) {
          if (annotation.kind === 'underline')
            draw('polyline', { points: `${place(llx, lly)} ${place(lrx, lry)}`, stroke: colour, 'stroke-width': '2', fill: 'none' })
          else draw('polygon', { points: `${place(ulx, uly)} ${place(urx, ury)} ${place(lrx, lry)} ${place(llx, lly)}`, fill: colour })
        }
      } else if (shape.kind === 'rect') {
        const [left, bottom, right, top] = shape.rect
        draw('polygon', {
          points: `${place(left, top)} ${place(right, top)} ${place(right, bottom)} ${place(left, bottom)}`,
          stroke: colour,
          'stroke-width': '2',
          fill: 'none',
        })
        if (annotation.kind === 'text') svg.append(textIn(viewport, shape.rect, pageView.scale, annotation.comment))
      } else if (shape.kind === 'point') {
        const [cx = 0, cy = 0] = viewport.convertToViewportPoint(...shape.point)
        draw('circle', { cx: String(cx), cy: String(cy), r: '7', fill: colour })
      } else {
        for (const path of shape.paths) {
          const width = String(Math.max(1, shape.width * pageView.scale))
          draw('polyline', { points: path.map(([x, y]) => place(x, y)).join(' '), stroke: colour, 'stroke-width': width, fill: 'none' })
        }
      }
    }
  }
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

/** A text on the page, 11 points high as in the file that is exported. */
const TEXT_SIZE = 11

function textIn(viewport: PdfPageView['viewport'], [left, , right, top]: Rect, scale: number, words: string): SVGElement {
  const box = document.createElementNS(SVG, 'foreignObject')
  const [x = 0, y = 0] = viewport.convertToViewportPoint(left, top)
  const place = { x: x + 2, y: y + 2, width: Math.max(1, (right - left) * scale - 4), height: 1 }
  for (const [name, value] of Object.entries(place)) box.setAttribute(name, String(value))
  const text = document.createElement('div')
  text.style.fontSize = `${TEXT_SIZE * scale}px`
  text.textContent = words
  box.append(text)
  return box
}

let sortedFrom: readonly Annotation[] | null = null
const byPage = new Map<number, Annotation[]>()

function put(page: number, annotation: Annotation): void {
  const there = byPage.get(page)
  if (there) there.push(annotation)
  else byPage.set(page, [annotation])
}

/** Thousands of marks are gone through once, not once a page. */
function onPage(annotations: readonly Annotation[], page: number): readonly Annotation[] {
  if (sortedFrom !== annotations) {
    sortedFrom = annotations
    byPage.clear()
    for (const annotation of annotations) {
      for (const on of new Set(annotation.targets.map((target) => target.page))) put(on, annotation)
    }
  }
  return byPage.get(page) ?? []
}
