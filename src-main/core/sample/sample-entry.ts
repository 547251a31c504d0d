// Owns the short form in which a sample entry is written.

/** One lesson in the shape of a paper. Its title states the lesson, its abstract says how. */
export interface SampleEntry {
  title: string
  abstract: string
  /** Names, all invented. */
  authors: readonly string[]
  organization?: string
  keywords: readonly string[]
  /** What stands in the place of a summary by a model. */
  summary?: string
  votes: number
  comments: number | null
  stars?: number
}
