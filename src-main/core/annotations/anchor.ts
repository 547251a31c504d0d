// Owns finding a marked quotation again in another version of the text; pure. A doubt is told, never hidden.
import search from 'approx-string-match'
import type { TextPosition, TextQuote } from '#domain/annotation.ts'

/** The parts of the score and what is believed; measured on two versions of a paper with 821 marks. */
const WEIGHTS = { quote: 50, prefix: 20, suffix: 20, position: 2 } as const
const ACCEPTED_SCORE = 0.75
const ACCEPTED_QUOTE = 0.6
const MOST_EDITED = 0.4
/** Shorter words are found as they are or not at all: with errors allowed they are everywhere. */
const SHORTEST_INEXACT = 12
/** Few letters stand in many places as they are: the words before or behind them must be much the same too. */
const ACCEPTED_AROUND = 0.75
/** Longer quotations are looked for by their two ends: the cost grows with the square of the length. */
const LONGEST_INEXACT = 1_200
const CANDIDATES = 400
/** Two places whose scores lie closer than this can't be told apart. */
const SAME_SCORE = 0.02

export interface Found {
  /** `[start, end)` in the text. */
  start: number
  end: number
  /** 0 to 1. */
  score: number
  /** How much of the quotation is unchanged, 0 to 1. */
  quoteScore: number
  /** How much of the words before it or behind it is unchanged, the side that changed less; 0 to 1, and 1 where none were kept. */
  aroundScore: number
  /** Another place is as good: to be checked. */
  ambiguous: boolean
}

export interface Anchoring {
  /** Where it is; null when no place is good enough. */
  found: Found | null
  /** The best place there is, also when it is not good enough. */
  best: Found | null
}

export function anchorQuote(text: string, quote: TextQuote, position: TextPosition | null): Anchoring {
  if (quote.exact.trim() === '' || text === '') return { found: null, best: null }
  const hint = position && position.length > 0 ? (position.start / position.length) * text.length : null
  const places = candidates(text, quote.exact)
  const scored = places.map((place) => score(text, quote, hint, place)).toSorted((a, b) => b.score - a.score)
  const [best, second] = distinct(scored)
  if (!best) return { found: null, best: null }
  // close to each other, the position alone decides: true for one of them only
  const ambiguous = second !== undefined && best.score - second.score < SAME_SCORE
  const top: Found = { ...best, ambiguous }
  const isAccepted =
    top.score >= ACCEPTED_SCORE &&
    top.quoteScore >= ACCEPTED_QUOTE &&
    (quote.exact.length >= SHORTEST_INEXACT || top.aroundScore >= ACCEPTED_AROUND)
  return { found: isAccepted ? top : null, best: top }
}

interface Place {
  start: number
  end: number
  errors: number
}

function candidates(text: string, exact: string): Place[] {
  const places: Place[] = []
  for (let at = text.indexOf(exact); at !== -1 && places.length < CANDIDATES; at = text.indexOf(exact, at + 1)) {
    places.push({ start: at, end: at + exact.length, errors: 0 })
  }
  if (places.length > 0 || exact.length < SHORTEST_INEXACT) return places
  if (exact.length > LONGEST_INEXACT) return longCandidates(text, exact)
  return search(text, exact, Math.floor(exact.length * MOST_EDITED)).slice(0, CANDIDATES)
}

function longCandidates(text: string, exact: string): Place[] {
  const size = 200
  const allowed = Math.floor(size * MOST_EDITED)
  const heads = search(text, exact.slice(0, size), allowed)
  const tails = search(text, exact.slice(-size), allowed)
  return heads.slice(0, 20).flatMap((head) =>
    tails.slice(0, 20).flatMap((tail) => {
      const length = tail.end - head.start
      const difference = Math.abs(length - exact.length)
      if (length < size || difference > exact.length * MOST_EDITED) return []
      const errors = difference + Math.round(((head.errors + tail.errors) * exact.length) / (2 * size))
      return [{ start: head.start, end: tail.end, errors }]
    }),
  )
}

function score(text: string, { exact, prefix, suffix }: TextQuote, hint: number | null, { start, end, errors }: Place): Found {
  const quoteScore = Math.max(0, 1 - errors / exact.length)
  let total = WEIGHTS.quote * quoteScore
  let most: number = WEIGHTS.quote
  const around: number[] = []
  const addSide = (side: string, wanted: string, weight: number): void => {
    if (wanted === '') return
    const like = likeness(side, wanted)
    around.push(like)
    total += weight * like
    most += weight
  }
  addSide(text.slice(Math.max(0, start - prefix.length), start), prefix, WEIGHTS.prefix)
  addSide(text.slice(end, end + suffix.length), suffix, WEIGHTS.suffix)
  if (hint !== null) {
    total += WEIGHTS.position * (1 - Math.min(1, Math.abs(start - hint) / text.length))
    most += WEIGHTS.position
  }
  const aroundScore = around.length === 0 ? 1 : Math.max(...around)
  return { start, end, score: total / most, quoteScore, aroundScore, ambiguous: false }
}

function likeness(text: string, wanted: string): number {
  if (text === wanted) return 1
  if (text === '') return 0
  const [best] = search(text, wanted, wanted.length).toSorted((a, b) => a.errors - b.errors)
  return best ? Math.max(0, 1 - best.errors / wanted.length) : 0
}

/** The search tells several ends of one place; the best of each that overlap is kept. */
function distinct(sorted: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const found of sorted) {
    if (kept.every((other) => found.end <= other.start || found.start >= other.end)) kept.push(found)
    if (kept.length === 2) break
  }
  return kept
}
