// Owns how the clauses of a Lunr query become units: the terms each stands for, where they count, and how much.
import type { IndexFacts } from './index-facts.ts'
import { type LunrQuery, OPTIONAL, PROHIBITED, REQUIRED } from './lunr-parts.ts'
import { matchNear, matchWildcards } from './word-matching.ts'

export interface WeightedTerm {
  readonly term: number
  readonly boost: number
}

/** Terms of which any one will do. */
export interface QueryUnit {
  readonly terms: readonly WeightedTerm[]
  /** One bit for each field of the index. */
  readonly fields: number
  readonly presence: 'optional' | 'required' | 'prohibited'
}

const PRESENCE = { [OPTIONAL]: 'optional', [REQUIRED]: 'required', [PROHIBITED]: 'prohibited' } as const

/** As `lunr.Index#query` reads clauses. `capped`: a pattern stood for more than `maxExpansions` words. */
export function unitsOfQuery(index: IndexFacts, query: LunrQuery, maxExpansions: number): { units: QueryUnit[]; capped: boolean } {
  let capped = false
  const units = query.clauses.map((clause): QueryUnit => {
    const pattern = clause.usePipeline ? index.stemOf(clause.term) : clause.term
    const near = clause.editDistance === undefined ? null : matchNear(index.terms, pattern, clause.editDistance).map(({ id }) => id)
    let terms = (near ?? matchWildcards(index.terms, pattern)).filter((term) => index.postings.lengthOf(term) > 0)
    if (terms.length > maxExpansions) {
      capped = true
      terms = mostCommon(index, terms, maxExpansions)
    }
    return {
      terms: terms.map((term) => ({ term, boost: clause.boost })),
      fields: fieldMask(index, clause.fields),
      presence: PRESENCE[clause.presence as keyof typeof PRESENCE],
    }
  })
  return { units, capped }
}

/** The `most` terms with the longest lists; of equal ones those that came first. */
export function mostCommon(index: IndexFacts, terms: readonly number[], most: number): number[] {
  // one number for both, since numbers are sorted without a call for each comparison
  const { size } = index.terms
  const keys = Float64Array.from(terms, (term) => index.postings.lengthOf(term) * size + (size - 1 - term)).sort()
  return Array.from(keys.subarray(Math.max(0, keys.length - most)), (key) => size - 1 - (key % size)).toReversed()
}

export function fieldMask(index: IndexFacts, names: readonly string[]): number {
  let mask = 0
  for (const name of names) {
    const field = index.fieldNames.indexOf(name)
    if (field >= 0) mask |= 1 << field
  }
  return mask
}
