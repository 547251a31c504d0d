// Owns finding where a page's words name something else of the paper: `[12]`, `(Author, 2020)`, `Figure 3`, `Eq. (5)`; pure.
import type { Rect } from '#domain/annotation.ts'
import { boxIn, type PageText } from './page-lines.ts'

/** What a piece of text names, before it is known whether the paper has it. */
export type Named =
  | { kind: 'labels'; labels: readonly string[] }
  | { kind: 'author'; surname: string; year: string }
  | { kind: 'numbered'; key: string }

export interface Mention {
  page: number
  /** The words as they stand there. */
  text: string
  named: Named
  /** One a line. */
  rects: readonly Rect[]
}

const SPREAD = 60
const PART = String.raw`(?:\d{1,4}|[A-Za-z]{1,6}\+?\d{2,4}[a-z]?)`
const BRACKETED = new RegExp(
  String.raw`\[(${PART}(?:\s*-\s*\d{1,4})?(?:\s*[,;]\s*${PART}(?:\s*-\s*\d{1,4})?)*)(?:,\s*(?:p|pp|Sec|Section|Theorem|Thm|Lemma|Ch|Chapter|Fig|Table)\b[^[\]]{0,24})?\]`,
  'g',
)
const SURNAME = String.raw`(?:(?:van|von|der|den|de|del|della|la|le|da|dos|di|ten|ter)\s)*\p{Lu}[\p{L}\p{M}'-]+`
const YEAR = String.raw`(?:19|20)\d{2}[a-z]?`
const AUTHOR_YEAR = new RegExp(
  String.raw`(?<![\p{L}-])(${SURNAME})(?:,\s${SURNAME})*(?:,?\s(?:and|&)\s${SURNAME}|,?\set\sal\.?)?(?:'s)?,?\s?[(\[]?\s?(${YEAR})((?:\s?[,;]\s?(?:${YEAR}|[a-z](?![\p{L}])))*)`,
  'gu',
)
const NUMBER = String.raw`[A-Z]?\.?\d{1,3}(?:\.\d{1,3})*[a-z]?`
const THING =
  /(?<![\p{L}-])(Figures?|Figs?\.|Fig|Tables?|Tabs?\.|Algorithms?|Algs?\.|Listings?|Equations?|Eqs?\.|Eqns?\.|Sections?|Secs?\.|Sect\.|§§?|Appendix|Appendices|App\.|Theorems?|Thms?\.|Lemmas?|Propositions?|Props?\.|Corollar(?:y|ies)|Cors?\.|Definitions?|Defs?\.|Assumptions?|Remarks?|Examples?|Conjectures?|Claims?|Hypothes[ie]s|Propert(?:y|ies))/giu
const BLANKS = /[\s~]*/y
const NAME = String.raw`(?:\((${NUMBER})\)|(${NUMBER}|[A-Z])(?![\p{L}]))`
const FIRST = new RegExp(`^${NAME}`, 'u')
const NEXT = new RegExp(String.raw`^(?:\s?(?:,\s?and|,|and|&|or|to|-)\s?)${NAME}`, 'u')
const BARE_EQUATION = new RegExp(
  String.raw`\b(?:in|by|from|of|with|using|to|see|solve|problem|objective|condition|constraint|inequality|bound|system)\s\((\d{1,3}(?:\.\d{1,3})*[a-z]?)\)`,
  'gi',
)

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^fig/i, 'figure'],
  [/^tab/i, 'table'],
  [/^(?:alg|listing)/i, 'algorithm'],
  [/^eq/i, 'equation'],
  [/^(?:sec|§|app)/i, 'section'],
  [/^th/i, 'theorem'],
  [/^lem/i, 'lemma'],
  [/^prope/i, 'property'],
  [/^prop/i, 'proposition'],
  [/^cor/i, 'corollary'],
  [/^def/i, 'definition'],
  [/^ass/i, 'assumption'],
  [/^rem/i, 'remark'],
  [/^exa/i, 'example'],
  [/^con/i, 'conjecture'],
  [/^cla/i, 'claim'],
  [/^hyp/i, 'hypothesis'],
]

