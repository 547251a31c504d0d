// Owns what every measured engine does.
import type { BenchPaper } from './corpus.ts'
import type { BenchQuery } from './known-items.ts'

export interface Engine {
  /** What isn't measured: files, rows that the engine finds there. */
  prepare(papers: readonly BenchPaper[]): Promise<void>
  /** From papers to an index that answers. */
  build(papers: readonly BenchPaper[]): Promise<void>
  /** More papers, until they are found. */
  add(papers: readonly BenchPaper[]): Promise<void>
  /** What a restart costs, in milliseconds; null where the engine has no way to keep its index. */
  reload(): Promise<number | null>
  /** Identifiers, best first, at most ten. */
  search(query: BenchQuery): Promise<string[]>
  close(): Promise<void>
}

export const LIMIT = 10
