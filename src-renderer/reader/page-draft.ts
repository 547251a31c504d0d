// Owns making a mark that stands on a place of a page, not on words: note, area, text, ink.
import type { AnnotationColour, AnnotationDraft, AnnotationKind, AnnotationTarget, FileHash, Rect } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { PdfView } from './pdf-view.ts'

interface Made {
  kind: AnnotationKind
  colour: AnnotationColour
  fileHash: FileHash
  paperId: PaperId | null
  comment?: string
}

const MOST_WORDS = 4_000

export function draftOfPlace(view: PdfView, { comment = '', ...made }: Made, target: AnnotationTarget): AnnotationDraft {
  const box = boxOf(target)
  const { before, inside } = wordsAround(view, target.page, box)
  const height = view.pageView(target.page)?.viewport.rawDims.pageHeight ?? 0
  return {
    id: crypto.randomUUID(),
    ...made,
    role: null,
    comment,
    tags: [],
    targets: [target],
    quote: null,
    position: null,
    text: made.kind === 'area' ? inside : '',
    sortKey: `${padded(target.page, 5)}|${padded(before, 6)}|${padded(height - box[3], 5)}`,
    pageLabel: String(target.page + 1),
  }
}

/** left, bottom, right, top of a target in points of its page. */
export function boxOf({ shape }: AnnotationTarget): Rect {
  if (shape.kind === 'rect') return shape.rect
  const points =
    shape.kind === 'point' ? [shape.point] : shape.kind === 'paths' ? shape.paths.flat() : shape.quads.flatMap((quad) => cornersOf(quad))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return [least(xs), least(ys), most(xs), most(ys)]
}

function cornersOf(quad: readonly number[]): [number, number][] {
  return [0, 2, 4, 6].map((at) => [quad[at] ?? 0, quad[at + 1] ?? 0])
}

function padded(value: number, digits: number): string {
  return String(Math.max(0, Math.round(value))).padStart(digits, '0')
}

/** Characters of the page's text before the place, so that the list keeps reading order, and the words inside it. */
function wordsAround(view: PdfView, page: number, [left, bottom, right, top]: Rect): { before: number; inside: string } {
  const pageView = view.pageView(page)
  const layer = pageView?.div.querySelector('.textLayer')
  if (!pageView || !layer) return { before: 0, inside: '' }
  const frame = pageView.div.getBoundingClientRect()
  const words: string[] = []
  let length = 0
  let before: number | null = null
  for (const span of layer.querySelectorAll('span')) {
    if (span.querySelector('span')) continue
    const box = span.getBoundingClientRect()
    const text = span.textContent ?? ''
    const [x = 0, y = 0] = pageView.viewport.convertToPdfPoint(
      (box.left + box.right) / 2 - frame.left - pageView.div.clientLeft,
      (box.top + box.bottom) / 2 - frame.top - pageView.div.clientTop,
    )
    const isInside = x >= left && x <= right && y >= bottom && y <= top
    if (isInside) words.push(text)
    const half = box.width / pageView.scale / 2
    if (before === null && (isInside || (y < top && x + half >= left && x - half <= right))) before = length
    length += text.length
  }
  return { before: before ?? length, inside: words.join(' ').normalize('NFKC').replace(/\s+/gu, ' ').trim().slice(0, MOST_WORDS) }
}
