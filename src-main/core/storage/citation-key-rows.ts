// Owns the rows of citation keys.
import type { PaperId } from '#domain/paper.ts'
import { text } from './columns.ts'
import type { Store } from './store.ts'

export function keyOfPaper({ sql }: Store, id: PaperId): string | null {
  const row = sql.prepare('SELECT key FROM citation_keys WHERE paper_id = ?').get(id)
  return row ? text(row, 'key') : null
}

export function isKeyTaken({ sql }: Store, key: string): boolean {
  return sql.prepare('SELECT 1 FROM citation_keys WHERE key = ?').get(key) !== undefined
}

/** Inside the caller's transaction. */
export function storeKey({ sql }: Store, id: PaperId, key: string, nowMs: number): void {
  sql.prepare('INSERT OR IGNORE INTO citation_keys (paper_id, key, given_at_ms) VALUES (?, ?, ?)').run(id, key, nowMs)
}
