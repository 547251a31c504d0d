// Owns the rows about opened PDFs that name a paper which they do not belong to yet.
import { FileHash } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import { text } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export interface FileStamp {
  hash: FileHash
  paperId: PaperId
}

/** In the order in which they were opened. */
export function fileStamps({ sql }: Store): FileStamp[] {
  return sql
    .prepare('SELECT file_hash, paper_id FROM file_stamps ORDER BY asked_at_ms, file_hash')
    .all()
    .map((row) => ({ hash: FileHash.parse(row['file_hash']), paperId: text(row, 'paper_id') }))
}

export function keepStamp(store: Store, { hash, paperId }: FileStamp, nowMs: number): void {
  outsideTransaction(store, () =>
    store.sql
      .prepare('INSERT INTO file_stamps VALUES (?, ?, ?) ON CONFLICT (file_hash) DO UPDATE SET paper_id = excluded.paper_id')
      .run(hash, paperId, nowMs),
  )
}

export function dropStamp(store: Store, hash: FileHash): void {
  outsideTransaction(store, () => store.sql.prepare('DELETE FROM file_stamps WHERE file_hash = ?').run(hash))
}
