// Owns how marks look on a page: one svg, in the page's own pixels, the same on the screen and on paper.
import { type Annotation, annotationColours, type AnnotationId, type Rect } from '#domain/annotation.ts'

export const SVG = 'http://www.w3.org/2000/svg'

/** Of pdf.js's viewport: from points of the page to pixels; `scale` in pixels a point. */
export interface MarkViewport {
  readonly width: number
  readonly height: number
  readonly scale: number
  convertToViewportPoint(x: number, y: number): number[]
}

/** `marks` are those of the page, which is counted from 0; the one that is selected is told by an attribute. */
export function drawingOf(
  marks: readonly Annotation[],
  page: number,
  viewport: MarkViewport,
  selected: AnnotationId | null = null,
): SVGSVGElement {
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
        if (annotation.id === selected) {
          element.dataset['selected'] = ''
          if (attributes['stroke'] !== undefined) svg.append(casingOf(element))
        }
        svg.append(element)
      }
      if (shape.kind === 'quads') {
        for (const [ulx, uly, urx, ury, llx, lly, lrx, lry] of shape.quads) {
          if (annotation.kind === 'underline')
            draw('polyline', { points: `${place(llx, lly)} ${place(lrx, lry)}`, stroke: colour, 'stroke-width': '2', fill: 'none' })
          else
            draw('polygon', {
              points: `${place(ulx, uly)} ${place(urx, ury)} ${place(lrx, lry)} ${place(llx, lly)}`,
              fill: colour,
              'fill-opacity': '0.45',
            })
        }
      } else if (shape.kind === 'rect') {
        const [left, bottom, right, top] = shape.rect
        draw('polygon', {
          points: `${place(left, top)} ${place(right, top)} ${place(right, bottom)} ${place(left, bottom)}`,
          stroke: colour,
          'stroke-width': '2',
          fill: 'none',
        })
        if (annotation.kind === 'text') svg.append(textIn(viewport, shape.rect, annotation.comment))
      } else if (shape.kind === 'point') {
        const [cx = 0, cy = 0] = viewport.convertToViewportPoint(...shape.point)
        draw('circle', { cx: String(cx), cy: String(cy), r: '7', fill: colour })
      } else {
        const stroke = inkStroke(viewport, shape.width, colour)
        for (const path of shape.paths) draw('polyline', { points: path.map(([x, y]) => place(x, y)).join(' '), ...stroke })
      }
    }
  }
  return svg
}

/** `width` in points of the page. */
export function inkStroke(viewport: MarkViewport, width: number, colour: string): Record<string, string> {
  const pixels = String(Math.max(1, width * viewport.scale))
  return { fill: 'none', stroke: colour, 'stroke-width': pixels, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
}

/** Pixels of what shows on each side of a line that is selected. */
const CASING = 2

/** A line keeps its colour and width when it is selected, so that what tells it lies below it and is wider. */
function casingOf(line: SVGElement): SVGElement {
  const casing = line.cloneNode() as SVGElement
  delete casing.dataset['selected']
  casing.dataset['casing'] = ''
  casing.setAttribute('stroke-width', String(Number(line.getAttribute('stroke-width')) + 2 * CASING))
  return casing
}

/** A text on the page, 11 points high as in the file that is exported. */
const TEXT_SIZE = 11

function textIn(viewport: MarkViewport, [left, , right, top]: Rect, words: string): SVGElement {
  const box = document.createElementNS(SVG, 'foreignObject')
  const { scale } = viewport
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
export function marksOnPage(annotations: readonly Annotation[], page: number): readonly Annotation[] {
  if (sortedFrom !== annotations) {
    sortedFrom = annotations
    byPage.clear()
    for (const annotation of annotations) {
      for (const on of new Set(annotation.targets.map((target) => target.page))) put(on, annotation)
    }
  }
  return byPage.get(page) ?? []
}
