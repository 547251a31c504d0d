// Owns finding and scoring the documents of a query: sets by presence, then Lunr's BM25 from the counts of this moment.
import { bestOf } from './best-of.ts'
import type { IndexFacts } from './index-facts.ts'
import { FIELD_BITS, FIELD_MASK, firstNotBelow, type PostingList } from './postings.ts'
import type { QueryUnit } from './query-units.ts'

export interface RunOptions {
  /** Default: all. */
  limit?: number
  /** By slot: 0 leaves a document out. */
  allowed?: Uint8Array | null
  /** These documents are what is found, and no others are looked for: each has an optional term; no unit is required or prohibited. */
  among?: number[] | null
}

export interface UnitsFound {
  /** Best first. */
  slots: Uint32Array
  scores: Float64Array
  total: number
}

/** Free parameters of BM25, Lunr's defaults (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). */
const K1 = 1.2
const B = 0.75

/** How much longer a list must be than what is looked for in it, for searching it to beat reading it. */
const SEARCH_WHEN_LONGER = 10

interface ScoringTerm {
  term: number
  idf: number
  /** By field; 0 where the term doesn't count. */
  boosts: Float64Array
  counts: Uint8Array
}

interface Scoring {
  terms: ScoringTerm[]
  /** By field: the length of Lunr's query vector. */
  magnitudes: Float64Array
  averages: Float64Array
  fieldBoosts: Float64Array
}

export class QueryRunner {
  readonly #index: IndexFacts
  #scores = new Float64Array(0)
  #marks = new Uint32Array(0)
  #generation = 0

  constructor(index: IndexFacts) {
    this.#index = index
  }

  run(units: readonly QueryUnit[], options: RunOptions = {}): UnitsFound {
    this.#prepare()
    const slots = options.among ? this.#scoredAmong(options.among, units) : this.#matching(units, options.allowed ?? null)
    const best = bestOf(slots, this.#scores, options.limit ?? slots.length)
    for (const slot of slots) this.#scores[slot] = 0
    return { ...best, total: slots.length }
  }

  /** Every document that has a term of the unit, once each, in no order. */
  slotsOf(unit: QueryUnit): number[] {
    this.#prepare()
    return this.#union(unit)
  }

  /** Those of `slots` that have a term of the unit. */
  among(slots: number[], unit: QueryUnit): number[] {
    this.#prepare()
    return this.#narrow(slots, unit)
  }

  #prepare(): void {
    const size = this.#index.slots
    if (this.#scores.length < size) {
      const room = Math.ceil(size * 1.5)
      this.#scores = new Float64Array(room)
      this.#marks = new Uint32Array(room)
      this.#generation = 0
    }
    if (this.#generation > 0xffff_0000) {
      this.#marks.fill(0)
      this.#generation = 0
    }
  }

  /** The documents found; their scores are left in `#scores`. */
  #matching(units: readonly QueryUnit[], allowed: Uint8Array | null): number[] {
    const required = units.filter((unit) => unit.presence === 'required')
    const prohibited = units.filter((unit) => unit.presence === 'prohibited')
    let slots: number[] | null = null
    if (prohibited.length === units.length) {
      slots = []
      for (let slot = 0; slot < this.#index.slots; slot += 1) if (this.#index.refOf(slot) !== null) slots.push(slot)
    } else if (required.length > 0) {
      slots = this.#intersection(required)
      if (slots.length === 0) return slots
    }
    if (slots && allowed) slots = slots.filter((slot) => allowed[slot] !== 0)
    const scoring = this.#scoringTerms(units)
    if (slots === null) slots = this.#scoreAll(scoring, allowed)
    else if (scoring.terms.length > 0) this.#scoreThese(slots, scoring)
    for (const unit of prohibited) {
      const out: Set<number> = new Set(this.#narrow(slots, unit))
      if (out.size === 0) continue
      for (const slot of out) this.#scores[slot] = 0
      slots = slots.filter((slot) => !out.has(slot))
    }
    return slots
  }

  #scoredAmong(slots: number[], units: readonly QueryUnit[]): number[] {
    this.#scoreThese(slots, this.#scoringTerms(units))
    return slots
  }

  #intersection(required: readonly QueryUnit[]): number[] {
    const sized = required.map((unit) => ({ unit, size: this.#sizeOf(unit) })).toSorted((a, b) => a.size - b.size)
    let slots: number[] | null = null
    for (const { unit } of sized) slots = slots === null ? this.#union(unit) : this.#narrow(slots, unit)
    return slots ?? []
  }

  #sizeOf(unit: QueryUnit): number {
    let size = 0
    for (const { term } of unit.terms) size += this.#index.postings.lengthOf(term)
    return size
  }

  #union(unit: QueryUnit): number[] {
    const generation = ++this.#generation
    const marks = this.#marks
    const slots: number[] = []
    for (const { term } of unit.terms) {
      const { keys, start, end } = this.#index.postings.listOf(term)
      for (let at = start; at < end; at += 1) {
        const key = keys[at] as number
        const slot = key >>> FIELD_BITS
        if (marks[slot] === generation || ((unit.fields >>> (key & FIELD_MASK)) & 1) === 0) continue
        marks[slot] = generation
        slots.push(slot)
      }
    }
    return slots
  }

