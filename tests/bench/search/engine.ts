// Owns what every measured engine does.
import type { BenchPaper } from './corpus.ts'
import type { BenchQuery } from './known-items.ts'

export interface Engine {
  /** What isn't measured: files, rows that the engine finds there. */
  prepare(papers: readonly BenchPaper[]): Promise<void>
  /** Puts more papers where `prepare` put the others; not part of what `add` is measured by. */
  store?(papers: readonly BenchPaper[]): void
  /** From papers to an index that answers. */
  build(papers: readonly BenchPaper[]): Promise<void>
  /** More papers, until they are found. */
  add(papers: readonly BenchPaper[]): Promise<void>
  /** Writes the index into the folder; false where the engine has no way to keep one. */
  keep(folder: string): Promise<boolean>
  /** In a new process: from what `keep` wrote to an index that answers. */
  open(folder: string): Promise<void>
  /** Identifiers, best first, at most ten: what every engine is asked for. */
  search(query: BenchQuery): Promise<string[]>
  /** The same, each with its title, the found words marked in it, and a marked passage of about two lines; how many. Engines that keep no texts have none. */
  searchWithTexts?(query: BenchQuery): Promise<number>
  close(): Promise<void>
}

export const LIMIT = 10
/** The file in which an engine keeps its index as JSON. */
export const KEPT = 'index.json'
