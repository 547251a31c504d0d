// Owns the rows of vault files.
import type { PaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { json, number, numberOrNull, text, textOrNull } from './columns.ts'
import type { Store } from './store.ts'

export interface VaultFile {
  paperId: PaperId
  name: string
  /** What library and vault had last. */
  note: string
  lists: { tags: string[]; aliases: string[] }
  bytes: number
  changedAtMs: number
  /** The vault's note while both were changed. */
  theirs: string | null
  theirsAtMs: number | null
}

export function vaultFiles({ sql }: Store, folder: string): Map<PaperId, VaultFile> {
  const rows = sql.prepare('SELECT * FROM vault_files WHERE folder = ?').all(folder)
  return new Map(rows.map((row) => [text(row, 'paper_id'), fileOf(row)]))
}

export function vaultFile({ sql }: Store, folder: string, id: PaperId): VaultFile | null {
  const row = sql.prepare('SELECT * FROM vault_files WHERE folder = ? AND paper_id = ?').get(folder, id)
  return row ? fileOf(row) : null
}

/** What library and vault disagree about, the latest first. */
export function vaultConflicts({ sql }: Store, folder: string): VaultFile[] {
  return sql
    .prepare('SELECT * FROM vault_files WHERE folder = ? AND theirs IS NOT NULL ORDER BY theirs_at_ms DESC, paper_id')
    .all(folder)
    .map(fileOf)
}

export function storeVaultFile({ sql }: Store, folder: string, file: VaultFile): void {
  sql
    .prepare(
      `INSERT INTO vault_files (folder, paper_id, name, note, lists, bytes, changed_at_ms, theirs, theirs_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (folder, paper_id) DO UPDATE SET name = excluded.name, note = excluded.note, lists = excluded.lists, bytes = excluded.bytes,
         changed_at_ms = excluded.changed_at_ms, theirs = excluded.theirs, theirs_at_ms = excluded.theirs_at_ms`,
    )
    .run(folder, file.paperId, file.name, file.note, JSON.stringify(file.lists), file.bytes, file.changedAtMs, file.theirs, file.theirsAtMs)
}

function fileOf(row: SqlRow): VaultFile {
  return {
    paperId: text(row, 'paper_id'),
    name: text(row, 'name'),
    note: text(row, 'note'),
    lists: { tags: [], aliases: [], ...json<Partial<VaultFile['lists']>>(row, 'lists') },
    bytes: number(row, 'bytes'),
    changedAtMs: number(row, 'changed_at_ms'),
    theirs: textOrNull(row, 'theirs'),
    theirsAtMs: numberOrNull(row, 'theirs_at_ms'),
  }
}
