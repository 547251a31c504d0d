// Owns finding again where a mark without words stands in another version: by the lines of text around it; pure.
import type { Annotation, AnnotationTarget, Rect } from '#domain/annotation.ts'
import { quadsOf, sortKeyOf } from '#domain/page-places.ts'
import { QUOTE_CONTEXT } from '#domain/whole-text.ts'
import { anchorQuote } from './anchor.ts'
import type { DocumentText } from './document-text.ts'
import { boundsOf, pointsOf } from './pdf-appearance.ts'
import { twoDecimals } from './pdf-shapes.ts'
import type { AnchorPlace, AnchorText } from './reanchor.ts'

export interface FoundAround extends AnchorPlace {
  score: number
  /** The lines around it do not agree, or only one was found: to be looked at. */
  isUnsure: boolean
}

/** Of the lines on its page the nearest are looked for; short ones (a page number, a label in a figure) are everywhere. */
const LINES = 8
const SHORTEST = 16
const LONGEST = 160
const BELIEVED = 0.85
/** Points by which two lines may have moved differently and still agree. */
const SAME = 3

interface Witness {
  page: number
  dx: number
  dy: number
  score: number
  /** Points from the mark. */
  away: number
}

/** Null when no page of the other version has the words around it, or when its parts would come apart. */
export function placeAround(mark: Annotation, from: DocumentText, into: AnchorText): FoundAround | null {
  const parts = mark.targets.map((target) => ({ target, moved: movedBy(target, from, into) }))
  const targets = parts.flatMap(({ target, moved }) => (moved ? [{ page: moved.page, shape: shifted(target.shape, moved) }] : []))
  const [first] = targets
  if (!first || targets.length < parts.length) return null
  const score = Math.min(...parts.map(({ moved }) => moved?.score ?? 0))
  const top = boxOf(first)[3]
  // where it was in the list: its offset on its page is not known, so the height alone sorts it there
  const fromTop = Number(mark.sortKey.slice(-5)) + (boxOf(mark.targets[0] ?? first)[3] - top)
  return {
    targets,
    text: mark.text,
    sortKey: sortKeyOf(first.page, Number(mark.sortKey.slice(6, 12)) || 0, fromTop),
    pageLabel: into.labelOf?.(first.page) ?? String(first.page + 1),
    score,
    isUnsure: parts.some(({ moved }) => moved?.isUnsure !== false),
  }
}

function movedBy(target: AnnotationTarget, from: DocumentText, into: AnchorText): (Omit<Witness, 'away'> & { isUnsure: boolean }) | null {
  const witnesses = witnessesOf(target, from, into)
  const byPage = Map.groupBy(witnesses, ({ page }) => page)
  const most = [...byPage.values()].toSorted((one, other) => other.length - one.length)[0]
  if (!most) return null
  const [nearest] = most.toSorted((one, other) => one.away - other.away)
  if (!nearest) return null
  const agreeing = most.filter(({ dx, dy }) => Math.abs(dx - nearest.dx) < SAME && Math.abs(dy - nearest.dy) < SAME)
  const isUnsure = agreeing.length < 2 || agreeing.length < witnesses.length * 0.6
  const score = agreeing.reduce((sum, witness) => sum + witness.score, 0) / Math.max(agreeing.length, isUnsure ? most.length : 0)
  return { page: nearest.page, dx: nearest.dx, dy: nearest.dy, score: Math.min(1, score), isUnsure }
}

/** The nearest lines of its page that are found in the other version, and by how much each has moved. */
function witnessesOf(target: AnnotationTarget, from: DocumentText, into: AnchorText): Witness[] {
  const model = from.page(target.page)
  const offset = from.starts[target.page] ?? 0
  if (!model) return []
  const box = boxOf(target)
  const lines = model.lines
    .filter(({ start, end }) => end - start >= SHORTEST)
    .flatMap(({ start, end }) => {
      const [quad] = quadsOf(model, start, end)
      return quad ? [{ start, end, quad, away: distance(box, boundsOf(pointsOf(quad))) }] : []
    })
    .toSorted((one, other) => one.away - other.away)
    .slice(0, LINES)
  return lines.flatMap(({ start, end, quad, away }) => {
    const until = Math.min(end, start + LONGEST)
    const quote = {
      exact: model.text.slice(start, until),
      prefix: from.text.slice(Math.max(0, offset + start - QUOTE_CONTEXT), offset + start),
      suffix: from.text.slice(offset + until, offset + until + QUOTE_CONTEXT),
    }
    const { found } = anchorQuote(into.text, quote, { start: offset + start, end: offset + until, length: from.text.length })
    if (!found || found.ambiguous || found.quoteScore < BELIEVED) return []
    const [there] = into.place(found.start, found.end)?.targets ?? []
    const now = there?.shape.kind === 'quads' ? there.shape.quads[0] : undefined
    return there && now ? [{ page: there.page, dx: now[4] - quad[4], dy: now[5] - quad[5], score: found.score, away }] : []
  })
}

function distance([left, bottom, right, top]: Rect, other: Rect): number {
  const across = Math.max(other[0] - right, left - other[2], 0)
  const down = Math.max(other[1] - top, bottom - other[3], 0)
  return Math.hypot(across, down)
}

function boxOf({ shape }: AnnotationTarget): Rect {
  switch (shape.kind) {
    case 'quads':
      return boundsOf(shape.quads.flatMap((quad) => pointsOf(quad)))
    case 'rect':
      return shape.rect
    case 'point':
      return [shape.point[0], shape.point[1], shape.point[0], shape.point[1]]
    case 'paths':
      return boundsOf(shape.paths.flat())
  }
}

function shifted(shape: AnnotationTarget['shape'], { dx, dy }: Pick<Witness, 'dx' | 'dy'>): AnnotationTarget['shape'] {
  const point = ([x, y]: readonly [number, number]): [number, number] => [twoDecimals(x + dx), twoDecimals(y + dy)]
  switch (shape.kind) {
    case 'quads':
      return {
        kind: 'quads',
        quads: shape.quads.map(([a, b, c, d, e, f, g, h]) => [...point([a, b]), ...point([c, d]), ...point([e, f]), ...point([g, h])]),
      }
    case 'rect':
      return { kind: 'rect', rect: [...point([shape.rect[0], shape.rect[1]]), ...point([shape.rect[2], shape.rect[3]])] }
    case 'point':
      return { kind: 'point', point: point(shape.point) }
    case 'paths':
      return { ...shape, paths: shape.paths.map((path) => path.map(point)) }
  }
}
