// Owns the rows of the saved search index: its pieces, and which papers changed since.
import type { PaperId } from '#domain/paper.ts'
import { number, text } from './columns.ts'
import type { Store } from './store.ts'

export interface SavedIndex {
  id: number
  format: string
  /** The value of `papers.sample` that it holds. */
  sample: number
  papers: number
  pieces: number
}

/** Changed papers, the number of the last change among them. */
export interface IndexChanges {
  ids: PaperId[]
  last: number
}

export function savedIndex({ sql }: Store): SavedIndex | null {
  const row = sql.prepare('SELECT id, format, sample, papers, pieces FROM search_index_saves ORDER BY id DESC LIMIT 1').get()
  if (!row) return null
  return {
    id: number(row, 'id'),
    format: text(row, 'format'),
    sample: number(row, 'sample'),
    papers: number(row, 'papers'),
    pieces: number(row, 'pieces'),
  }
}

/** The pieces of a save in the order in which they were written, without their bytes. */
export function piecesOfSave({ sql }: Store, save: number): { id: number; name: string; size: number }[] {
  return sql
    .prepare('SELECT id, name, size FROM search_index_pieces WHERE save = ? ORDER BY id')
    .all(save)
    .map((row) => ({ id: number(row, 'id'), name: text(row, 'name'), size: number(row, 'size') }))
}

export function readPiece({ sql }: Store, id: number): { bytes: Uint8Array; checksum: number } | null {
  const row = sql.prepare('SELECT checksum, bytes FROM search_index_pieces WHERE id = ?').get(id)
  const bytes = row?.['bytes']
  return row && bytes instanceof Uint8Array ? { bytes, checksum: number(row, 'checksum') } : null
}

/** The number of a save that none had before. */
export function nextSave({ sql }: Store): number {
  const row = sql
    .prepare(
      `SELECT max(coalesce((SELECT max(id) FROM search_index_saves), 0), coalesce((SELECT max(save) FROM search_index_pieces), 0)) + 1 AS next`,
    )
    .get()
  return Number(row?.['next'] ?? 1)
}

export function writePiece(
  store: Store,
  save: number,
  { name, bytes, checksum }: { name: string; bytes: Uint8Array; checksum: number },
): void {
  store.sql
    .prepare('INSERT INTO search_index_pieces (save, name, size, checksum, bytes) VALUES (?, ?, ?, ?, ?)')
    .run(save, name, bytes.length, checksum, bytes)
}

/** Puts a save whose pieces are all there in the place of the one before; changes up to `upTo` are in it. */
export function finishSave(store: Store, save: SavedIndex, upTo: number): void {
  store.transaction(() => {
    store.sql.prepare('DELETE FROM search_index_saves').run()
    store.sql
      .prepare('INSERT INTO search_index_saves (id, format, sample, papers, pieces) VALUES (?, ?, ?, ?, ?)')
      .run(save.id, save.format, save.sample, save.papers, save.pieces)
    store.sql.prepare('DELETE FROM search_index_changes WHERE change <= ?').run(upTo)
  })
}

/** A save that can't be read is as good as none. */
export function forgetSave({ sql }: Store): void {
  sql.prepare('DELETE FROM search_index_saves').run()
}

/** Takes away a piece that belongs to no finished save; false when there was none. */
export function dropOnePiece({ sql }: Store): boolean {
  const { changes } = sql
    .prepare(
      `DELETE FROM search_index_pieces WHERE id =
         (SELECT id FROM search_index_pieces WHERE save < coalesce((SELECT max(id) FROM search_index_saves), 9e15)
            OR save > coalesce((SELECT max(id) FROM search_index_saves), 0) LIMIT 1)`,
    )
    .run()
  return changes > 0
}

/** Papers that changed after a change, by its number. */
export function changesAfter({ sql }: Store, change: number): IndexChanges {
  const rows = sql.prepare('SELECT change, paper_id FROM search_index_changes WHERE change > ? ORDER BY change').all(change)
  return { ids: rows.map((row) => text(row, 'paper_id')), last: Number(rows.at(-1)?.['change'] ?? change) }
}

/** How many papers changed since the index was saved. */
export function countChanges({ sql }: Store): number {
  return Number(sql.prepare('SELECT count(*) AS changes FROM search_index_changes').get()?.['changes'] ?? 0)
}
