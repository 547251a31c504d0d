// Owns finding what a paper numbers: figures, tables, algorithms, equations, sections, theorems; pure.
import type { Rect } from '#domain/annotation.ts'
import { type BodyText, columnAround, type PageLine, type PageText } from './page-lines.ts'

export type NumberedKind = 'figure' | 'table' | 'algorithm' | 'equation' | 'section' | 'statement'

export interface NumberedThing {
  kind: NumberedKind
  /** As it is named: `Figure 3`, `Equation (5)`, `Section 4.1`, `Lemma 2`. */
  title: string
  /** What it is looked up by: `figure 3`, `equation 5`, `lemma 2`. */
  key: string
  text: string
  page: number
  /** What is shown of it. */
  rect: Rect
}

const NUMBER = String.raw`[A-Z]?\.?\d{1,3}(?:\.\d{1,3})*`
const CAPTION = new RegExp(
  String.raw`^(Figure|Fig\.|FIGURE|FIG\.|Table|TABLE|Tab\.|Algorithm|ALGORITHM|Listing)\s*(${NUMBER})(?:\s*[:.|-](?=\s|$)|\s*$|\s+(?=\p{Lu}))`,
  'u',
)
const STATEMENT = new RegExp(
  String.raw`^(Theorem|Lemma|Proposition|Corollary|Definition|Assumption|Remark|Example|Conjecture|Claim|Hypothesis|Property)\s+(${NUMBER})(?=[\s.:(]|$)`,
)
const HEADING = /^((?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3})\.?\s+(\p{Lu}.{1,90})$/u
const NAMED_APPENDIX = /^(?:Appendix|APPENDIX)\s+([A-Z])\b[.:]?\s*(.{0,90})$/
const EQUATION = /(?:^|\s)\(([A-Z]?\.?\d{1,3}(?:\.\d{1,3})?[a-z]?)\)$/
const KINDS: Record<string, 'figure' | 'table' | 'algorithm'> = { fig: 'figure', tab: 'table', alg: 'algorithm', lis: 'algorithm' }
const NAMES = { figure: 'Figure', table: 'Table', algorithm: 'Algorithm' } as const
const MOST = 5_000
const TALLEST = 340
/** Points around what is shown. */
const MARGIN = 6