  #narrow(slots: number[], unit: QueryUnit): number[] {
    const size = this.#sizeOf(unit)
    if (size > slots.length * unit.terms.length * SEARCH_WHEN_LONGER) {
      const lists = unit.terms.map(({ term }) => this.#index.postings.listOf(term))
      return slots.filter((slot) => lists.some((list) => holds(list, slot, unit.fields)))
    }
    this.#union(unit)
    const generation = this.#generation
    const marks = this.#marks
    return slots.filter((slot) => marks[slot] === generation)
  }

  /** Lunr's query vectors: by term and field the sum of boosts; and the length of each field's vector. */
  #scoringTerms(units: readonly QueryUnit[]): Scoring {
    const fieldCount = this.#index.fields.length
    const byTerm = new Map<number, ScoringTerm>()
    for (const unit of units) {
      if (unit.presence === 'prohibited') continue
      for (const { term, boost } of unit.terms) {
        let entry = byTerm.get(term)
        if (!entry) {
          entry = { term, idf: this.#index.idf(term), boosts: new Float64Array(fieldCount), counts: new Uint8Array(fieldCount) }
          byTerm.set(term, entry)
        }
        for (let field = 0; field < fieldCount; field += 1) {
          if (((unit.fields >>> field) & 1) === 0) continue
          entry.boosts[field] = (entry.boosts[field] as number) + boost
          entry.counts[field] = 1
        }
      }
    }
    const terms = [...byTerm.values()]
    const magnitudes = new Float64Array(fieldCount)
    for (const { boosts } of terms)
      for (let field = 0; field < fieldCount; field += 1) magnitudes[field] = (magnitudes[field] as number) + (boosts[field] as number) ** 2
    for (let field = 0; field < fieldCount; field += 1) magnitudes[field] = Math.sqrt(magnitudes[field] as number)
    const { fields } = this.#index
    return {
      terms,
      magnitudes,
      averages: Float64Array.from(fields, (_, field) => this.#index.averageLength(field)),
      fieldBoosts: Float64Array.from(fields, ({ boost }) => boost),
    }
  }

  #scoreAll(scoring: Scoring, allowed: Uint8Array | null): number[] {
    const index = this.#index
    const generation = ++this.#generation
    const marks = this.#marks
    const scores = this.#scores
    const slots: number[] = []
    for (const entry of scoring.terms) {
      const list = index.postings.listOf(entry.term)
      for (let at = list.start; at < list.end; at += 1) {
        const key = list.keys[at] as number
        const slot = key >>> FIELD_BITS
        if (entry.counts[key & FIELD_MASK] === 0 || (allowed !== null && allowed[slot] === 0)) continue
        if (marks[slot] !== generation) {
          marks[slot] = generation
          slots.push(slot)
        }
        scores[slot] = (scores[slot] as number) + weightOf(index, scoring, entry, list, at)
      }
    }
    return slots
  }

  #scoreThese(slots: number[], scoring: Scoring): void {
    const index = this.#index
    const generation = ++this.#generation
    const marks = this.#marks
    const scores = this.#scores
    for (const slot of slots) marks[slot] = generation
    for (const entry of scoring.terms) {
      const list = index.postings.listOf(entry.term)
      if (list.end - list.start > slots.length * SEARCH_WHEN_LONGER) {
        for (const slot of slots) {
          let at = firstNotBelow(list.keys, list.start, list.end, slot << FIELD_BITS)
          for (; at < list.end && (list.keys[at] as number) >>> FIELD_BITS === slot; at += 1)
            scores[slot] = (scores[slot] as number) + weightOf(index, scoring, entry, list, at)
        }
      } else {
        for (let at = list.start; at < list.end; at += 1) {
          const slot = (list.keys[at] as number) >>> FIELD_BITS
          if (marks[slot] === generation) scores[slot] = (scores[slot] as number) + weightOf(index, scoring, entry, list, at)
        }
      }
    }
  }
}

/**
 * What a posting adds to its document's score: `lunr.Builder#createFieldVectors`, then `lunr.Vector#similarity`. The order of the
 * operations is Lunr's, so that what is rounded is the same.
 */
function weightOf(
  index: IndexFacts,
  { averages, fieldBoosts, magnitudes }: Scoring,
  { idf, term, boosts }: ScoringTerm,
  list: PostingList,
  at: number,
): number {
  const key = list.keys[at] as number
  const field = key & FIELD_MASK
  const boost = boosts[field] as number
  if (boost === 0) return 0
  const often = index.postings.countAt(term, list, at)
  const length = index.lengthOf(key >>> FIELD_BITS, field)
  let weight = (idf * ((K1 + 1) * often)) / (K1 * (1 - B + B * (length / (averages[field] as number))) + often)
  weight *= fieldBoosts[field] as number
  // Lunr keeps three decimals of a weight
  return ((Math.round(weight * 1000) / 1000) * boost) / (magnitudes[field] as number)
}

function holds(list: PostingList, slot: number, fields: number): boolean {
  let at = firstNotBelow(list.keys, list.start, list.end, slot << FIELD_BITS)
  for (; at < list.end && (list.keys[at] as number) >>> FIELD_BITS === slot; at += 1)
    if (((fields >>> ((list.keys[at] as number) & FIELD_MASK)) & 1) === 1) return true
  return false
}
