// Owns measuring where the letters of a page's text begin and end, by its drawn glyphs; pure.
import type { LetterEdges } from '#domain/page-places.ts'
import type { TextRun } from '#domain/page-text.ts'
import type { DrawnGlyph } from './drawn-glyphs.ts'

/** How many glyphs ahead of the last run the first one of the next is looked for; beyond that anywhere on the page. */
const NEAR = 600
/** Points between where a run begins and where its glyph does. */
const SLACK = 0.6

/** For each run its edges; null where its glyphs are not found, as in text that no glyph was drawn for. */
export function letterEdges(runs: readonly TextRun[], glyphs: readonly DrawnGlyph[]): (LetterEdges | null)[] {
  let cursor = 0
  return runs.map((run) => {
    const order = visualOrder(run)
    const first = order.find((at) => !isBlank(run.text.charAt(at)))
    if (first === undefined) return null
    const isFirst = first === order[0]
    const start = findGlyph(run, run.text.charAt(first), isFirst, glyphs, cursor)
    if (start < 0) return null
    const measured = measure(run, order, glyphs, start)
    if (!measured) return null
    cursor = measured.next
    return measured.edges
  })
}

function findGlyph(run: TextRun, letter: string, isFirst: boolean, glyphs: readonly DrawnGlyph[], cursor: number): number {
  const fits = (index: number): boolean => {
    const glyph = glyphs[index]
    if (!glyph || !glyph.letters.startsWith(letter)) return false
    const [along, across] = within(run, glyph)
    return Math.abs(across) < SLACK && along > -SLACK && along < (isFirst ? SLACK : run.width + SLACK)
  }
  for (let at = cursor; at < Math.min(glyphs.length, cursor + NEAR); at += 1) if (fits(at)) return at
  for (let at = 0; at < glyphs.length; at += 1) if (fits(at)) return at
  return -1
}

function within({ x, y, direction: [dx, dy] }: TextRun, glyph: DrawnGlyph): readonly [along: number, across: number] {
  const [right, up] = [glyph.x - x, glyph.y - y]
  return [right * dx + up * dy, up * dx - right * dy]
}

function measure(
  run: TextRun,
  order: readonly number[],
  glyphs: readonly DrawnGlyph[],
  start: number,
): { edges: LetterEdges; next: number } | null {
  const { text } = run
  const low = new Float32Array(text.length)
  const high = new Float32Array(text.length)
  let glyph = start
  let inGlyph = 0
  let reached = 0
  const blanks: number[] = []
  const fillBlanks = (until: number): void => {
    blanks.forEach((at, index) => {
      low[at] = reached + ((until - reached) * index) / blanks.length
      high[at] = reached + ((until - reached) * (index + 1)) / blanks.length
    })
    blanks.length = 0
  }
  for (const at of order) {
    const letter = text.charAt(at)
    if (isBlank(letter)) {
      blanks.push(at)
      continue
    }
    while (inGlyph === 0 && glyph < glyphs.length && isBlank(glyphs[glyph]?.letters ?? '')) glyph += 1
    const drawn = glyphs[glyph]
    if (!drawn || drawn.letters.charAt(inGlyph) !== letter) return null
    const [along] = within(run, drawn)
    const advance = drawn.ax * run.direction[0] + drawn.ay * run.direction[1]
    const share = advance / drawn.letters.length
    low[at] = along + share * inGlyph
    high[at] = along + share * (inGlyph + 1)
    fillBlanks(low[at])
    reached = high[at]
    inGlyph += 1
    if (inGlyph >= drawn.letters.length) {
      glyph += 1
      inGlyph = 0
    }
  }
  fillBlanks(Math.max(reached, run.width))
  const edges = run.fromRight ? { begin: high, end: low } : { begin: low, end: high }
  return { edges, next: glyph }
}

function isBlank(letters: string): boolean {
  return letters.trim() === ''
}

/** Which letters stand one after the other on the page: numbers and Latin words keep their direction inside text that runs to the left. */
function visualOrder({ text, fromRight }: TextRun): number[] {
  const order = Array.from({ length: text.length }, (_, at) => at)
  if (!fromRight) return order
  order.reverse()
  for (const match of text.matchAll(/[\p{Script=Latin}\p{N}](?:[\p{Script=Latin}\p{N}.,:'/+-]*[\p{Script=Latin}\p{N}])?/gu)) {
    const first = text.length - match.index - match[0].length
    for (let at = 0; at < match[0].length; at += 1) order[first + at] = match.index + at
  }
  return order
}
