// Owns making a mark that stands on a place of a page, not on words: note, area, text, ink.
import type { AnnotationColour, AnnotationDraft, AnnotationKind, AnnotationTarget, FileHash, Rect } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { frameOf, letterSpan, quadIn, sortKeyOf } from '#domain/page-places.ts'
import { modelOf, type ReadPage } from './document-model.ts'
import { topOf } from './mark-draft.ts'
import type { PdfView } from './pdf-view.ts'
import { printedText } from './range-text.ts'
import { wordsInside } from './word-range.ts'

interface Made {
  kind: AnnotationKind
  colour: AnnotationColour
  fileHash: FileHash
  paperId: PaperId | null
  comment?: string
}

const MOST_LETTERS = 4_000

export function draftOfPlace(view: PdfView, { comment = '', ...made }: Made, target: AnnotationTarget): AnnotationDraft {
  const box = boxOf(target)
  const document = modelOf(view.pdf)
  const { before, inside } = wordsAround(document.ready(target.page), box)
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
    sortKey: sortKeyOf(target.page, before, topOf(view, target.page) - box[3]),
    pageLabel: document.labelOf(target.page),
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

/** Letters of the page's text before the place, so that the list keeps reading order, and the words of which the most is inside it. */
function wordsAround(read: ReadPage | null, [left, bottom, right, top]: Rect): { before: number; inside: string } {
  if (!read) return { before: 0, inside: '' }
  const { model, tester } = read
  const parts: string[] = []
  for (const line of model.lines) {
    const letters = new Set<number>()
    const frame = frameOf(model, line.start, line.end)
    for (let at = line.start; frame && at < line.end; at += 1) {
      const span = letterSpan(model, at, frame, read.edgesOf)
      if (!span) continue
      const [x1, y1, , , , , x2, y2] = quadIn(frame, Math.min(...span), Math.max(...span))
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
      if (x >= left && x <= right && y >= bottom && y <= top) letters.add(at)
    }
    const inside = wordsInside(model.text, line, (at) => letters.has(at))
    if (inside) parts.push(printedText(model, inside.start, inside.end).trim())
  }
  return { before: tester.hit(left, top)?.offset ?? 0, inside: parts.join(' ').slice(0, MOST_LETTERS) }
}
