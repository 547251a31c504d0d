// Owns what finding and scoring read of the index.
import type { Dictionary } from './dictionary.ts'
import type { Postings } from './postings.ts'

export interface IndexField {
  readonly name: string
  /** Multiplies every weight of the field, as `builder.field(name, { boost })` does. */
  readonly boost: number
}

export interface IndexFacts {
  readonly fields: readonly IndexField[]
  readonly fieldNames: readonly string[]
  /** What is stored: words after trimming and stemming. */
  readonly terms: Dictionary
  readonly postings: Postings
  /** What was written: words as they stand in documents, in lower case. */
  readonly words: Dictionary
  /** Documents in the index. */
  readonly size: number
  /** Slots in use and free ones: every slot is below it. */
  readonly slots: number
  /** Null for a free slot. */
  refOf(slot: number): string | null
  /** The number of terms of a field of a document. */
  lengthOf(slot: number, field: number): number
  averageLength(field: number): number
  /** `lunr.idf`. */
  idf(term: number): number
  /** Calls `read` for every word of a document, in order of fields and places; `term` is -1 for a stop word. */
  eachTerm(slot: number, read: (field: number, place: number, term: number, word: number) => void): void
  /** A word of a query through Lunr's query pipeline. */
  stemOf(word: string): string
}
