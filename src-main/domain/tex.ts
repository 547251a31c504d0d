// Owns how a title or an abstract with TeX in it becomes pieces that can be shown, and how it becomes plain text.
import { readCommand, readGroup } from './tex-commands.ts'
import { readAddress, readBacktick, readBold, readMarkdownLink, readQuoteEnd } from './tex-markdown.ts'
import { readBareScript, readDollar } from './tex-math.ts'
import { openPage, type GroupStyle, type Reading, type TexPage } from './tex-page.ts'
import { mathInWords, type GreekAs } from './tex-words.ts'

export type TexSegment = (
  | { kind: 'text'; text: string }
  | { kind: 'emphasis' | 'strong' | 'code'; text: string }
  /** `tex` without its delimiters, `source` with them, as it is written. */
  | { kind: 'math'; tex: string; display: boolean; source: string }
  /** `url` is http or https. */
  | { kind: 'link'; text: string; url: string }
) & {
  /** In one of the marks that were given. */
  marked?: true
}

/** `[start, end)` in UTF-16 units of the text as it is written. */
export type TextMark = readonly [start: number, end: number]

interface Style {
  kind: Exclude<GroupStyle, 'same'> | 'text'
  url: string
}

interface Frame {
  innerEnd: number
  outerEnd: number
  after: string
  outerStyle: Style
}

/** Where something may begin that is not shown as it is written. */
const SIGN = /[\\$`~{^_"[']|--|\*\*|https?:\/\//gi

/**
 * Splits a text as arXiv and Hugging Face give it: TeX math, accents, styles and signs, and a little Markdown. Total:
 * whatever can't be read stays as it is written, and every text takes time in proportion to its length.
 * With `marks` (ascending, not overlapping) the pieces are also split at their borders; half a formula is marked whole.
 */
export function tokenizeTex(text: string, marks: readonly TextMark[] = []): TexSegment[] {
  const pieces = new Pieces(text, marks)
  const page = openPage(text)
  const frames: Frame[] = []
  let style: Style = { kind: 'text', url: '' }
  let quote: '“' | '‘' | null = null
  let runStart = 0
  let at = 0
  for (;;) {
    const frame = frames.at(-1)
    page.limit = frame?.innerEnd ?? text.length
    SIGN.lastIndex = at
    const found = SIGN.exec(text)?.index ?? text.length
    if (found >= page.limit) {
      pieces.literal(style, runStart, page.limit)
      if (!frame) return pieces.list
      pieces.text(style, frame.after, frame.innerEnd, frame.outerEnd)
      style = frame.outerStyle
      runStart = at = frame.outerEnd
      frames.pop()
      continue
    }
    const reading = readAt(page, found, runStart, quote)
    if (!reading || reading.what === 'literal' || reading.end > page.limit || (reading.what === 'group' && reading.outerEnd > page.limit)) {
      at = Math.min(reading?.what === 'literal' ? reading.end : found + 1, page.limit)
      continue
    }
    const start = reading.start ?? found
    pieces.literal(style, runStart, start)
    if (reading.what === 'text') {
      if (reading.text === '“' || reading.text === '‘') quote = reading.text
      else if (reading.text === '”' || reading.text === '’') quote = null
      pieces.text(style, reading.text, start, reading.end)
    } else if (reading.what === 'code') pieces.text({ kind: 'code', url: '' }, reading.text, start, reading.end)
    else if (reading.what === 'link') pieces.text({ kind: 'link', url: reading.url }, reading.text, start, reading.end)
    else if (reading.what === 'math') pieces.math(reading.tex, reading.display, start, reading.end)
    else {
      pieces.text(style, reading.before, start, reading.end)
      frames.push({ innerEnd: reading.innerEnd, outerEnd: reading.outerEnd, after: reading.after, outerStyle: style })
      if (reading.style !== 'same') style = { kind: reading.style, url: reading.url ?? style.url }
    }
    runStart = at = reading.end
  }
}

/**
 * The text in one line of words, for lists without typesetting, for search and for the command line: math becomes the
 * letters and signs it is made of (`$9\times$` → `9×`), Greek as letters (α) or as words (alpha).
 */
export function plainText(text: string, greek: GreekAs = 'letters'): string {
  let plain = ''
  for (const piece of tokenizeTex(text)) plain += piece.kind === 'math' ? mathInWords(piece.tex, greek) : piece.text
  return plain
}

function readAt(page: TexPage, at: number, runStart: number, quote: '“' | '‘' | null): Reading | null {
  const { text } = page
  switch (text[at]) {
    case '\\':
      return readCommand(page, at)
    case '$':
      return readDollar(page, at)
    case '{':
      return readGroup(page, at)
    case '^':
    case '_':
      return readBareScript(page, at, runStart)
    case '`':
      return readBacktick(page, at)
    case "'":
    case '"':
      return readQuoteEnd(page, at, quote)
    case '[':
      return readMarkdownLink(page, at)
    case '*':
      return readBold(page, at)
    case '-':
      return readDashes(text, at)
    case '~':
      return readTie(text, at)
    default:
      return readAddress(page, at)
  }
}