interface Found {
  start: number
  end: number
  named: Named
}

/** All of a page, from top to bottom; what the paper does not have is for the caller to leave out. */
export function findMentions(page: PageText): Mention[] {
  const { text, at } = flowing(page)
  return [...bracketed(text), ...authors(text), ...things(text)]
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
    .map(({ start, end, named }) => ({ page: page.page, text: text.slice(start, end), named, rects: at(start, end) }))
}

/** The page's words in one string, lines joined by a blank, words broken at a line's end made whole. */
function flowing(page: PageText): { text: string; at(start: number, end: number): Rect[] } {
  let text = ''
  const starts: { start: number; end: number; line: number }[] = []
  page.lines.forEach((line, index) => {
    if (/\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line.text)) text = text.slice(0, -1)
    else if (text !== '' && !/\d-$/.test(text)) text += ' '
    starts.push({ start: text.length, end: text.length + line.text.length, line: index })
    text += line.text
  })
  return {
    text,
    at: (start, end) =>
      starts.flatMap((part) => {
        const line = page.lines[part.line]
        if (!line || part.end <= start || part.start >= end) return []
        return [boxIn(line, Math.max(0, start - part.start), Math.min(line.text.length, end - part.start))]
      }),
  }
}

function* bracketed(text: string): Generator<Found> {
  for (const match of text.matchAll(BRACKETED)) {
    const inner = match[1] ?? ''
    const from = match.index + 1
    for (const part of inner.matchAll(new RegExp(String.raw`(${PART})(?:\s*-\s*(\d{1,4}))?`, 'g'))) {
      const [whole, first = '', last] = part
      const start = from + part.index
      yield { start, end: start + whole.length, named: { kind: 'labels', labels: last === undefined ? [first] : spread(first, last) } }
    }
  }
}

function spread(first: string, last: string): string[] {
  const [from, to] = [Number(first), Number(last)]
  if (!Number.isInteger(from) || to < from || to - from > SPREAD) return [first, last]
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
}

function* authors(text: string): Generator<Found> {
  for (const match of text.matchAll(AUTHOR_YEAR)) {
    const [whole, surname = '', year = '', more = ''] = match
    const end = match.index + whole.length
    yield { start: match.index, end: end - more.length, named: { kind: 'author', surname, year } }
    let last = year
    for (const next of more.matchAll(new RegExp(String.raw`${YEAR}|[a-z]`, 'g'))) {
      last = next[0].length === 1 ? last.slice(0, 4) + next[0] : next[0]
      const start = end - more.length + next.index
      yield { start, end: start + next[0].length, named: { kind: 'author', surname, year: last } }
    }
  }
}

function* things(text: string): Generator<Found> {
  for (const match of text.matchAll(THING)) {
    const word = match[1] ?? ''
    const name = KINDS.find(([pattern]) => pattern.test(word))?.[1]
    // "the figures" and "a table" are no names; a sign or an abbreviation is one however it is written
    if (name === undefined || (!/^[\p{Lu}§]/u.test(word) && !word.endsWith('.'))) continue
    let at = match.index + match[0].length
    BLANKS.lastIndex = at
    at += BLANKS.exec(text)?.[0].length ?? 0
    let start = match.index
    for (let pattern = FIRST; ; pattern = NEXT) {
      const found = pattern.exec(text.slice(at, at + 24))
      const number = found?.[1] ?? found?.[2]
      if (!found || number === undefined || (/^[A-Z]$/.test(number) && name !== 'section')) break
      const end = at + found[0].length
      const from = pattern === FIRST ? start : start + found[0].search(/(?<![(\w])[(\w]+\)?$/)
      yield { start: from, end, named: { kind: 'numbered', key: `${name} ${number.toLowerCase()}` } }
      at = end
      start = end
    }
  }
  for (const match of text.matchAll(BARE_EQUATION)) {
    const number = match[1] ?? ''
    const end = match.index + match[0].length
    yield { start: end - number.length - 2, end, named: { kind: 'numbered', key: `equation ${number}` } }
  }
}
