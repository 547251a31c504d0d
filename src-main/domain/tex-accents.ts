// Owns TeX's accents and its commands for single signs, each as the Unicode text that it stands for.

const ACCENT_SIGNS: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
}

const ACCENT_LETTERS: Readonly<Record<string, string>> = {
  c: '\u0327',
  v: '\u030c',
  H: '\u030b',
  u: '\u0306',
  k: '\u0328',
  r: '\u030a',
  d: '\u0323',
  b: '\u0331',
}

/** Letters that are commands; a blank after one inside a word only ends the command. */
const LETTERS: Readonly<Record<string, string>> = {
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  dj: 'đ',
  DJ: 'Đ',
}

const SIGNS: Readonly<Record<string, string>> = {
  S: '§',
  P: '¶',
  dag: '†',
  ddag: '‡',
  textdagger: '†',
  copyright: '©',
  pounds: '£',
  euro: '€',
  ldots: '…',
  dots: '…',
  textellipsis: '…',
  TeX: 'TeX',
  LaTeX: 'LaTeX',
  LaTeXe: 'LaTeX2ε',
  textasciitilde: '~',
  textasciicircum: '^',
  textbackslash: '\\',
  textunderscore: '_',
  textbar: '|',
  textless: '<',
  textgreater: '>',
  textregistered: '®',
  texttrademark: '™',
  textdegree: '°',
  degree: '°',
  deg: '°',
  arcsec: '″',
  arcmin: '′',
  textmu: 'µ',
  textendash: '–',
  textemdash: '—',
  textquotesingle: "'",
  textquotedblleft: '“',
  textquotedblright: '”',
  textquoteleft: '‘',
  textquoteright: '’',
  lq: '‘',
  rq: '’',
  guillemotleft: '«',
  guillemotright: '»',
  textbullet: '•',
  textperiodcentered: '·',
  texttimes: '×',
  slash: '/',
  checkmark: '✓',
  ie: 'i.e.',
  eg: 'e.g.',
  etal: 'et al.',
  etc: 'etc.',
}

const NAME = /[A-Za-z]+/y
const ARGUMENT = /\s*\{\s*(?:\\([ij])(?![A-Za-z])\s*\}|(\p{L})\s*\}|\})|(\p{L})|\\([ij])(?![A-Za-z])(?:\{\})?/uy
const ARGUMENT_AFTER_BLANK = /\s+(\p{L})/uy

export interface AccentReading {
  text: string
  /** The first position after it. */
  end: number
}

/** Reads an accent or a sign that begins with the backslash at `at`; null when there is none. */
export function readAccentOrSign(text: string, at: number): AccentReading | null {
  const next = text[at + 1]
  if (next === undefined) return null
  const mark = ACCENT_SIGNS[next]
  if (mark !== undefined) {
    // `\\~{}` and `\\^{}` are how the sign itself is written.
    return (next === '~' || next === '^') && text.startsWith('{}', at + 2)
      ? { text: next, end: at + 4 }
      : accented(text, at + 2, mark, false)
  }
  NAME.lastIndex = at + 1
  const name = NAME.exec(text)?.[0]
  if (name === undefined || name.length > 20) return null
  const end = at + 1 + name.length
  const letterMark = Object.hasOwn(ACCENT_LETTERS, name) ? ACCENT_LETTERS[name] : undefined
  if (letterMark !== undefined) return accented(text, end, letterMark, true)
  if (Object.hasOwn(LETTERS, name)) return { text: LETTERS[name] ?? '', end: endOfLetter(text, at, end) }
  if (Object.hasOwn(SIGNS, name)) return { text: SIGNS[name] ?? '', end: text.startsWith('{}', end) ? end + 2 : end }
  return null
}

function accented(text: string, from: number, mark: string, blankAllowed: boolean): AccentReading | null {
  ARGUMENT.lastIndex = from
  const match = ARGUMENT.exec(text)
  if (match && (!blankAllowed || match[3] === undefined)) {
    // TeX puts accents on the i without its dot; Unicode composes them with the plain letter.
    const base = match[1] ?? match[2] ?? match[3] ?? match[4]
    if (base === undefined) return null
    const letter = (base + mark).normalize('NFC')
    // A pair that no language writes as one letter was not meant as an accent.
    return letter.length > 1 && !blankAllowed ? null : { text: letter, end: from + match[0].length }
  }
  if (!blankAllowed) return null
  ARGUMENT_AFTER_BLANK.lastIndex = from
  const blank = ARGUMENT_AFTER_BLANK.exec(text)
  return blank?.[1] ? { text: (blank[1] + mark).normalize('NFC'), end: from + blank[0].length } : null
}

function endOfLetter(text: string, at: number, end: number): number {
  if (text.startsWith('{}', end)) return end + 2
  const insideWord = at > 0 && /\p{L}/u.test(text[at - 1] ?? '') && text[end] === ' ' && /\p{Ll}/u.test(text[end + 1] ?? '')
  return insideWord ? end + 1 : end
}
