// Owns Dogear's own search under measurement: the real one, over a library in a file, snippets and all.
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openDatabase } from '#adapters/sqlite.ts'
import { createSearch, type Search } from '#core/search/search.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import type { BenchPaper } from './corpus.ts'
import { type Engine, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

const signal = new AbortController().signal

export class DogearEngine implements Engine {
  readonly #folder = newTempFolder()
  readonly #clock = { nowMs: () => Date.now(), sleep: () => Promise.resolve() }
  readonly #ports = { clock: this.#clock, log: () => undefined, yieldTurn: () => setImmediate() }
  #store: Store | null = null
  #search: Search | null = null

  prepare(papers: readonly BenchPaper[]): Promise<void> {
    this.#store = openStore(openDatabase(path.join(this.#folder, 'library.db')), {
      clock: this.#clock,
      random: { uuid: () => '00000000-0000-4000-8000-000000000000', fraction: () => 0.5 },
    })
    this.#insert(papers)
    return Promise.resolve()
  }

  async build(): Promise<void> {
    this.#search = createSearch({ store: this.#open(), ports: this.#ports, onIndexed: () => undefined })
    await this.#search.query({ text: 'x', limit: 1 }, { signal })
  }

  async add(papers: readonly BenchPaper[]): Promise<void> {
    this.#insert(papers)
    const ids = papers.map((paper) => paper.id)
    this.#search?.changed(ids)
    await this.#search?.query({ text: 'x', limit: 1 }, { signal })
  }

  async reload(): Promise<number | null> {
    return Promise.resolve(null)
  }

  async search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const typed = kind === 'field' ? words.map((word) => `title:${word}`) : words
    const text = typed.join(' ') + (kind === 'title-prefix' ? '' : ' ') + (without === null ? '' : `-${without}`)
    const answer = await this.#search?.query({ text, limit: LIMIT }, { signal })
    return answer?.hits.map((hit) => hit.id) ?? []
  }

  close(): Promise<void> {
    this.#search?.close()
    this.#store?.sql.close()
    removeFolder(this.#folder)
    return Promise.resolve()
  }

  #open(): Store {
    if (!this.#store) throw new Error('prepare comes first')
    return this.#store
  }

  #insert(papers: readonly BenchPaper[]): void {
    DogearEngine.insertInto(this.#open(), papers)
  }

  static insertInto(store: Store, papers: readonly BenchPaper[]): void {
    store.transaction(() => {
      const paper = store.sql.prepare(
        `INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, votes, metrics_read_at_ms, newest_day, changed_at_ms)
         VALUES (?, ?, ?, ?, '[]', '[]', 0, ?, 0, ?, 0)`,
      )
      const arxiv = store.sql.prepare(
        `INSERT INTO arxiv_records (paper_id, version, title, abstract, authors, categories, fetched_at_ms) VALUES (?, 1, ?, ?, '[]', ?, 0)`,
      )
      for (const { id, title, abstract, authors, categories, votes, day } of papers) {
        paper.run(id, title, abstract, JSON.stringify(authors.map((name) => ({ name }))), votes, day)
        arxiv.run(id, title, abstract, JSON.stringify(categories))
      }
    })
  }
}