const DASHES = /-+/y

function readDashes(text: string, at: number): Reading {
  DASHES.lastIndex = at
  const count = DASHES.exec(text)?.[0].length ?? 2
  const end = at + count
  // `--flag` is an option of a program.
  const option = count === 2 && /^$|[\s`("[]/.test(text[at - 1] ?? '') && /[A-Za-z]/.test(text[end] ?? '')
  if (count > 3 || option) return { what: 'literal', end }
  return { what: 'text', text: count === 3 ? '—' : '–', end }
}

/** A tie keeps two words together; `~90` after a blank means "about". */
function readTie(text: string, at: number): Reading | null {
  const ties = /[\p{L}\p{N}.,;:)}\]$'’”]/u.test(text[at - 1] ?? ' ') && /[^\s~]/.test(text[at + 1] ?? ' ')
  return ties ? { what: 'text', text: '\u00a0', end: at + 1 } : null
}

/** Collects segments, joins neighbours of one kind and cuts at the borders of marks. */
class Pieces {
  readonly list: TexSegment[] = []
  readonly #source: string
  readonly #marks: readonly TextMark[]
  #markIndex = 0

  constructor(source: string, marks: readonly TextMark[]) {
    this.#source = source
    this.#marks = marks
  }

  /** The source from `start` to `end` as it is written. */
  literal(style: Style, start: number, end: number): void {
    for (let at = start; at < end;) {
      const mark = this.#markFrom(at)
      const inside = mark !== undefined && mark[0] <= at
      const cut = Math.min(end, mark === undefined ? end : inside ? mark[1] : mark[0])
      this.#add(style, this.#source.slice(at, cut), inside)
      at = cut
    }
  }

  /** `text` in place of the source from `start` to `end`. */
  text(style: Style, text: string, start: number, end: number): void {
    this.#add(style, text, this.#touches(start, end))
  }

  math(tex: string, display: boolean, start: number, end: number): void {
    const segment: TexSegment = { kind: 'math', tex, display, source: this.#source.slice(start, end) }
    this.list.push(this.#touches(start, end) ? { ...segment, marked: true } : segment)
  }

  #markFrom(at: number): TextMark | undefined {
    while (this.#markIndex < this.#marks.length && (this.#marks[this.#markIndex]?.[1] ?? 0) <= at) this.#markIndex++
    return this.#marks[this.#markIndex]
  }

  #touches(start: number, end: number): boolean {
    const mark = this.#markFrom(start)
    return mark !== undefined && mark[0] < end
  }

  #add(style: Style, text: string, marked: boolean): void {
    if (text === '') return
    const last = this.list.at(-1)
    const sameMark = (last?.marked ?? false) === marked
    if (last && last.kind !== 'math' && sameMark && last.kind === style.kind && (last.kind !== 'link' || last.url === style.url)) {
      last.text += text
      return
    }
    const segment: TexSegment = style.kind === 'link' ? { kind: 'link', text, url: style.url } : { kind: style.kind, text }
    this.list.push(marked ? { ...segment, marked: true } : segment)
  }
}
