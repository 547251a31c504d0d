// Owns how a search is carried out: every word first, misspelt words and fewer words only where that finds too little.
import { counted } from '#domain/counted.ts'
import type { ParsedSearch } from '#domain/search-query.ts'
import { type FilterMasks, Gates, holdersOfAll, type Mask } from './gates.ts'
import { EVERY_FIELD, type PaperIndex } from './paper-index.ts'
import { standTogether } from './phrase.ts'
import { type PhraseCheck, planOf } from './plan.ts'
import type { UnitsFound } from './query-runner.ts'
import type { Lifts } from './lifts.ts'
import { holdersOfMost } from './most-words.ts'
import { type Lifted, lift } from './relevance.ts'
import { heldBy, isRare, isSeldom, type TypedWord, unitOfWord, withSlips, type WordUnit } from './word-units.ts'

export interface Found {
  /** Best first. */
  papers: Lifted[]
  total: number
  /** Stored terms that the words stand for, each with the fields in which it counts; there they are marked. */
  terms: ReadonlyMap<number, number>
  remarks: string[]
  suggestion: string | null
}

export interface FrontOptions {
  limit: number
  filters: FilterMasks
  /** Days since 1970. */
  newestDay: number
  lifts?: Lifts
  /** Only papers that have everything, word for word as it was asked: no slips seen through, no fewer words. */
  isExact?: boolean
  /** False: as Lunr finds them, for an order of another kind. */
  isRanked?: boolean
  /** By slot: only these papers. */
  among?: Mask | null
}

/** Fewer papers than this is little. */
const LITTLE = 3
/** Words that are looked up; of more, the rarest. */
const MAX_WORDS = 16
/** Papers that are ranked anew. */
const LIFTED_AT_LEAST = 200

interface Attempt {
  units: WordUnit[]
  found: UnitsFound
}

/** Never throws. */
export function find(papers: PaperIndex, parsed: ParsedSearch, options: FrontOptions): Found {
  const plan = planOf(parsed)
  const gates = new Gates(papers, options.filters, plan.patterns)
  const gate = both(gates.open(plan.gates), options.among ?? null)
  const stopWords = plan.required.filter(({ word }) => papers.lunr.isStopWord(word))
  const unitsOf = (words: readonly TypedWord[]): WordUnit[] =>
    rarest(
      papers,
      words.flatMap((typed) => unitOfWord(papers.lunr, typed, plan.patterns) ?? []),
    )
  const units = unitsOf(plan.required)
  const ranking = unitsOf(plan.ranking)
  const remarks = [...parsed.remarks]
  if (plan.isCut) remarks.push('This search has very many parts; only the first of them were looked up.')
  if (gates.isCapped || units.some((unit) => unit.capped))
    remarks.push('A part of a word with * stands for very many words; only the most common of them were searched.')
  if (units.length === 0 && ranking.length === 0) {
    if (plan.required.length > 0 && plan.gates.length === 0)
      remarks.push('These words are in nearly every paper. Add one that says what the paper is about.')
    return { ...newestFirst(papers, plan.gates.length === 0 ? null : gate, options.limit), terms: new Map(), remarks, suggestion: null }
  }

  const isRanked = options.isRanked ?? true
  const isExact = options.isExact ?? false
  const search = new Searching(papers, ranking, isRanked ? Math.max(options.limit, LIFTED_AT_LEAST) : options.limit)
  let attempt: Attempt = { units, found: search.all(units, gate, plan.phrases) }
  let suggestion: string | null = null
  if (!isExact && attempt.found.total === 0 && plan.phrases.length > 0 && plan.phrases.every(({ fields }) => fields === EVERY_FIELD)) {
    const loose = search.all(units, gate, [])
    if (loose.total > 0) {
      remarks.push('Nothing has these words side by side; these papers have them apart.')
      attempt = { units, found: loose }
    }
  }
  if (!isExact && attempt.found.total < LITTLE && plan.phrases.length === 0) {
    const corrected = correctedAttempt(papers, search, attempt, gate)
    if (corrected) {
      const slips = corrected.units.filter((unit) => unit.meant !== null)
      if (slips.length > 0) {
        suggestion = withCorrections(parsed, slips)
        remarks.push(
          `Few or no papers have ${listed(slips.map((unit) => unit.typed.word))}; these have ${listed(slips.map((unit) => unit.meant ?? ''))}.`,
        )
      }
      attempt = corrected
    }
    const fewer = fewerWords(search, attempt, gate)
    if (fewer) {
      remarks.push(
        `${hasAll(attempt.found.total)} all of these words; ${attempt.found.total === 0 ? 'these' : 'the others'} have most of them.`,
      )
      attempt = { units: attempt.units, found: fewer }
    }
  }
  const used = [...attempt.units, ...ranking]
  return {
    papers: isRanked ? lift(papers, used, stopWords, attempt.found, options).slice(0, options.limit) : unranked(attempt.found),
    total: attempt.found.total,
    terms: termsOf(used),
    remarks,
    suggestion,
  }
}

