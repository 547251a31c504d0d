// Owns a page's text as lines with their places, in the order of the file, which is the order of reading in two columns too; pure.
import type { Rect } from '#domain/annotation.ts'
import { usualPlaces } from '#domain/letter-widths.ts'

/** What pdf.js tells about a piece of text. */
export interface TextRun {
  str: string
  /** Six numbers; the last two are where the baseline begins, in points. */
  transform: readonly number[]
  width: number
  height: number
  fontName: string
}

export interface PageLine {
  page: number
  /** Ligatures taken apart, dashes and quotes of one kind. */
  text: string
  box: Rect
  /** Of its letters. */
  height: number
  /** The face in which most of it is set, by pdf.js's name for it. */
  font: string
  /** Where each run stands in `text` and on the page. */
  runs: readonly { start: number; end: number; left: number; width: number }[]
}

export interface PageText {
  page: number
  /** Points; a page that is turned is as the file has it. */
  width: number
  height: number
  lines: readonly PageLine[]
}

/** Shares of a letter's height. */
const ASCENT = 0.85
const DESCENT = 0.25
const SAME_BASELINE = 0.55
const BLANK = 0.16
/** A wider gap parts two columns, or an equation from its number. */
const WIDEST_GAP = 2.6

interface Growing {
  runs: { start: number; end: number; left: number; width: number }[]
  text: string
  left: number
  right: number
  y: number
  height: number
  fonts: Map<string, number>
}

/** Text that does not run from left to right (arXiv's stamp in the margin) is passed over. */
export function linesOfPage(page: number, runs: readonly TextRun[]): PageLine[] {
  const lines: PageLine[] = []
  let line: Growing | null = null
  const close = (): void => {
    if (line && line.text.trim() !== '') lines.push(finished(page, line))
    line = null
  }
  for (const { str, transform, width, height, fontName } of runs) {
    const [a = 0, b = 0, , , x = 0, y = 0] = transform
    if (str === '' || Math.abs(b) > Math.abs(a) || a < 0) continue
    const text = plain(str)
    const isBlank = text.trim() === ''
    const size = height || Math.abs(a)
    if (line && !isBlank && !continues(line, x, y, size)) close()
    if (isBlank) {
      if (line && !line.text.endsWith(' ')) line.text += ' '
      continue
    }
    line ??= { runs: [], text: '', left: x, right: x, y, height: size, fonts: new Map() }
    if (line.text !== '' && !line.text.endsWith(' ') && !text.startsWith(' ') && x - line.right > line.height * BLANK) line.text += ' '
    const start = line.text.length
    line.text += text
    line.runs.push({ start, end: line.text.length, left: x, width })
    line.right = Math.max(line.right, x + width)
    // a raised or lowered sign says nothing about the line
    if (size >= line.height) Object.assign(line, { height: size, y })
    line.fonts.set(fontName, (line.fonts.get(fontName) ?? 0) + text.length)
  }
  close()
  return lines
}

function continues(line: Growing, x: number, y: number, size: number): boolean {
  const height = Math.max(line.height, size)
  const gap = x - line.right
  return Math.abs(y - line.y) < height * SAME_BASELINE && gap < height * WIDEST_GAP && gap > -height * 1.5
}

function finished(page: number, { runs, text, left, right, y, height, fonts }: Growing): PageLine {
  const [font = ''] = [...fonts].toSorted(([, one], [, other]) => other - one)[0] ?? []
  return { page, text: text.trimEnd(), box: [left, y - height * DESCENT, right, y + height * ASCENT], height, font, runs }
}

/** As the words are looked for; a letter may become two. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s/g, ' ')
}

/** Where the letters from `start` to `end` of a line stand: each has its share of its run's width, as wide as it usually is. */
export function boxIn({ runs, box, text }: PageLine, start: number, end: number): Rect {
  let left = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  for (const run of runs) {
    if (run.end <= start || run.start >= end) continue
    // the line's text has no blanks at its end, its last run may
    const places = usualPlaces(text.slice(run.start, run.end).padEnd(run.end - run.start))
    left = Math.min(left, run.left + (places[Math.max(0, start - run.start)] ?? 1) * run.width)
    right = Math.max(right, run.left + (places[Math.min(end, run.end) - run.start] ?? 1) * run.width)
  }
  return left > right ? box : [left, box[1], right, box[3]]
}

/** What most of the paper is set in. */
export interface BodyText {
  height: number
  font: string
}

export function bodyOf(pages: readonly PageText[]): BodyText {
  return {
    height: mostLetters(pages, ({ height }) => Math.round(height * 10) / 10) ?? 10,
    font: mostLetters(pages, ({ font }) => font) ?? '',
  }
}

function mostLetters<Value>(pages: readonly PageText[], of: (line: PageLine) => Value): Value | undefined {
  const letters = new Map<Value, number>()
  for (const { lines } of pages) for (const line of lines) letters.set(of(line), (letters.get(of(line)) ?? 0) + line.text.length)
  return [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

/** From where to where the column reaches that a box stands in; the whole width where the page has one column. */
export function columnAround({ lines, width }: PageText, box: Rect): { left: number; right: number; of: number } {
  const middle = width / 2
  const wide = lines.filter(({ text }) => text.length > 20)
  const left = Math.min(middle, ...wide.map((line) => line.box[0]))
  const right = Math.max(middle, ...wide.map((line) => line.box[2]))
  const crossing = wide.filter((line) => line.box[0] < middle - 8 && line.box[2] > middle + 8).length
  const isTwo = wide.length > 12 && crossing < wide.length * 0.35
  if (isTwo && box[2] <= middle + 8) return { left, right: middle, of: 0 }
  if (isTwo && box[0] >= middle - 8) return { left: middle, right, of: 1 }
  return { left, right, of: 0 }
}
