// Owns which letter of a page's text is under a point, and the words, lines and paragraphs around it; pure.
import type { PageModel, TextLine } from '#domain/page-model.ts'
import { type EdgesOf, frameOf, letterSpan, type LineFrame, NOT_MEASURED, quadIn, reachOf } from '#domain/page-places.ts'

/** Lines that stand below one another, such as a column's paragraph. */
interface Block {
  lines: PlacedLine[]
  box: Box
}

interface PlacedLine extends TextLine {
  index: number
  frame: LineFrame
  left: number
  right: number
  box: Box
}

type Box = readonly [left: number, bottom: number, right: number, top: number]

export interface TextHit {
  /** A place between two letters of the page's text. */
  offset: number
  /** Points between the pointer and the line that was taken; 0 on it. */
  distance: number
  line: number
}

export interface HitTester {
  /** Null on a page without words. */
  hit(x: number, y: number): TextHit | null
  /** The blocks of lines, each `[start, end)` of the text, in reading order. */
  readonly paragraphs: readonly TextLine[]
}

/** Of a block's width: what a line must leave free to be the last of its paragraph. */
const SHORT = 0.25

/** In heights of a line: lines further apart than this do not belong to one block. */
const APART = 1.9

export function hitTester(model: PageModel, edgesOf: EdgesOf = NOT_MEASURED): HitTester {
  const lines = model.lines.flatMap((line, index) => placedLine(model, line, index, edgesOf))
  const blocks = blocksOf(lines)
  return {
    paragraphs: paragraphsOf(model, blocks),
    hit: (x, y) => {
      const on = lines.filter(({ box }) => distanceTo(box, x, y) === 0)
      const block = on.length > 0 ? null : nearest(blocks, ({ box }) => distanceTo(box, x, y))
      const line = nearest(on.length > 0 ? on : (block?.lines ?? []), ({ frame }) => fromMiddle(frame, x, y))
      if (!line) return null
      return { offset: offsetAt(model, line, [x, y], edgesOf), distance: distanceTo(line.box, x, y), line: line.index }
    },
  }
}

function placedLine(model: PageModel, line: TextLine, index: number, edgesOf: EdgesOf): PlacedLine[] {
  const frame = frameOf(model, line.start, line.end)
  if (!frame) return []
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = line.start; at < line.end; at += 1) {
    const span = letterSpan(model, at, frame, edgesOf)
    if (!span) continue
    left = Math.min(left, ...span)
    right = Math.max(right, ...span)
  }
  if (left > right) return []
  const quad = quadIn(frame, left, right)
  const xs = [quad[0], quad[2], quad[4], quad[6]]
  const ys = [quad[1], quad[3], quad[5], quad[7]]
  return [{ ...line, index, frame, left, right, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }]
}

function blocksOf(lines: readonly PlacedLine[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const block = blocks.at(-1)
    const last = block?.lines.at(-1)
    if (block && last && belongs(last, line)) {
      block.lines.push(line)
      block.box = union(block.box, line.box)
    } else blocks.push({ lines: [line], box: line.box })
  }
  return blocks
}

/** Does the second line stand below the first, or beside it as in a row, in letters of about the same size? */
function belongs(one: PlacedLine, other: PlacedLine): boolean {
  const [a, b] = [one.frame, other.frame]
  if (a.direction[0] * b.direction[0] + a.direction[1] * b.direction[1] < 0.99) return false
  const [height, otherHeight] = [a.high - a.low, b.high - b.low]
  if (Math.max(height, otherHeight) > Math.min(height, otherHeight) * 1.35) return false
  const down = (a.x - b.x) * -a.direction[1] + (a.y - b.y) * a.direction[0]
  if (down < height * 0.3 || down > height * APART) return false
  const shift = (b.x - a.x) * a.direction[0] + (b.y - a.y) * a.direction[1]
  return other.left + shift < one.right && other.right + shift > one.left
}

/** A block ends a paragraph; so does a line before one that is moved in, and a short one that ends a sentence; never a broken word. */
function paragraphsOf({ text }: PageModel, blocks: readonly Block[]): TextLine[] {
  const paragraphs: TextLine[] = []
  for (const { lines } of blocks) {
    const [first] = lines
    if (!first) continue
    const shiftOf = ({ frame }: PlacedLine): number =>
      (frame.x - first.frame.x) * first.frame.direction[0] + (frame.y - first.frame.y) * first.frame.direction[1]
    const height = first.frame.high - first.frame.low
    const leftOf = (line: PlacedLine): number => line.left + shiftOf(line)
    const left = Math.min(...lines.map(leftOf))
    const right = Math.max(...lines.map((line) => line.right + shiftOf(line)))
    let before: PlacedLine | null = null
    for (const line of lines) {
      const isIndented = leftOf(line) - left > height * 0.6 && before !== null && leftOf(before) - left < height * 0.3
      const isWord = before !== null && before.end === line.start
      const endsSentence = before !== null && /[.!?:)"']$/.test(text.slice(before.start, before.end))
      const wasShort = before !== null && endsSentence && right - (before.right + shiftOf(before)) > (right - left) * SHORT
      const last = paragraphs.at(-1)
      if (before && last && (isWord || (!isIndented && !wasShort))) last.end = line.end
      else paragraphs.push({ start: line.start, end: line.end })
      before = line
    }
  }
  return paragraphs
}

/** The place between two letters that is nearest to a point: at the letter whose own box is nearest, as of an index over another. */
function offsetAt(model: PageModel, line: PlacedLine, point: readonly [number, number], edgesOf: EdgesOf): number {
  const { frame } = line
  const along = alongOf(frame, ...point)
  const across = acrossOf(frame, ...point)
  let best = line.start
  let least = Number.POSITIVE_INFINITY
  for (let at = line.start; at < line.end; at += 1) {
    const span = letterSpan(model, at, frame, edgesOf)
    const run = model.runs[model.runAt[at] ?? -1]
    if (!span || !run) continue
    const [begin, end] = span
    const [low, high] = reachOf(run)
    const base = acrossOf(frame, run.x, run.y)
    const away = Math.hypot(outside(along, Math.min(begin, end), Math.max(begin, end)), outside(across, base + low, base + high))
    if (away < least) [least, best] = [away, Math.abs(along - begin) <= Math.abs(along - end) ? at : at + 1]
  }
  return best
}

function outside(value: number, low: number, high: number): number {
  return Math.max(low - value, 0, value - high)
}

function alongOf({ x, y, direction: [dx, dy] }: LineFrame, px: number, py: number): number {
  return (px - x) * dx + (py - y) * dy
}

function acrossOf({ x, y, direction: [dx, dy] }: LineFrame, px: number, py: number): number {
  return (py - y) * dx - (px - x) * dy
}

/** Between lines, the one whose middle is nearer: lines are often higher than they are apart. */
function fromMiddle(frame: LineFrame, px: number, py: number): number {
  return Math.abs(acrossOf(frame, px, py) - (frame.low + frame.high) / 2) / (frame.high - frame.low)
}

function distanceTo([left, bottom, right, top]: Box, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(bottom - y, 0, y - top))
}

function union(one: Box, other: Box): Box {
  return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3])]
}

function nearest<Each>(list: readonly Each[], distance: (each: Each) => number): Each | null {
  let best: Each | null = null
  let least = Number.POSITIVE_INFINITY
  for (const each of list) {
    const away = distance(each)
    if (away < least) [least, best] = [away, each]
  }
  return best
}
