// Owns the rows about the words of files: which were read, and what stands on each page.
import type { FileHash } from '#domain/annotation.ts'
import { number, text } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export interface FilePage {
  /** From 0. */
  page: number
  label: string
  /** Its runs with a line feed after each line. */
  text: string
}

export interface FileTexts {
  /** All that can be read. */
  pages: readonly FilePage[]
  failed: boolean
  /** The version of pdf.js; null where not all of the words were kept. */
  readBy: string | null
  nowMs: number
}

/** The next file on disk whose words were never read, those of papers first, the newest first. */
export function nextUnreadFile({ sql }: Store): FileHash | null {
  const row = sql
    .prepare(
      `SELECT hash FROM files WHERE gone = 0 AND NOT EXISTS (SELECT 1 FROM file_text_states s WHERE s.file_hash = hash)
       ORDER BY paper_id IS NULL, added_at_ms DESC, hash LIMIT 1`,
    )
    .get()
  return row ? text(row, 'hash') : null
}

/** Keeps the words of a file; none at all is remembered too, so that it is not tried again. */
export function storeFilePages(store: Store, hash: FileHash, { pages, failed, readBy, nowMs }: FileTexts): void {
  const characters = pages.reduce((sum, page) => sum + page.text.length, 0)
  outsideTransaction(store, () => {
    const { sql } = store
    sql.prepare('DELETE FROM file_texts WHERE file_hash = ?').run(hash)
    const add = sql.prepare('INSERT INTO file_texts (file_hash, page, label, text) VALUES (?, ?, ?, ?)')
    for (const page of pages) if (page.text !== '') add.run(hash, page.page, page.label, page.text)
    sql
      .prepare(
        'INSERT OR REPLACE INTO file_text_states (file_hash, state, pages, characters, read_at_ms, read_by) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(hash, failed ? 'failed' : characters === 0 ? 'empty' : 'read', pages.length, characters, nowMs, readBy)
  })
}

/** Who read the words of a file and of how many pages; null where they were not read, or not all of them kept. */
export function fileReader({ sql }: Store, hash: FileHash): { readBy: string; pages: number } | null {
  const row = sql.prepare('SELECT read_by, pages FROM file_text_states WHERE file_hash = ? AND read_by IS NOT NULL').get(hash)
  return row ? { readBy: text(row, 'read_by'), pages: number(row, 'pages') } : null
}

/** What stands on these pages of a file, in their order; those without words are left out. */
export function filePages({ sql }: Store, hash: FileHash, { from, count }: { from: number; count: number }): FilePage[] {
  return sql
    .prepare('SELECT page, label, text FROM file_texts WHERE file_hash = ? AND page >= ? AND page < ? ORDER BY page')
    .all(hash, from, from + count)
    .map((row) => ({ page: number(row, 'page'), label: text(row, 'label'), text: text(row, 'text') }))
}
