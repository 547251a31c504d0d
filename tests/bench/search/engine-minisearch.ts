// Owns MiniSearch under measurement: all words required, a prefix and a slip allowed, any word where that finds nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import MiniSearch from 'minisearch'
import type { BenchPaper } from './corpus.ts'
import { type Engine, KEPT, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

const OPTIONS = { fields: ['title', 'authors', 'abstract'], searchOptions: { boost: { title: 4, authors: 3 } } }

export class MiniSearchEngine implements Engine {
  #index = new MiniSearch(OPTIONS)

  prepare(): Promise<void> {
    return Promise.resolve()
  }

  build(papers: readonly BenchPaper[]): Promise<void> {
    return this.add(papers)
  }

  add(papers: readonly BenchPaper[]): Promise<void> {
    this.#index.addAll(
      papers.map((paper) => ({ id: paper.id, title: paper.title, authors: paper.authors.join(' '), abstract: paper.abstract })),
    )
    return Promise.resolve()
  }

  keep(folder: string): Promise<boolean> {
    writeFileSync(path.join(folder, KEPT), JSON.stringify(this.#index))
    return Promise.resolve(true)
  }

  open(folder: string): Promise<void> {
    this.#index = MiniSearch.loadJSON(readFileSync(path.join(folder, KEPT), 'utf8'), OPTIONS)
    return Promise.resolve()
  }

  search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const options = {
      prefix: (_term: string, at: number, terms: string[]) => kind === 'title-prefix' && at === terms.length - 1,
      fuzzy: kind === 'title-typo' ? 0.2 : false,
      combineWith: 'AND',
      ...(kind === 'field' ? { fields: ['title'] } : {}),
    } as const
    const wanted = { queries: [words.join(' ')], ...options }
    const tree = without === null ? wanted : { combineWith: 'AND_NOT' as const, queries: [wanted, without] }
    let hits = this.#index.search(tree)
    if (hits.length === 0) hits = this.#index.search(words.join(' '), { ...options, combineWith: 'OR' })
    return Promise.resolve(hits.slice(0, LIMIT).map((hit) => String(hit.id)))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