/** Each number once: of several that look like it, the first caption, the last heading of a table of contents and its chapter. */
export function findNumbered(pages: readonly PageText[], body: BodyText): NumberedThing[] {
  const found = new Map<string, NumberedThing>()
  const put = (thing: NumberedThing, isBetter = false): void => {
    if (found.size < MOST && (isBetter || !found.has(thing.key))) found.set(thing.key, thing)
  }
  for (const page of pages) {
    page.lines.forEach((line, index) => {
      const text = line.text.trim()
      const caption = CAPTION.exec(text)
      const statement = STATEMENT.exec(text)
      const heading = caption || statement ? null : headingOf(line, text, body)
      if (caption) put(captionOf(page, index, caption, body))
      else if (statement && (line.font !== body.font || /^\s*[.:(]/.test(text.slice(statement[0].length))))
        put(statementOf(page, line, statement))
      else if (heading) put(headingThing(page, line, heading), true)
      const equation = EQUATION.exec(text)
      if (equation && !caption && isNumberOfEquation(page, line, text, equation[0])) put(equationOf(page, line, equation[1] ?? ''))
    })
  }
  return [...found.values()]
}

function captionOf(page: PageText, index: number, [, word = '', number = '']: RegExpExecArray, body: BodyText): NumberedThing {
  const kind = KINDS[word.slice(0, 3).toLowerCase()] ?? 'figure'
  const lines = captionLines(page, index)
  return {
    kind,
    title: `${NAMES[kind]} ${number}`,
    key: `${kind} ${number.toLowerCase()}`,
    text: lines.map(({ text }) => text).join(' '),
    page: page.page,
    rect: floatAround(page, lines, kind, body),
  }
}

/** The caption's own lines: those that go on below it without a gap. */
function captionLines({ lines }: PageText, index: number): PageLine[] {
  const taken: PageLine[] = []
  for (const line of lines.slice(index, index + 12)) {
    const last = taken.at(-1)
    const step = last ? last.box[1] - line.box[1] : 0
    if (last && (step <= 0 || step > last.height * 1.7 || Math.abs(line.height - last.height) > 0.6)) break
    taken.push(line)
  }
  return taken
}

/** A figure stands over its caption and a table under it, up to the next paragraph; the other way round where there is no room. */
function floatAround(page: PageText, caption: readonly PageLine[], kind: NumberedKind, { font }: BodyText): Rect {
  const bottom = Math.min(...caption.map(({ box }) => box[1]))
  const top = Math.max(...caption.map(({ box }) => box[3]))
  const box: Rect = [Math.min(...caption.map((line) => line.box[0])), bottom, Math.max(...caption.map((line) => line.box[2])), top]
  const { left, right } = columnAround(page, box)
  const width = right - left
  const own = new Set(caption)
  const paragraphs = page.lines.filter(
    (line) => !own.has(line) && line.font === font && line.box[2] > left && line.box[0] < right && isParagraph(line, width),
  )
  const above = Math.min(page.height, top + TALLEST, ...paragraphs.filter((line) => line.box[1] > top - 2).map((line) => line.box[1]))
  const below = Math.max(0, bottom - TALLEST, ...paragraphs.filter((line) => line.box[3] < bottom + 2).map((line) => line.box[3]))
  const [up, down] = [above - top, bottom - below]
  const goesUp = kind === 'figure' ? up > 30 || up >= down : down < 30 && up > down
  return grown(page, goesUp ? [left, bottom, right, above] : [left, below, right, top])
}

function isParagraph({ text, box }: PageLine, width: number): boolean {
  const words = text.split(/\s/).filter((word) => /\p{Ll}{3}/u.test(word))
  return box[2] - box[0] > width * 0.62 && words.length > 1 && text.length > 30
}

function statementOf(page: PageText, line: PageLine, [, word = '', number = '']: RegExpExecArray): NumberedThing {
  const { left, right } = columnAround(page, line.box)
  const lines = page.lines.slice(page.lines.indexOf(line), page.lines.indexOf(line) + 6)
  return {
    kind: 'statement',
    title: `${word} ${number}`,
    key: `${word.toLowerCase()} ${number.toLowerCase()}`,
    text: lines
      .map(({ text }) => text)
      .join(' ')
      .slice(0, 600),
    page: page.page,
    rect: grown(page, [left, Math.max(0, line.box[3] - 120), right, line.box[3]]),
  }
}

function headingOf(line: PageLine, text: string, body: BodyText): { number: string; name: string } | null {
  if (line.height < body.height * 0.97 || (line.font === body.font && line.height < body.height * 1.08)) return null
  const [, number, name] = HEADING.exec(text) ?? NAMED_APPENDIX.exec(text) ?? []
  if (number === undefined || /[.,;]$/.test(name ?? '') || /\.{3,}|(?:\. ){3,}/.test(text)) return null
  return { number, name: name ?? '' }
}

function headingThing(page: PageText, line: PageLine, { number, name }: { number: string; name: string }): NumberedThing {
  const { left, right } = columnAround(page, line.box)
  return {
    kind: 'section',
    title: `Section ${number}`,
    key: `section ${number.toLowerCase()}`,
    text: `${number} ${name}`.trim(),
    page: page.page,
    rect: grown(page, [left, Math.max(0, line.box[3] - 150), right, line.box[3]]),
  }
}

/** At the right edge of its column, with a formula or nothing before it on the line. */
function isNumberOfEquation(page: PageText, line: PageLine, text: string, number: string): boolean {
  const { left, right } = columnAround(page, line.box)
  const isAtEdge = line.box[2] > right - (right - left) * 0.06
  const before = text.slice(0, text.length - number.length)
  return isAtEdge && (before.trim() === '' || /[=<>≤≥≈∝→∈]/.test(before))
}

function equationOf(page: PageText, line: PageLine, number: string): NumberedThing {
  const { left, right } = columnAround(page, line.box)
  const [, bottom, , top] = line.box
  return {
    kind: 'equation',
    title: `Equation (${number})`,
    key: `equation ${number.toLowerCase()}`,
    text: '',
    page: page.page,
    rect: grown(page, [left, bottom - 30, right, top + 30]),
  }
}

function grown({ width, height }: PageText, [left, bottom, right, top]: Rect): Rect {
  return [Math.max(0, left - MARGIN), Math.max(0, bottom - MARGIN), Math.min(width, right + MARGIN), Math.min(height, top + MARGIN)]
}
