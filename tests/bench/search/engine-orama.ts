// Owns Orama under measurement: its own tokenizer, all words required, a slip allowed where there is one.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { create, insertMultiple, load, save, search } from '@orama/orama'
import type { BenchPaper } from './corpus.ts'
import { type Engine, KEPT, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

function newIndex() {
  return create({
    schema: { id: 'string', title: 'string', authors: 'string', abstract: 'string' },
    components: { tokenizer: { language: 'english', stemming: false, stemmerSkipProperties: ['id'], tokenizeSkipProperties: ['id'] } },
  })
}

export class OramaEngine implements Engine {
  readonly #index = newIndex()

  prepare(): Promise<void> {
    return Promise.resolve()
  }

  build(papers: readonly BenchPaper[]): Promise<void> {
    return this.add(papers)
  }

  async add(papers: readonly BenchPaper[]): Promise<void> {
    const rows = papers.map(({ id, title, authors, abstract }) => ({ id, title, authors: authors.join(' '), abstract }))
    await insertMultiple(this.#index, rows, 1000)
  }

  keep(folder: string): Promise<boolean> {
    writeFileSync(path.join(folder, KEPT), JSON.stringify(save(this.#index)))
    return Promise.resolve(true)
  }

  open(folder: string): Promise<void> {
    load(this.#index, JSON.parse(readFileSync(path.join(folder, KEPT), 'utf8')) as Parameters<typeof load>[1])
    return Promise.resolve()
  }

  async search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const found = await search(this.#index, {
      term: words.join(' '),
      properties: kind === 'field' ? ['title'] : ['title', 'authors', 'abstract'],
      boost: { title: 4, authors: 3 },
      // all words have to be in one property, so an author and a title word are never found together
      threshold: kind === 'author-title' ? 1 : 0,
      exact: kind !== 'title-prefix' && kind !== 'title-typo' && kind !== 'field',
      limit: without === null ? LIMIT : 200,
      ...(kind === 'title-typo' ? { tolerance: 1 } : {}),
    })
    const hits = found.hits.filter(
      ({ document }) => without === null || !`${document.title} ${document.abstract}`.toLowerCase().includes(without),
    )
    return hits.slice(0, LIMIT).map(({ document }) => document.id)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
