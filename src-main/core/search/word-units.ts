// Owns which stored terms a typed word stands for: its stem, what it may be the beginning of, and what was meant when it is misspelt.
import type { LunrIndex } from './lunr-index.ts'
import { mostCommon, type QueryUnit, type WeightedTerm } from './query-units.ts'
import { matchNear, matchWildcards } from './word-matching.ts'

/** A word as typed, folded; `isOpen`: it may be the beginning of a longer one. */
export interface TypedWord {
  word: string
  fields: number
  isOpen: boolean
}

export interface WordUnit extends QueryUnit {
  typed: TypedWord
  presence: 'required'
  /** The word that was looked up instead of a misspelt one. */
  correction: string | null
  capped: boolean
}

const MAX_PREFIXED = 100
const MAX_NEAR = 8
const PREFIX_WEIGHT = 0.6
const NEAR_WEIGHT = [1, 0.7, 0.4] as const
/** A word found this seldom may be a slip. */
const SELDOM = 2

/** The unit of a word; null for a stop word, which Lunr doesn't keep. */
export function unitOfWord(index: LunrIndex, typed: TypedWord): WordUnit | null {
  const { word, fields, isOpen } = typed
  const unit = (terms: readonly WeightedTerm[], capped = false): WordUnit => ({
    typed,
    terms,
    fields,
    presence: 'required',
    correction: null,
    capped,
  })
  if (word.includes('*')) {
    const terms = termsOf(index, matchWildcards(index.words, word))
    return unit(evened(index, mostCommon(index, terms, MAX_PREFIXED), 1), terms.length > MAX_PREFIXED)
  }
  const exact = index.termOf(word)
  const isHeld = exact !== undefined && index.postings.lengthOf(exact) > 0
  const whole = isHeld ? [{ term: exact, boost: 1 }] : []
  if (!isOpen) return !isHeld && index.isStopWord(word) ? null : unit(whole)
  const begun = termsOf(index, index.words.withPrefix(word)).filter((term) => term !== exact)
  if (begun.length === 0 && !isHeld && index.isStopWord(word)) return null
  return unit([...whole, ...evened(index, mostCommon(index, begun, MAX_PREFIXED), PREFIX_WEIGHT)])
}

/** Whether a word is found so seldom that it may be a slip. */
export function isSeldom(index: LunrIndex, unit: WordUnit): boolean {
  return unit.terms.reduce((sum, { term }) => sum + index.postings.lengthOf(term), 0) <= SELDOM
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
  // nearly every slip leaves the first letter right, and looking there alone is many times faster
  const near = nearTerms(index, word, most, word.slice(0, 1)) ?? nearTerms(index, word, most, '')
  const fresh = (near ?? []).filter(({ term }) => !known.has(term)).slice(0, MAX_NEAR)
  if (fresh.length === 0) return unit
  const added = fresh.flatMap(({ term, distance }) => evened(index, [term], NEAR_WEIGHT[distance] ?? 0.4))
  return { ...unit, terms: [...unit.terms, ...added], correction: fresh[0]?.word ?? null }
}

interface NearTerm {
  term: number
  word: string
  distance: number
  held: number
}

/** Nearest and most common first; null when there are none. */
function nearTerms(index: LunrIndex, word: string, most: number, prefix: string): NearTerm[] | null {
  const byTerm = new Map<number, NearTerm>()
  for (const { id, distance } of matchNear(index.words, word, most, prefix)) {
    const term = index.termOfWordId(id)
    const held = term < 0 ? 0 : index.postings.lengthOf(term)
    const known = byTerm.get(term)
    if (held === 0 || (known && known.distance <= distance)) continue
    byTerm.set(term, { term, word: index.words.wordOf(id), distance, held })
  }
  if (byTerm.size === 0) return null
  return [...byTerm.values()].toSorted((a, b) => a.distance - b.distance || b.held - a.held)
}

function termsOf(index: LunrIndex, words: readonly number[]): number[] {
  const terms = new Set<number>()
  for (const word of words) {
    const term = index.termOfWordId(word)
    if (term >= 0 && index.postings.lengthOf(term) > 0) terms.add(term)
  }
  return [...terms]
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
