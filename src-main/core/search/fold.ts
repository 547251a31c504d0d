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
const NOT_ASCII = /[^\u0000-\u007f]/
/** Scripts written without blanks between words: each sign is a word. */
const SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n',
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu',
  ν: 'nu', ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
} // prettier-ignore

/** The words of a text in order, each folded. A word of a script without blanks gives one for each sign. */
export function placedWords(text: string): PlacedWord[] {
  if (!NOT_ASCII.test(text)) return asciiWords(text)
  const words: PlacedWord[] = []
  for (const match of text.matchAll(WORD)) {
    const written = match[0]
    const start = match.index
    if (!NOT_ASCII.test(written)) words.push({ word: plainWord(written), start, end: start + written.length })
    else if (SIGN.test(written)) pushSigns(written, start, words)
    else {
      const word = foldLetters(written)
      if (word !== '') words.push({ word: plainWord(word), start, end: start + written.length })
    }
  }
  return words
}

/** What `WORD` finds where there is nothing but ASCII; several times as fast. */
function asciiWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = []
  const { length } = text
  let at = 0
  while (at < length) {
    if (kindAt(text, at) === NO_LETTER) {
      at += 1
      continue
    }
    const start = at
    let hasUpperCase = false
    for (;;) {
      const kind = kindAt(text, at)
      if (kind === UPPER_CASE) hasUpperCase = true
      if (kind === NO_LETTER && !isHeldTogether(text, at)) break
      at += 1
    }
    const written = text.slice(start, Math.min(at, start + LONGEST_WORD))
    const word = hasUpperCase || at - start > LONGEST_WORD ? written.toLowerCase() : written
    words.push({ word: word.includes("'") ? plainWord(word) : word, start, end: at })
  }
  return words
}

const NO_LETTER = 0
const DIGIT = 1
const LOWER_CASE = 2
const UPPER_CASE = 3

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit >= 97 && unit <= 122) return LOWER_CASE
  if (unit >= 48 && unit <= 57) return DIGIT
  return unit >= 65 && unit <= 90 ? UPPER_CASE : NO_LETTER
}

/** Whether the sign at `at` stands between what it holds together. */
function isHeldTogether(text: string, at: number): boolean {
  const sign = text[at]
  if (sign === '.') return kindAt(text, at - 1) === DIGIT && kindAt(text, at + 1) === DIGIT
  return sign === "'" && kindAt(text, at + 1) >= LOWER_CASE
}

export function foldedWords(text: string): string[] {
  return placedWords(text).map(({ word }) => word)
}

/** The text that is given to the index. */
export function foldText(text: string): string {
  return foldedWords(text).join(' ')
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