class Searching {
  readonly #papers: PaperIndex
  readonly #ranking: readonly WordUnit[]
  readonly #limit: number

  constructor(papers: PaperIndex, ranking: readonly WordUnit[], limit: number) {
    this.#papers = papers
    this.#ranking = ranking
    this.#limit = limit
  }

  /** Papers that have every unit, and the phrases. */
  all(units: readonly WordUnit[], gate: Mask | null, phrases: readonly PhraseCheck[]): UnitsFound {
    return this.#run(units, this.#withPhrases(units, gate, phrases), 'required')
  }

  /**
   * Papers that have most of the units, and each of those that an operator asks for: as many units as leave no fewer than `LITTLE` papers, but
   * at least `fewest` of them; null when that isn't more than `known` papers.
   */
  some(units: readonly WordUnit[], gate: Mask | null, { fewest, known }: { fewest: number; known: number }): UnitsFound | null {
    const bare = units.filter(isBare)
    const allowed = bare.length < units.length ? this.#holdersOfAsked(units, gate) : gate
    if (bare.length <= fewest) return null
    const { slots } = holdersOfMost(this.#papers.lunr, bare, { fewest, enough: LITTLE, allowed })
    if (slots.length < LITTLE && slots.length <= known) return null
    return this.#run(units, null, 'optional', slots)
  }

  #holdersOfAsked(units: readonly WordUnit[], gate: Mask | null): Mask {
    const mask = new Uint8Array(this.#papers.lunr.slots)
    const asked = units.filter((unit) => !isBare(unit))
    for (const slot of holdersOfAll(this.#papers, asked)) if (gate === null || gate[slot] === 1) mask[slot] = 1
    return mask
  }

  #run(units: readonly WordUnit[], allowed: Mask | null, presence: 'required' | 'optional', among: number[] | null = null): UnitsFound {
    const all = [
      ...units.map((unit) => ({ ...unit, presence })),
      ...this.#ranking.map((unit) => ({ ...unit, presence: 'optional' as const })),
    ]
    return this.#papers.lunr.runner.run(all, { limit: this.#limit, allowed, among })
  }

  #withPhrases(units: readonly WordUnit[], gate: Mask | null, phrases: readonly PhraseCheck[]): Mask | null {
    if (phrases.length === 0) return gate
    const { lunr } = this.#papers
    const mask = new Uint8Array(lunr.slots)
    for (const slot of holdersOfAll(this.#papers, units)) {
      if (gate !== null && gate[slot] !== 1) continue
      if (phrases.every(({ words, fields }) => standTogether(lunr, slot, words, fields))) mask[slot] = 1
    }
    return mask
  }
}

/** The same with misspelt words looked up too; null when that finds nothing more. */
function correctedAttempt(papers: PaperIndex, search: Searching, { units, found }: Attempt, gate: Mask | null): Attempt | null {
  // where some paper has all of several words, none of them is likely to be a slip
  if (found.total > 0 && units.length > 1) return null
  let corrected = units.map((unit) => (isSeldom(papers.lunr, unit) ? withSlips(papers.lunr, unit) : unit))
  if (corrected.every((unit, at) => unit === units[at])) return null
  let again = search.all(corrected, gate, [])
  if (again.total === 0) {
    // who slipped once may have hit another word with the next slip
    const further = corrected.map((unit, at) => (unit === units[at] && isRare(papers.lunr, unit) ? withSlips(papers.lunr, unit) : unit))
    const more = search.all(further, gate, [])
    if (more.total > 0) [corrected, again] = [further, more]
  }
  // where another word is missing altogether, the corrections still help to find papers with fewer words
  return again.total > found.total || found.total === 0 ? { units: corrected, found: again } : null
}

/** Papers with most of the words, down to half of them (more than half where some paper has all); null when that isn't more. */
function fewerWords(search: Searching, { units, found }: Attempt, gate: Mask | null): UnitsFound | null {
  if (found.total >= LITTLE) return null
  const bare = units.filter(isBare).length
  // where a paper has both of two words, the thousands that have one of them are no answer
  const half = found.total > 0 ? Math.floor(bare / 2) + 1 : Math.ceil(bare / 2)
  return search.some(units, gate, { fewest: Math.max(1, half), known: found.total })
}

/** A word without an operator: only such ones may be missing. */
function isBare(unit: WordUnit): boolean {
  return unit.typed.fields === EVERY_FIELD
}

function hasAll(papers: number): string {
  if (papers === 0) return 'No paper has'
  return papers === 1 ? 'Only one paper has' : `Only ${counted(papers, 'paper')} have`
}

function rarest(papers: PaperIndex, units: readonly WordUnit[]): WordUnit[] {
  if (units.length <= MAX_WORDS) return [...units]
  const held = (unit: WordUnit): number => heldBy(papers.lunr, unit)
  const kept = new Set(
    units.toSorted((a, b) => (held(a) || Number.MAX_SAFE_INTEGER) - (held(b) || Number.MAX_SAFE_INTEGER)).slice(0, MAX_WORDS),
  )
  return units.filter((unit) => kept.has(unit))
}

function unranked({ slots, scores }: UnitsFound): Lifted[] {
  return Array.from(slots, (slot, at) => ({ slot, score: scores[at] ?? 0 }))
}

function termsOf(units: readonly WordUnit[]): Map<number, number> {
  const terms = new Map<number, number>()
  for (const { fields, terms: own } of units) for (const { term } of own) terms.set(term, (terms.get(term) ?? 0) | fields)
  return terms
}

function both(gate: Mask | null, among: Mask | null): Mask | null {
  return gate === null || among === null ? (gate ?? among) : gate.map((flag, slot) => flag & (among[slot] ?? 0))
}

function newestFirst(papers: PaperIndex, gate: Mask | null, limit: number): Pick<Found, 'papers' | 'total'> {
  if (gate === null) return { papers: [], total: 0 }
  const slots: number[] = []
  for (let slot = 0; slot < gate.length; slot += 1) if (gate[slot] === 1 && papers.lunr.refOf(slot) !== null) slots.push(slot)
  const sorted = slots.toSorted((a, b) => papers.dayOf(b) - papers.dayOf(a) || a - b)
  return { papers: sorted.slice(0, limit).map((slot) => ({ slot, score: 0 })), total: sorted.length }
}

function withCorrections(parsed: ParsedSearch, units: readonly WordUnit[]): string {
  let text = parsed.text
  for (const { typed, meant } of units) {
    const at = text.toLowerCase().indexOf(typed.word)
    if (at >= 0 && meant !== null) text = text.slice(0, at) + meant + text.slice(at + typed.word.length)
  }
  return text.trim()
}

function listed(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ')
}
