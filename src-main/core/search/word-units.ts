// Owns which stored terms a typed word stands for: its stem, what it may be the beginning of, and what was meant when it is misspelt.
import type { LunrIndex } from './lunr-index.ts'
import { mostCommon, type QueryUnit, type WeightedTerm } from './query-units.ts'
import { beginningOf, type NearWord, wildcardTest } from './word-matching.ts'

/** A word as typed, folded; `isOpen`: it may be the beginning of a longer one. */
export interface TypedWord {
  word: string
  fields: number
  isOpen: boolean
}

export interface WordUnit extends QueryUnit {
  typed: TypedWord
  presence: 'required'
  /** Words that count as typed: the typed one, or the nearest to one that no paper has. */
  forms: readonly string[]
  /** The word that was meant, when what was typed looks like a slip. */
  meant: string | null
  capped: boolean
}

const MAX_PREFIXED = 100
/** Postings that are read for such terms, from the longest list on; patterns share them. */
const MAX_POSTINGS = 400_000
/** A beginning of more words is looked up from the most common word on: sorting all of them would take longer. */
const MANY_WORDS = 2000
const MAX_NEAR = 8
const PREFIX_WEIGHT = 0.6
const NEAR_WEIGHT = [1, 0.7, 0.4] as const
/** A word found so seldom, and once more in this many papers, may be a slip. */
const SELDOM = 2
const SELDOM_IN_PAPERS = 5000
/** Where other words are slips too and nothing is found, a word in up to one in so many papers may be one. */
const RARE_ONE_IN = 250
/** So many times more papers have the word that was meant. */
const MEANT_TIMES = 20
/** A slip more has to be made up for by e to this power times as many papers. */
const SLIP_COSTS = 4
const COMMON = 20
/** As much for a first letter that is another. */
const BEGINNING_COSTS = 2

/**
 * The unit of a word; null for a stop word, which Lunr doesn't keep. `patterns`: so many words with `*` are in the whole search, and share the terms and the
 * postings that are looked up for one.
 */
export function unitOfWord(index: LunrIndex, typed: TypedWord, patterns = 1): WordUnit | null {
  const { word, fields, isOpen } = typed
  const unit = (terms: readonly WeightedTerm[], capped = false): WordUnit => ({
    typed,
    terms,
    fields,
    presence: 'required',
    forms: [word],
    meant: null,
    capped,
  })
  if (word.includes('*')) {
    const most = Math.ceil(MAX_PREFIXED / Math.max(1, patterns))
    const terms = commonTerms(index, word, most + 1)
    const looked = withinPostings(index, terms.slice(0, most), patterns)
    return unit(evened(index, looked, 1), terms.length > looked.length)
  }
  const exact = index.termOf(word)
  const isHeld = exact !== undefined && index.postings.lengthOf(exact) > 0
  const whole = isHeld ? [{ term: exact, boost: 1 }] : []
  if (!isOpen) return !isHeld && index.isStopWord(word) ? null : unit(whole)
  const begun = commonTerms(index, `${word}*`, MAX_PREFIXED + 1).filter((term) => term !== exact)
  if (begun.length === 0 && !isHeld && index.isStopWord(word)) return null
  return unit([...whole, ...evened(index, withinPostings(index, begun.slice(0, MAX_PREFIXED), 1), PREFIX_WEIGHT)])
}

/** Whether a word is found so seldom that it may be a slip. */
export function isSeldom(index: LunrIndex, unit: WordUnit): boolean {
  return heldBy(index, unit) <= SELDOM + index.size / SELDOM_IN_PAPERS
}

/** Whether a word may be a slip beside others that are. */
export function isRare(index: LunrIndex, unit: WordUnit): boolean {
  return heldBy(index, unit) <= index.size / RARE_ONE_IN
}

