// Owns SQLite's FTS5 under measurement: Porter stems, bm25 with the same boosts, any word where not all are found.
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import type { BenchPaper } from './corpus.ts'
import { type Engine, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

export class Fts5Engine implements Engine {
  readonly #folder = newTempFolder()
  readonly #file = path.join(this.#folder, 'fts5.db')
  #database = new DatabaseSync(this.#file)

  prepare(): Promise<void> {
    return Promise.resolve()
  }

  build(papers: readonly BenchPaper[]): Promise<void> {
    this.#database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, title, authors, abstract, tokenize = 'porter unicode61')`,
    )
    return this.add(papers)
  }

  add(papers: readonly BenchPaper[]): Promise<void> {
    this.#database.exec('BEGIN')
    const insert = this.#database.prepare('INSERT INTO papers (id, title, authors, abstract) VALUES (?, ?, ?, ?)')
    for (const { id, title, authors, abstract } of papers) insert.run(id, title, authors.join(' '), abstract)
    this.#database.exec('COMMIT')
    return Promise.resolve()
  }

  keep(folder: string): Promise<boolean> {
    this.#database.prepare('VACUUM INTO ?').run(path.join(folder, 'fts5.db'))
    return Promise.resolve(true)
  }

  open(folder: string): Promise<void> {
    this.#database.close()
    this.#database = new DatabaseSync(path.join(folder, 'fts5.db'))
    this.#find('model')
    return Promise.resolve()
  }

  search({ kind, words, without }: BenchQuery): Promise<string[]> {
    const typed = words.map(
      (word, at) => `${kind === 'field' ? 'title:' : ''}"${word}"${kind === 'title-prefix' && at === words.length - 1 ? '*' : ''}`,
    )
    const not = without === null ? '' : ` NOT "${without}"`
    const all = this.#find(typed.join(' AND ') + not)
    return Promise.resolve(all.length > 0 ? all : this.#find(`(${typed.join(' OR ')})${not}`))
  }

  close(): Promise<void> {
    this.#database.close()
    removeFolder(this.#folder)
    return Promise.resolve()
  }

  #find(match: string): string[] {
    const rows = this.#database
      .prepare(`SELECT id FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 0, 4, 3, 1) LIMIT ${LIMIT}`)
      .all(match)
    return rows.map((row) => String(row['id']))
  }
}
