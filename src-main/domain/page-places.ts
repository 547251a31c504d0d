// Owns where the letters of a page's text stand: along their lines, as quads, and in the order of all marks.
import type { Quad } from './annotation.ts'
import { usualPlaces } from './letter-widths.ts'
import type { PageModel, TextLine } from './page-model.ts'
import type { TextRun } from './page-text.ts'

/** Where each letter of a run begins and ends along it, in points from where the run begins. */
export interface LetterEdges {
  begin: Float32Array
  end: Float32Array
}

/** The measured edges of a run; null where they were not measured: then its letters share its width, each as wide as it usually is. */
export type EdgesOf = (run: number) => LetterEdges | null

export const NOT_MEASURED: EdgesOf = () => null

/** Of the height of a run: how far its letters reach above and below their baseline. */
const ASCENT = 0.8
const DESCENT = 0.22

/** The frame of a line: points are told along it and across it, from where its leading run begins. */
export interface LineFrame {
  x: number
  y: number
  direction: readonly [number, number]
  low: number
  high: number
}

/** The frame of what stands in `[start, end)` of one line; its highest run leads. Null when only blanks do. */
export function frameOf({ runs, runAt }: PageModel, start: number, end: number): LineFrame | null {
  let lead: TextRun | undefined
  for (let at = start; at < end; at += 1) {
    const run = runs[runAt[at] ?? -1]
    if (run && run !== lead && (!lead || run.height > lead.height)) lead = run
  }
  if (!lead) return null
  const [low, high] = reachOf(lead)
  return { x: lead.x, y: lead.y, direction: lead.direction, low, high }
}

/** How far the letters of a run reach below and above its baseline. */
export function reachOf({ isVertical, height }: TextRun): readonly [low: number, high: number] {
  return isVertical ? [-height / 2, height / 2] : [-height * DESCENT, height * ASCENT]
}

/** Where a letter begins and ends along the frame, in reading order: backwards where text runs to the left. Null for a blank between runs. */
export function letterSpan(model: PageModel, at: number, frame: LineFrame, edgesOf: EdgesOf): readonly [begin: number, end: number] | null {
  const index = model.runAt[at] ?? -1
  const run = model.runs[index]
  if (!run) return null
  const { direction, x, y } = frame
  const base = (run.x - x) * direction[0] + (run.y - y) * direction[1]
  const edges = edgesOf(index)
  const from = model.from[at] ?? 0
  const to = model.to[at] ?? 0
  return [base + edgeAt(run, from, edges, 'begin'), base + edgeAt(run, to, edges, 'end')]
}

/** `at`: a place between letters of the run, with a fraction inside one. */
function edgeAt(run: TextRun, at: number, edges: LetterEdges | null, side: 'begin' | 'end'): number {
  const whole = Math.floor(at)
  if (!edges) {
    const places = usualPlacesOf(run)
    const begin = places[whole] ?? 1
    const share = begin + ((places[whole + 1] ?? 1) - begin) * (at - whole)
    return run.width * (run.fromRight ? 1 - share : share)
  }
  if (at === whole) return (side === 'begin' ? edges.begin[whole] : edges.end[whole - 1]) ?? run.width
  const [begin, end] = [edges.begin[whole] ?? 0, edges.end[whole] ?? run.width]
  return begin + (end - begin) * (at - whole)
}

const known = new WeakMap<TextRun, Float64Array>()

function usualPlacesOf(run: TextRun): Float64Array {
  const places = known.get(run) ?? usualPlaces(run.text)
  known.set(run, places)
  return places
}

/** `[start, end)` without the blanks at its ends. */
export function trimmed(text: string, start: number, end: number): readonly [number, number] {
  let [from, to] = [start, end]
  while (from < to && text.charAt(from) === ' ') from += 1
  while (to > from && text.charAt(to - 1) === ' ') to -= 1
  return [from, to]
}

/** The lines that `[start, end)` touches, cut to it. */
export function linesWithin({ lines }: PageModel, start: number, end: number): TextLine[] {
  const touched: TextLine[] = []
  for (let at = firstEndingAfter(lines, start); at < lines.length; at += 1) {
    const line = lines[at]
    if (!line || line.start >= end) break
    touched.push({ start: Math.max(start, line.start), end: Math.min(end, line.end) })
  }
  return touched
}

/** The index of the first line that ends after a place of the text. */
export function firstEndingAfter(lines: readonly TextLine[], place: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.end ?? 0) > place) high = middle
    else low = middle + 1
  }
  return low
}

/** One quad a line, in reading order. */
export function quadsOf(model: PageModel, start: number, end: number, edgesOf: EdgesOf = NOT_MEASURED): Quad[] {
  return linesWithin(model, start, end).flatMap((line) => {
    const [from, to] = trimmed(model.text, line.start, line.end)
    const quad = quadOf(model, from, to, edgesOf)
    return quad ? [quad] : []
  })
}

function quadOf(model: PageModel, start: number, end: number, edgesOf: EdgesOf): Quad | null {
  const frame = frameOf(model, start, end)
  if (!frame) return null
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = start; at < end; at += 1) {
    const span = letterSpan(model, at, frame, edgesOf)
    if (!span) continue
    left = Math.min(left, ...span)
    right = Math.max(right, ...span)
  }
  return left <= right ? quadIn(frame, left, right) : null
}

/** Upper left, upper right, lower left, lower right, as one sees them who reads along the frame. */
export function quadIn({ x, y, direction: [dx, dy], low, high }: LineFrame, left: number, right: number): Quad {
  const corner = (along: number, up: number): [number, number] => [
    hundredths(x + dx * along - dy * up),
    hundredths(y + dy * along + dx * up),
  ]
  return [...corner(left, high), ...corner(right, high), ...corner(left, low), ...corner(right, low)]
}

const HIGHEST_OFFSET = 999_999
const HIGHEST_DISTANCE = 99_999

/** `ppppp|oooooo|ttttt`: page, letters of the page's text before it, distance from the page's top. */
export function sortKeyOf(page: number, offset: number, fromTop: number): string {
  const padded = (value: number, digits: number, most: number): string =>
    String(Math.min(most, Math.max(0, Math.round(value)))).padStart(digits, '0')
  return `${padded(page, 5, 99_999)}|${padded(offset, 6, HIGHEST_OFFSET)}|${padded(fromTop, 5, HIGHEST_DISTANCE)}`
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
