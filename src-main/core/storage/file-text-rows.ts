// Owns the rows about the words of files: which were read, and what stands on each page.
import type { FileHash } from '#domain/annotation.ts'
import { number, text } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export interface FilePage {
  /** From 0. */
  page: number
  label: string
  text: string
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
export function storeFilePages(
  store: Store,
  hash: FileHash,
  { pages, failed, nowMs }: { pages: readonly FilePage[]; failed: boolean; nowMs: number },
): void {
  const characters = pages.reduce((sum, page) => sum + page.text.length, 0)
  outsideTransaction(store, () => {
    const { sql } = store
    sql.prepare('DELETE FROM file_texts WHERE file_hash = ?').run(hash)
    const add = sql.prepare('INSERT INTO file_texts (file_hash, page, label, text) VALUES (?, ?, ?, ?)')
    for (const page of pages) if (page.text !== '') add.run(hash, page.page, page.label, page.text)
    sql
      .prepare('INSERT OR REPLACE INTO file_text_states (file_hash, state, pages, characters, read_at_ms) VALUES (?, ?, ?, ?, ?)')
      .run(hash, failed ? 'failed' : characters === 0 ? 'empty' : 'read', pages.length, characters, nowMs)
  })
}

/** What stands on the pages of a file, in their order. */
export function filePages({ sql }: Store, hash: FileHash): FilePage[] {
  return sql
    .prepare('SELECT page, label, text FROM file_texts WHERE file_hash = ? ORDER BY page')
    .all(hash)
    .map((row) => ({ page: number(row, 'page'), label: text(row, 'label'), text: text(row, 'text') }))
}
