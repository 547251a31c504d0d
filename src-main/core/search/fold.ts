// Owns the words of a text as search knows them: accents folded, punctuation gone, every script in letters that Lunr keeps.

/** A word and where it stands: `[start, end)` in UTF-16 units of the text. */
export interface PlacedWord {
  word: string
  start: number
  end: number
}

const LONGEST_WORD = 64
/** A dot holds digits together (3.5), an apostrophe letters (model's). */
const WORD = /[\p{L}\p{M}\p{N}]+(?:(?:(?<=\p{N})\.(?=\p{N})|['’](?=\p{L}))[\p{L}\p{M}\p{N}]+)*/gu
/** Scripts written without blanks between words: each sign is a word. */
const SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n',
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu',
  ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
} // prettier-ignore

/**
 * The words of a text in order, each folded. A word of a script without blanks gives one for each sign. With `wanted` those that may be left out are, where
 * that is faster.
 */
export function placedWords(text: string, wanted?: WantedWords): PlacedWord[] {
  const words: PlacedWord[] = []
  let at = 0
  while (at < text.length) {
    const other = pushAsciiWords(text, at, words, wanted)
    if (other === text.length) break
    // no word goes over a blank
    const start = Math.max(at, text.lastIndexOf(' ', other) + 1)
    while (words.length > 0 && (words.at(-1)?.start ?? 0) >= start) words.pop()
    const blank = text.indexOf(' ', other)
    at = blank < 0 ? text.length : blank
    pushWords(text.slice(start, at), start, words)
  }
  return words
}

/** Words that somebody looks for, and which letters they begin with. */
export class WantedWords {
  readonly #words: ReadonlySet<string>
  /** By letter in ASCII. */
  readonly #firsts = new Uint8Array(128)

  constructor(words: ReadonlySet<string>) {
    this.#words = words
    for (const word of words) {
      const first = word.charCodeAt(0)
      this.#firsts[first & 127] = 1
      // an upper-case letter in ASCII
      if (first >= 97 && first <= 122) this.#firsts[first - 32] = 1
    }
  }

  has(word: string): boolean {
    return this.#words.has(word)
  }

  mayBegin(unit: number): boolean {
    return this.#firsts[unit & 127] === 1
  }
}

function pushWords(text: string, offset: number, words: PlacedWord[]): void {
  for (const match of text.matchAll(WORD)) {
    const written = match[0]
    const start = offset + match.index
    if (SIGN.test(written)) pushSigns(written, start, words)
    else {
      const word = foldLetters(written)
      if (word !== '') words.push({ word: plainWord(word), start, end: start + written.length })
    }
  }
}

export function foldedWords(text: string): string[] {
  return placedWords(text).map(({ word }) => word)
}

/** What `WORD` finds where there is nothing but ASCII, several times as fast. Returns where other letters begin, or the end. */
function pushAsciiWords(text: string, from: number, words: PlacedWord[], wanted: WantedWords | undefined): number {
  const end = text.length
  let at = from
  while (at < end) {
    const first = text.charCodeAt(at)
    const firstKind = first > ASCII ? OTHER : (KINDS[first] as number)
    if (firstKind === OTHER) return at
    if (firstKind === NO_LETTER) {
      at += 1
      continue
    }
    const start = at
    let hasUpperCase = false
    let hasApostrophe = false
    for (let kind = firstKind; ;) {
      if (kind === UPPER_CASE) hasUpperCase = true
      at += 1
      if (at === end) break
      const unit = text.charCodeAt(at)
      if (unit > ASCII) return at
      kind = KINDS[unit] as number
      if (kind !== NO_LETTER) continue
      if (!isHeldTogether(text, at)) break
      if (unit === APOSTROPHE) hasApostrophe = true
    }
    if (wanted && !wanted.mayBegin(first)) continue
    const written = text.slice(start, Math.min(at, start + LONGEST_WORD))
    const lower = hasUpperCase ? written.toLowerCase() : written
    const word = hasApostrophe ? plainWord(lower) : lower
    if (!wanted || wanted.has(word)) words.push({ word, start, end: at })
  }
  return end
}

const NO_LETTER = 0
const DIGIT = 1
const LOWER_CASE = 2
const UPPER_CASE = 3
/** Not ASCII. */
const OTHER = 4
const ASCII = 127
const DOT = 46
const APOSTROPHE = 39
/** By unit in ASCII. */
const KINDS = Uint8Array.from({ length: ASCII + 1 }, (_, unit) => {
  if (unit >= 97 && unit <= 122) return LOWER_CASE
  if (unit >= 48 && unit <= 57) return DIGIT
  return unit >= 65 && unit <= 90 ? UPPER_CASE : NO_LETTER
})

function kindOf(unit: number): number {
  return KINDS[unit] ?? NO_LETTER
}

/** Whether the sign at `at` stands between what it holds together. */
function isHeldTogether(text: string, at: number): boolean {
  const sign = text.charCodeAt(at)
  if (sign === DOT) return kindOf(text.charCodeAt(at - 1)) === DIGIT && kindOf(text.charCodeAt(at + 1)) === DIGIT
  return sign === APOSTROPHE && kindOf(text.charCodeAt(at + 1)) >= LOWER_CASE
}

function plainWord(written: string): string {
  const word = written.toLowerCase().slice(0, LONGEST_WORD)
  return word.includes("'") ? word.replace(/'s$/, '').replaceAll("'", '') : word
}

function foldLetters(written: string): string {
  let folded = ''
  for (const letter of written
    .toLowerCase()
    .replaceAll('’', "'")
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()) {
    if (letter <= '\u007f') folded += letter
    else folded += SPELLED[letter] ?? codeOf(letter)
  }
  return folded
}

/** Digits after a `u`: letters that Lunr's trimmer and stemmer leave alone. */
function codeOf(sign: string): string {
  return `u${sign.codePointAt(0) ?? 0}`
}

function pushSigns(written: string, start: number, words: PlacedWord[]): void {
  let run = ''
  let at = start
  const flush = (): void => {
    const word = plainWord(foldLetters(run))
    if (word !== '') words.push({ word, start: at - run.length, end: at })
    run = ''
  }
  for (const sign of written) {
    if (SIGN.test(sign)) {
      flush()
      words.push({ word: codeOf(sign), start: at, end: at + sign.length })
      at += sign.length
    } else {
      run += sign
      at += sign.length
    }
  }
  flush()
}
