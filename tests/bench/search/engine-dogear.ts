// Owns Dogear's own search under measurement: the real one, over a library in a file.
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { openDatabase } from '#adapters/sqlite.ts'
import type { LogEntry } from '#core/ports.ts'
import { createSearch, type Search } from '#core/search/search.ts'
import { outsideTransaction } from '#core/storage/outside-transaction.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import type { BenchPaper } from './corpus.ts'
import { type Engine, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

const signal = new AbortController().signal

const LIBRARY = 'library.sqlite'

export const EDITED_PARTS = ['note', 'tag', 'annotation'] as const
export type EditedPart = (typeof EDITED_PARTS)[number]

const EDITS: Readonly<Record<EditedPart, (id: string, word: string) => [sql: string, ...values: string[]][]>> = {
  note: (id, word) => [['INSERT OR REPLACE INTO notes (paper_id, text, revision, updated_at_ms) VALUES (?, ?, 1, 0)', id, `See ${word}.`]],
  tag: (id, word) => [
    ['INSERT INTO tags (id, name) VALUES (?, ?)', word, word],
    ['INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?)', id, word],
  ],
  annotation: (id, word) => [
    [
      `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state, anchor_score,
         created_at_ms, modified_at_ms) VALUES (?, ?, 'bench', 'highlight', 'yellow', ?, '[]', 'a marked passage', '1', '1', 'exact', 1, 0, 0)`,
      word,
      id,
      `See ${word}.`,
    ],
  ],
}

export class DogearEngine implements Engine {
  readonly #folder = newTempFolder()
  /** The wait for quiet ends when the index is to be kept. */
  readonly #quiet = Promise.withResolvers<void>()
  readonly #clock = { nowMs: () => Date.now(), sleep: () => this.#quiet.promise }
  readonly #saved = Promise.withResolvers<void>()
  readonly #ports = {
    clock: this.#clock,
    log: ({ event }: LogEntry) => event === 'search.index-saved' && this.#saved.resolve(),
    yieldTurn: () => setImmediate(),
    crc32,
  }
  /** Settled each time that more is searchable. */
  #indexed = Promise.withResolvers<void>()
  #store: Store | null = null
  #search: Search | null = null

  prepare(papers: readonly BenchPaper[]): Promise<void> {
    this.#openLibrary(this.#folder)
    this.#insert(papers)
    return Promise.resolve()
  }

  async build(): Promise<void> {
    this.#begin()
    const total = Number(this.#open().sql.prepare('SELECT count(*) AS papers FROM papers').get()?.['papers'])
    for (let indexed = -1; indexed < total; indexed = (await this.#ask('x', 1)).index.indexed) await this.#indexed.promise
  }

  store(papers: readonly BenchPaper[]): void {
    this.#insert(papers)
  }

  async add(papers: readonly BenchPaper[]): Promise<void> {
    this.#search?.changed(papers.map((paper) => paper.id))
    await this.#ask('x', 1)
  }

  async keep(folder: string): Promise<boolean> {
    this.#quiet.resolve()
    await this.#saved.promise
    this.#open().sql.prepare('VACUUM INTO ?').run(path.join(folder, LIBRARY))
    return true
  }

  async open(folder: string): Promise<void> {
    this.#openLibrary(folder)
    this.#begin()
    await this.#ask('model', LIMIT)
  }

  /** Writes a word where a reader writes, in one transaction as the window does, and looks for it; milliseconds until it is found. */
  async editAndFind(id: string, word: string, where: EditedPart): Promise<number> {
    const startMs = performance.now()
    const store = this.#open()
    store.transaction(() => {
      for (const [sql, ...values] of EDITS[where](id, word)) store.sql.prepare(sql).run(...values)
    })
    this.#search?.changed([id])
    const { hits } = await this.#ask(`${where === 'tag' ? '' : `${where}:`}${word} `, 1)
    if (hits[0]?.id !== id) throw new Error('the edit is not found')
    return performance.now() - startMs
  }

  similar(id: string): number {
    const startMs = performance.now()
    this.#search?.similar(id, 10)
    return performance.now() - startMs
  }

  /** Any text at all. */
  async type(text: string): Promise<number> {
    const startMs = performance.now()
    await this.#ask(text, 50)
    return performance.now() - startMs
  }

  async #ask(text: string, limit: number, texts = limit): ReturnType<Search['query']> {
    if (!this.#search) throw new Error('build or open comes first')
    return await this.#search.query({ text, limit, texts }, { signal })
  }

  #begin(): void {
    this.#search = createSearch({
      store: this.#open(),
      ports: this.#ports,
      maySave: true,
      onIndexed: () => {
        this.#indexed.resolve()
        this.#indexed = Promise.withResolvers()
      },
    })
    this.#search.start()
  }

  #openLibrary(folder: string): void {
    this.#store = openStore(openDatabase(path.join(folder, LIBRARY)), {
      clock: this.#clock,
      random: { uuid: () => '00000000-0000-4000-8000-000000000000', fraction: () => 0.5 },
    })
  }

  async search(query: BenchQuery): Promise<string[]> {
    return (await this.#ask(typedText(query), LIMIT, 0)).hits.map((hit) => hit.id)
  }

  async searchWithTexts(query: BenchQuery): Promise<number> {
    return (await this.#ask(typedText(query), LIMIT)).hits.length
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
    const store = this.#open()
    // as a sync stores a day
    outsideTransaction(store, () => {
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

function typedText({ kind, words, without }: BenchQuery): string {
  const typed = kind === 'field' ? words.map((word) => `title:${word}`) : words
  return typed.join(' ') + (kind === 'title-prefix' ? '' : ' ') + (without === null ? '' : `-${without}`)
}
