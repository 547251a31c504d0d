// Owns SQLite's FTS5 under measurement: Porter stems, bm25 with the same boosts, any word where not all are found.
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import type { BenchPaper } from './corpus.ts'
import { type Engine, LIMIT } from './engine.ts'
import type { BenchQuery } from './known-items.ts'

interface FoundRow {
  rowid: number
  id: string
}

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

  search(query: BenchQuery): Promise<string[]> {
    return Promise.resolve(this.#best(query).rows.map(({ id }) => id))
  }

  searchWithTexts(query: BenchQuery): Promise<number> {
    const { match, rows } = this.#best(query)
    // faster than marking where all that match are put in order
    const marked = this.#database
      .prepare(
        `SELECT highlight(papers, 1, '[', ']') AS title, snippet(papers, 3, '[', ']', '…', 32) AS passage FROM papers
         WHERE papers MATCH ? AND rowid IN (SELECT value FROM json_each(?))`,
      )
      .all(match, JSON.stringify(rows.map(({ rowid }) => rowid)))
    return Promise.resolve(marked.length)
  }

  #best({ kind, words, without }: BenchQuery): { match: string; rows: FoundRow[] } {
    const typed = words.map(
      (word, at) => `${kind === 'field' ? 'title:' : ''}"${word}"${kind === 'title-prefix' && at === words.length - 1 ? '*' : ''}`,
    )
    const not = without === null ? '' : ` NOT "${without}"`
    const all = typed.join(' AND ') + not
    const found = this.#find(all)
    if (found.length > 0) return { match: all, rows: found }
    const any = `(${typed.join(' OR ')})${not}`
    return { match: any, rows: this.#find(any) }
  }

  close(): Promise<void> {
    this.#database.close()
    removeFolder(this.#folder)
    return Promise.resolve()
  }

  /** By `bm25` in ORDER BY, which took half the time of FTS5's own `rank` here. */
  #find(match: string): FoundRow[] {
    const rows = this.#database
      .prepare(`SELECT rowid, id FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 0, 4, 3, 1) LIMIT ${LIMIT}`)
      .all(match)
    return rows.map((row) => ({ rowid: Number(row['rowid']), id: String(row['id']) }))
  }
}
