// Owns TeX's commands for text: styles, links, citations, footnotes and what is left out.
import { readAccentOrSign } from './tex-accents.ts'
import { readBareCommand, readDelimited } from './tex-math.ts'
import type { GroupStyle, Reading, TexPage } from './tex-page.ts'

const STYLES: Readonly<Record<string, GroupStyle>> = {
  emph: 'emphasis',
  textit: 'emphasis',
  textsl: 'emphasis',
  underline: 'emphasis',
  uline: 'emphasis',
  textbf: 'strong',
  texttt: 'code',
  verb: 'code',
  code: 'code',
  text: 'same',
  mbox: 'same',
  hbox: 'same',
  textrm: 'same',
  textsc: 'same',
  textsf: 'same',
  textmd: 'same',
  textup: 'same',
  textnormal: 'same',
  MakeUppercase: 'same',
  uppercase: 'same',
  title: 'same',
  section: 'strong',
  subsection: 'strong',
  paragraph: 'strong',
}

const SWITCHES: Readonly<Record<string, GroupStyle>> = {
  em: 'emphasis',
  it: 'emphasis',
  sl: 'emphasis',
  itshape: 'emphasis',
  bf: 'strong',
  bfseries: 'strong',
  tt: 'code',
  ttfamily: 'code',
  rm: 'same',
  sc: 'same',
  scshape: 'same',
  sf: 'same',
  sffamily: 'same',
  normalfont: 'same',
  small: 'same',
  large: 'same',
  Large: 'same',
}

const LEFT_OUT: ReadonlySet<string> = new Set(
  'xspace noindent centering smallskip medskip bigskip newline linebreak pagebreak clearpage protect relax hfill vfill quad qquad par footnotemark maketitle item displaystyle thinspace allowbreak'.split(
    ' ',
  ),
)
const TEXT_ENVIRONMENTS = /(?:begin|end)\{(?:itemize|enumerate|description|quote|quotation|center|abstract|flushleft|document)\}/y

const SIGNS: Readonly<Record<string, string>> = {
  '%': '%',
  '&': '&',
  _: '_',
  $: '$',
  '#': '#',
  '{': '{',
  '}': '}',
  ' ': ' ',
  '\n': ' ',
  ',': '\u2009',
  ';': ' ',
  ':': ' ',
  '!': '',
  '-': '',
  '/': '',
  '@': '',
}

