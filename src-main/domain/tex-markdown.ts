// Owns the little Markdown that titles and abstracts hold: bold, code, links; and bare web addresses and quotes.
import { webAddress, withoutEscapes } from './tex-commands.ts'
import type { Reading, TexPage } from './tex-page.ts'

const LONGEST_SPAN = 400
const LONGEST_ADDRESS = 2048

const BOLD = /\*\*/g
const BACKTICK = /`/g
const DOUBLE_BACKTICK = /``/g
const QUOTE_END = /''|"/g
const SINGLE_QUOTE_END = /'(?!['\p{L}])/gu
const LABEL_END = /\]\(https?:/gi
const PARENTHESIS_END = /\)/g
const BLANK = /\s/g
const ADDRESS = /https?:\/\/(?:\\[%&_$#~]|[^\s<>"“”`\\{}$^|])+/iy

/** `**bold**`. */
export function readBold(page: TexPage, at: number): Reading | null {
  const { text, limit } = page
  if (!/[^\s*]/.test(text[at + 2] ?? ' ') || /[\p{L}\p{N}*]/u.test(text[at - 1] ?? ' ')) return null
  const close = page.find(BOLD, at + 2)
  if (close < 0 || close + 2 > limit || close - at > LONGEST_SPAN || /\s/.test(text[close - 1] ?? ' ')) return null
  return { what: 'group', style: 'strong', before: '', after: '', end: at + 2, innerEnd: close, outerEnd: close + 2 }
}

/** `` `code` ``, and TeX's ``quotes''. A quote's end is read where it stands. */
export function readBacktick(page: TexPage, at: number): Reading {
  const { text } = page
  if (text[at + 1] === '`') {
    if (text[at + 2] === '`') return { what: 'literal', end: at + 3 }
    const close = codeEnd(page, at + 2, DOUBLE_BACKTICK, QUOTE_END)
    if (close > 0) return { what: 'code', text: text.slice(at + 2, close).trim(), end: close + 2 }
    return { what: 'text', text: '“', end: at + 2 }
  }
  const close = codeEnd(page, at + 1, BACKTICK, null)
  if (close > 0) return { what: 'code', text: text.slice(at + 1, close), end: close + 1 }
  const quoteEnd = page.find(SINGLE_QUOTE_END, at + 1)
  if (quoteEnd > at + 1 && quoteEnd - at <= LONGEST_SPAN && !/\s/.test(text[at + 1] ?? ' ')) return { what: 'text', text: '‘', end: at + 1 }
  return { what: 'literal', end: at + 1 }
}

function codeEnd(page: TexPage, from: number, pattern: RegExp, other: RegExp | null): number {
  const { text, limit } = page
  const close = page.find(pattern, from)
  if (close <= from || close >= limit || close - from > LONGEST_SPAN) return -1
  const width = pattern === BACKTICK ? 1 : 2
  if (/\s/.test(text[from] ?? ' ') || /\s/.test(text[close - 1] ?? ' ') || /[\p{L}\p{N}`]/u.test(text[close + width] ?? ' ')) return -1
  const otherEnd = other ? page.find(other, from) : -1
  return otherEnd >= 0 && otherEnd < close ? -1 : close
}

/** `''` and `"` after ``, and `'` after `; `open` is the sign that waits for its end. */
export function readQuoteEnd(page: TexPage, at: number, open: '“' | '‘' | null): Reading | null {
  const { text } = page
  if (text.startsWith("''", at)) {
    // 5'' is a length or an angle, f'' a derivative: only a waiting quote is surely a quote.
    if (open !== '“' && /[\d'′]/.test(text[at - 1] ?? '')) return null
    return text[at + 2] === "'" ? null : { what: 'text', text: '”', end: at + 2 }
  }
  if (open === '“' && text[at] === '"') return { what: 'text', text: '”', end: at + 1 }
  if (open === '‘' && text[at] === "'" && !/\p{L}/u.test(text[at + 1] ?? '')) return { what: 'text', text: '’', end: at + 1 }
  return null
}

/** `[text](http…)`. */
export function readMarkdownLink(page: TexPage, at: number): Reading | null {
  const { text, limit } = page
  const labelEnd = page.find(LABEL_END, at + 1)
  if (labelEnd <= at + 1 || labelEnd - at > LONGEST_SPAN || text.lastIndexOf('[', labelEnd) !== at) return null
  const from = labelEnd + 2
  const close = page.find(PARENTHESIS_END, from)
  const blank = page.find(BLANK, from)
  if (close < 0 || close >= limit || close - from > LONGEST_ADDRESS || (blank >= 0 && blank < close)) return null
  const url = webAddress(withoutEscapes(text.slice(from, close)))
  return url === null ? null : { what: 'link', text: text.slice(at + 1, labelEnd).trim(), url, end: close + 1 }
}

/** A bare `http://` or `https://` address, without the punctuation of the sentence around it. */
export function readAddress(page: TexPage, at: number): Reading | null {
  const { text, limit } = page
  if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) return null
  ADDRESS.lastIndex = at
  const match = ADDRESS.exec(text)?.[0]
  if (match === undefined) return null
  const whole = match.slice(0, limit - at)
  const shown = whole.slice(0, endOfAddress(whole))
  const url = webAddress(withoutEscapes(shown))
  return url === null
    ? { what: 'literal', end: at + whole.length }
    : { what: 'link', text: withoutEscapes(shown), url, end: at + shown.length }
}

function endOfAddress(text: string): number {
  let end = text.length
  let open = 0
  for (const sign of text) open += sign === '(' ? 1 : sign === ')' ? -1 : 0
  for (; end > 0; end--) {
    const sign = text[end - 1] ?? ''
    if (sign === ')' && open < 0) open++
    else if (!/[.,;:!?'*\]~]/.test(sign)) return end
  }
  return end
}
