// Owns stock Lunr under measurement, as its guides use it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import lunr from 'lunr'
import type { BenchPaper } from './corpus.ts'
import { type Engine, KEPT, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

export class LunrEngine implements Engine {
  #papers: BenchPaper[] = []
  #index: lunr.Index | null = null

  prepare(papers: readonly BenchPaper[]): Promise<void> {
    this.#papers = [...papers]
    return Promise.resolve()
  }

  build(): Promise<void> {
    const papers = this.#papers
    this.#index = lunr((builder) => {
      builder.ref('id')
      builder.field('title', { boost: 4 })
      builder.field('authors', { boost: 3 })
      builder.field('abstract')
      for (const paper of papers) builder.add({ ...paper, authors: paper.authors.join(' ') })
    })
    return Promise.resolve()
  }

  /** Nothing can be added to a Lunr index: it is built again. */
  async add(papers: readonly BenchPaper[]): Promise<void> {
    this.#papers.push(...papers)
    await this.build()
  }

  keep(folder: string): Promise<boolean> {
    writeFileSync(path.join(folder, KEPT), JSON.stringify(this.#index))
    return Promise.resolve(true)
  }

  open(folder: string): Promise<void> {
    this.#index = lunr.Index.load(JSON.parse(readFileSync(path.join(folder, KEPT), 'utf8')) as object)
    return Promise.resolve()
  }

  search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const typed = words.map((word, at) => {
      if (kind === 'field') return `+title:${word}`
      if (kind === 'title-typo') return `${word}~1`
      return kind === 'title-prefix' && at === words.length - 1 ? `${word.toLowerCase()}*` : word
    })
    const hits = this.#index?.search([...typed, ...(without === null ? [] : [`-${without}`])].join(' ')) ?? []
    return Promise.resolve(hits.slice(0, LIMIT).map((hit) => hit.ref))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