const NAME = /[A-Za-z]+\*?/y
const CITATION = /(?:cite[a-z]*|citep|citet|ref|eqref|cref|Cref|autoref)\*?(?:\[[^\][]{0,200}\]){0,2}\{/y
const HREF = /href\s*\{/y
const GROUP_START = /\s?\{/y

/** Reads the command that begins with the backslash at `at`. */
export function readCommand(page: TexPage, at: number): Reading | null {
  const { text } = page
  const next = text[at + 1]
  if (next === undefined) return null
  if (next === '\\') return readLineBreak(text, at)
  const math = readDelimited(page, at)
  if (math) return math
  const sign = readAccentOrSign(text, at)
  if (sign) return { what: 'text', text: sign.text, end: sign.end }
  if (Object.hasOwn(SIGNS, next)) return { what: 'text', text: SIGNS[next] ?? '', end: at + 2 }
  NAME.lastIndex = at + 1
  const name = NAME.exec(text)?.[0]
  if (name === undefined) return null
  return readNamed(page, at, name.replace('*', ''), at + 1 + name.length) ?? readBareCommand(page, at)
}

/** `\\` ends a line only where TeX authors put it, before a blank or at the end; in a path it stays. */
function readLineBreak(text: string, at: number): Reading {
  const match = /^(?:\[-?[\d.]{1,6}[a-z]{2}\])?(?=\s|$)/.exec(text.slice(at + 2, at + 16))
  return match ? { what: 'text', text: '\n', end: at + 2 + match[0].length } : { what: 'literal', end: at + 2 }
}

function readNamed(page: TexPage, at: number, name: string, end: number): Reading | null {
  const { text } = page
  if (Object.hasOwn(STYLES, name)) {
    GROUP_START.lastIndex = end
    const opener = GROUP_START.exec(text)
    const open = opener ? end + opener[0].length - 1 : -1
    return open < 0 ? null : group(page, open, STYLES[name] ?? 'same')
  }
  if (name === 'textsuperscript' || name === 'textsubscript') {
    const close = text[end] === '{' ? page.closingBrace(end) : -1
    if (close < 0 || close - end > 200) return null
    const inner = text.slice(end + 1, close)
    return { what: 'math', tex: `{}${name === 'textsuperscript' ? '^' : '_'}{\\text{${inner}}}`, display: false, end: close + 1 }
  }
  if (name === 'footnote' || name === 'thanks') return text[end] === '{' ? group(page, end, 'same', ' (', ')') : null
  if (name === 'enquote') return text[end] === '{' ? group(page, end, 'same', '“', '”') : null
  if (name === 'textcolor' || name === 'colorbox') {
    const close = text[end] === '{' ? page.closingBrace(end) : -1
    return close > 0 && close - end < 40 && text[close + 1] === '{' ? group(page, close + 1, 'same') : null
  }
  if (name === 'url') return readUrl(page, end)
  if (name === 'href') return readHref(page, at)
  CITATION.lastIndex = at + 1
  const citation = CITATION.exec(text)
  if (citation) return group(page, at + citation[0].length, 'same', '[', ']')
  if (name === 'label') {
    const close = text[end] === '{' ? page.closingBrace(end) : -1
    return close < 0 ? null : { what: 'text', text: '', end: close + 1 }
  }
  TEXT_ENVIRONMENTS.lastIndex = at + 1
  const environment = TEXT_ENVIRONMENTS.exec(text)
  if (environment) return { what: 'text', text: '', end: at + 1 + environment[0].length }
  if (name === 'item') return { what: 'text', text: '•', end }
  if (Object.hasOwn(SWITCHES, name) || LEFT_OUT.has(name)) {
    const after = text.startsWith('{}', end) ? end + 2 : end
    return { what: 'text', text: '', end: after }
  }
  return null
}

function group(page: TexPage, open: number, style: GroupStyle, before = '', after = '', url?: string): Reading | null {
  const close = page.closingBrace(open)
  if (close < 0) return null
  return { what: 'group', style, before, after, end: open + 1, innerEnd: close, outerEnd: close + 1, ...(url === undefined ? {} : { url }) }
}

function readUrl(page: TexPage, open: number): Reading | null {
  const close = page.text[open] === '{' ? page.closingBrace(open) : -1
  if (close < 0 || close - open > 2048) return null
  const shown = withoutEscapes(page.text.slice(open + 1, close).trim())
  const url = webAddress(shown)
  return url === null ? { what: 'text', text: shown, end: close + 1 } : { what: 'link', text: shown, url, end: close + 1 }
}

function readHref(page: TexPage, at: number): Reading | null {
  HREF.lastIndex = at + 1
  const match = HREF.exec(page.text)
  if (!match) return null
  const open = at + match[0].length
  const close = page.closingBrace(open)
  if (close < 0 || close - open > 2048 || page.text[close + 1] !== '{') return null
  const url = webAddress(withoutEscapes(page.text.slice(open + 1, close).trim()))
  return group(page, close + 1, url === null ? 'same' : 'link', '', '', url ?? undefined)
}

/** `{\bf …}`, `{\"o}` and braces that only protect a word's capitals; `at` is the brace. */
export function readGroup(page: TexPage, at: number): Reading | null {
  const { text } = page
  const close = page.closingBrace(at)
  if (close < 0) return null
  if (text[at + 1] === '\\') {
    NAME.lastIndex = at + 2
    const name = NAME.exec(text)?.[0]
    if (name !== undefined && Object.hasOwn(SWITCHES, name)) {
      const inner = group(page, at, SWITCHES[name] ?? 'same')
      const start = at + 2 + name.length
      return inner && { ...inner, end: text[start] === ' ' ? start + 1 : start }
    }
    const sign = readAccentOrSign(text, at + 1)
    return sign?.end === close ? { what: 'text', text: sign.text, end: close + 1 } : null
  }
  if (close - at > 40 || close - at < 2) return null
  const inner = text.slice(at + 1, close)
  // 3{,}000, as a number of thousands is set
  if (inner === ',' && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[close + 1] ?? ''))
    return { what: 'text', text: inner, end: close + 1 }
  if (!/^[\p{L}\p{N}-]+$/u.test(inner) || !/\p{Lu}/u.test(inner)) return null
  const beside = /[\p{L}-]/u.test(text[at - 1] ?? '') || /[\p{L}-]/u.test(text[close + 1] ?? '')
  return beside || inner.length > 2 ? { what: 'text', text: inner, end: close + 1 } : null
}

/** An address as it may be opened (http or https only), from the text of one; null for every other scheme. */
export function webAddress(text: string): string | null {
  if (text.length > 2048 || /[\s<>"\\^`{}\u0000-\u001f]/.test(text)) return null
  if (/^https?:\/\/[^/?#\s]*[^/?#\s.:@]/i.test(text)) return text
  return /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(text) && /^[^/]+\.[a-z]{2,}(?:\/|$)/i.test(text) ? `https://${text}` : null
}

export function withoutEscapes(text: string): string {
  return text.replace(/\\([%&_$#{}~^])(?:\{\})?/g, '$1')
}
