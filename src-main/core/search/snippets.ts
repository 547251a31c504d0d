// Owns what is shown of a hit: its title and the best passage of its text, with the matching words marked.
import { plainText } from '#domain/tex.ts'
import { type PlacedWord, placedWords, type WantedWords } from './fold.ts'

export interface Marked {
  text: string
  /** `[start, end)` in UTF-16 units. */
  marks: [number, number][]
}

/** About two lines. */
const SNIPPET_LENGTH = 220
/** Longer texts are looked at up to here. */
const MAX_LOOKED_AT = 40_000

export function markedTitle(title: string, wanted: WantedWords): Marked {
  return {
    text: title,
    marks: joined(title, matches(title, wanted)),
  }
}

export interface Passages<Of extends string> {
  of: Of
  text: string
  wanted: WantedWords
}

/**
 * The passage with the most different matches; of equal ones that of the text that `order` names first. Where nothing matches it is the
 * beginning of the first text.
 */
export function bestPassage<Of extends string>(
  texts: readonly [Passages<Of>, ...Passages<Of>[]],
  order: readonly Of[],
): Marked & { of: Of } {
  let best: { of: Passages<Of>; text: string; start: number; worth: number } | null = null
  for (const one of order.flatMap((name) => texts.filter(({ of, text }) => of === name && text !== ''))) {
    const plain = plainText(one.text.slice(0, MAX_LOOKED_AT))
    const found = richest(matches(plain, one.wanted))
    if (found && (!best || found.worth > best.worth)) best = { of: one, text: plain, ...found }
  }
  const of = best?.of ?? texts[0]
  return { of: of.of, ...cut(best?.text ?? plainText(of.text.slice(0, MAX_LOOKED_AT)), best?.start ?? 0, of.wanted) }
}

function matches(text: string, wanted: WantedWords): PlacedWord[] {
  return placedWords(text, wanted).filter(({ word }) => wanted.has(word))
}

/** Where the stretch begins that has the most different matches, then the most matches. */
function richest(matches: readonly PlacedWord[]): { start: number; worth: number } | null {
  let best: { start: number; worth: number } | null = null
  const inside = new Map<string, number>()
  let next = 0
  for (const [first, { word, start }] of matches.entries()) {
    for (; next < matches.length && (next <= first || (matches[next]?.end ?? 0) <= start + SNIPPET_LENGTH - 20); next += 1) {
      const entering = matches[next]?.word ?? ''
      inside.set(entering, (inside.get(entering) ?? 0) + 1)
    }
    const worth = inside.size * 10 + Math.min(next - first, 9)
    if (!best || worth > best.worth) best = { start, worth }
    const left = (inside.get(word) ?? 0) - 1
    if (left > 0) inside.set(word, left)
    else inside.delete(word)
  }
  return best
}

const FIRST_NAMES = 2
const MOST_NAMES = 6

/** The first names, those that match, how many more there are, and the organization: one line. */
export function markedNames(
  authors: { names: readonly string[]; wanted: WantedWords },
  org: { name: string; wanted: WantedWords },
): Marked {
  const named = authors.names.filter((name) => name !== '')
  const shown = named.filter((name, at) => at < FIRST_NAMES || matches(name, authors.wanted).length > 0).slice(0, MOST_NAMES)
  const more = named.length - shown.length
  const marks: [number, number][] = []
  let text = ''
  const add = (between: string, part: string, wanted: WantedWords): void => {
    text += text === '' ? '' : between
    const words = matches(part, wanted)
    for (const [start, end] of joined(part, words)) marks.push([text.length + start, text.length + end])
    text += part
  }
  for (const name of shown) add(', ', name, authors.wanted)
  if (more > 0) text += ` +${more}`
  if (org.name !== '') add(' · ', org.name, org.wanted)
  return { text, marks }
}

function cut(text: string, matchStart: number, wanted: WantedWords): Marked {
  const start = passageStart(text, matchStart)
  let end = Math.min(text.length, start + SNIPPET_LENGTH)
  if (end < text.length) {
    const blank = text.lastIndexOf(' ', end)
    if (blank > start + SNIPPET_LENGTH / 2) end = blank
    else if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1
  }
  const before = start > 0 ? '… ' : ''
  const passage = text.slice(start, end).trimEnd()
  const shown = before + passage + (end < text.length ? ' …' : '')
  const words = matches(passage, wanted)
  return { text: shown, marks: joined(passage, words).map(([from, to]) => [from + before.length, to + before.length]) }
}

/** The start of the sentence when it is near, else a little before the match, at a word. */
function passageStart(text: string, matchStart: number): number {
  if (matchStart < 60) return 0
  const sentence = Math.max(text.lastIndexOf('. ', matchStart), text.lastIndexOf('? ', matchStart), text.lastIndexOf('\n', matchStart))
  if (sentence >= 0 && matchStart - sentence < 80) return sentence + (text[sentence] === '\n' ? 1 : 2)
  const blank = text.indexOf(' ', matchStart - 40)
  return blank >= 0 && blank < matchStart ? blank + 1 : matchStart
}

/** Marks of neighbours that only a blank or a hyphen parts become one. */
function joined(text: string, words: readonly PlacedWord[]): [number, number][] {
  const marks: [number, number][] = []
  for (const { start, end } of words) {
    const last = marks.at(-1)
    if (last && /^[\s-]?$/.test(text.slice(last[1], start))) last[1] = end
    else marks.push([start, end])
  }
  return marks
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}
