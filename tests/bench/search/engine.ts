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
  /** Writes the index into the folder; false where the engine has no way to keep one. */
  keep(folder: string): Promise<boolean>
  /** In a new process: from what `keep` wrote to an index that answers. */
  open(folder: string): Promise<void>
  /** Identifiers, best first, at most ten. */
  search(query: BenchQuery): Promise<string[]>
  close(): Promise<void>
}

export const LIMIT = 10
/** The file in which an engine keeps its index as JSON. */
export const KEPT = 'index.json'