/** How many slips a word may hold. */
export function slipsAllowed(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

/** The unit with the words added that differ from the typed one by a slip or two; the same unit when there are none. */
export function withSlips(index: LunrIndex, unit: WordUnit): WordUnit {
  const { word } = unit.typed
  const most = slipsAllowed(word)
  if (most === 0 || word.includes('*')) return unit
  const known = new Set(unit.terms.map(({ term }) => term))
  const fresh = nearTerms(index, word, most)
    .filter(({ term }) => !known.has(term))
    .slice(0, MAX_NEAR)
  const [nearest] = fresh
  if (nearest === undefined) return unit
  const isUnknown = unit.terms.length === 0
  return {
    ...unit,
    terms: [...unit.terms, ...fresh.flatMap(({ term, distance }) => evened(index, [term], NEAR_WEIGHT[distance] ?? 0.4))],
    forms: isUnknown ? fresh.filter(({ distance }) => distance === nearest.distance).map((near) => near.word) : unit.forms,
    meant: nearest.held >= MEANT_TIMES * heldBy(index, unit) ? nearest.word : null,
  }
}

/** Documents times fields that hold one of the terms. */
export function heldBy(index: LunrIndex, unit: QueryUnit): number {
  return unit.terms.reduce((sum, { term }) => sum + index.postings.lengthOf(term), 0)
}

interface NearTerm {
  term: number
  word: string
  distance: number
  held: number
  worth: number
}

/** The likeliest first: near, in many papers, and with the first letter right or changed over with the second, as in nearly every slip. */
function nearTerms(index: LunrIndex, word: string, most: number): NearTerm[] {
  const begins = word.slice(0, 2)
  const within = (slips: number): NearTerm[] =>
    likeliest(index, index.nearWords.find(word, slips), (near) => begins.includes(near.charAt(0)))
  const near = within(1)
  const isLikely = near[0] !== undefined && near[0].held >= COMMON
  // looking for a second slip takes much longer than for one
  return isLikely || most === 1 ? near : within(most)
}

function likeliest(index: LunrIndex, near: readonly NearWord[], beginsRight: (word: string) => boolean): NearTerm[] {
  const byTerm = new Map<number, NearTerm>()
  for (const { id, distance } of near) {
    const term = index.termOfWordId(id)
    const held = index.holdersOf(id)
    if (term < 0 || held === 0) continue
    const written = index.words.wordOf(id)
    const worth = Math.log(held) - SLIP_COSTS * distance - (beginsRight(written) ? 0 : BEGINNING_COSTS)
    const known = byTerm.get(term)
    if (!known || worth > known.worth) byTerm.set(term, { term, word: written, distance, held, worth })
  }
  return [...byTerm.values()].toSorted((a, b) => b.worth - a.worth)
}

/** The `most` most common terms of words that a pattern with `*` stands for. */
function commonTerms(index: LunrIndex, pattern: string, most: number): number[] {
  const isMeant = wildcardTest(index.words, pattern)
  const beginning = beginningOf(pattern)
  const begun = beginning === '' ? null : index.words.withPrefix(beginning)
  if (begun !== null && begun.length <= MANY_WORDS) return mostCommon(index, termsOf(index, begun.filter(isMeant)), most)
  const terms = new Set<number>()
  for (const id of index.commonWords.ids()) {
    const term = index.termOfWordId(id)
    if (term < 0 || terms.has(term) || !isMeant(id) || index.postings.lengthOf(term) === 0) continue
    terms.add(term)
    if (terms.size === most) break
  }
  return [...terms]
}

/** The first of `terms` whose lists together aren't too long, at least one. */
function withinPostings(index: LunrIndex, terms: readonly number[], patterns: number): readonly number[] {
  let left = MAX_POSTINGS / Math.max(1, patterns)
  const end = terms.findIndex((term) => (left -= index.postings.lengthOf(term)) < 0)
  return end < 0 ? terms : terms.slice(0, Math.max(1, end))
}

function termsOf(index: LunrIndex, words: readonly number[]): number[] {
  const isSeen = new Uint8Array(index.terms.size)
  const terms: number[] = []
  for (const word of words) {
    const term = index.termOfWordId(word)
    if (term < 0 || isSeen[term] === 1 || index.postings.lengthOf(term) === 0) continue
    isSeen[term] = 1
    terms.push(term)
  }
  return terms
}

/** Weights that keep a rare word among many from counting more than all of them together would. */
function evened(index: LunrIndex, terms: readonly number[], weight: number): WeightedTerm[] {
  const together = terms.reduce((sum, term) => sum + index.postings.lengthOf(term), 0)
  const idf = idfOf(index.size, Math.min(together, index.size))
  return terms.map((term) => ({ term, boost: weight * Math.min(1, idf / idfOf(index.size, index.postings.lengthOf(term))) }))
}

function idfOf(documents: number, withTerm: number): number {
  return Math.log(1 + Math.abs((documents - withTerm + 0.5) / (withTerm + 0.5)))
}
