// Owns how much each sign of relevance counts; found on queries that the benchmark doesn't judge by.

export const LIFTS = {
  /** Lunr's own score, as part of the best. */
  lunr: 0.5,
  /** BM25 of the words as they were typed, as part of the best: of the forms of a word the typed one counts more. */
  asTyped: 1,
  /** For each part of the words that stands there as it was typed. */
  allAsTyped: 4,
  /** Every word is in the title. */
  allInTitle: 0.3,
  /** How much of the title the words are. */
  titleShare: 0.35,
  /** Neighbours in the search are neighbours in the title. */
  titleOrder: 0.3,
  /** The title is what was searched, word for word. */
  exactTitle: 1,
  /** All words within a short stretch of a field. */
  closeness: 0.1,
  recent: 0.02,
  inLibrary: 0.08,
  /** For each part of the words that is found at all, in whatever form. */
  coverage: 2,
} as const

export type Lifts = Readonly<Record<keyof typeof LIFTS, number>>
