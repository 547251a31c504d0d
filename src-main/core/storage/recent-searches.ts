// Owns the searches of late: the newest few, kept until they are cleared.
import type { Store } from './store.ts'
import { text } from './columns.ts'

const KEPT = 20

/** Newest first. */
export function recentSearches({ sql }: Store): string[] {
  return sql
    .prepare('SELECT query FROM recent_searches ORDER BY asked_at_ms DESC, query')
    .all()
    .map((row) => text(row, 'query'))
}

export function rememberSearch(store: Store, query: string, nowMs: number): void {
  store.transaction(() => {
    store.sql
      .prepare(
        'INSERT INTO recent_searches (query, asked_at_ms) VALUES (?, ?) ON CONFLICT (query) DO UPDATE SET asked_at_ms = excluded.asked_at_ms',
      )
      .run(query.trim(), nowMs)
    store.sql
      .prepare(
        'DELETE FROM recent_searches WHERE query NOT IN (SELECT query FROM recent_searches ORDER BY asked_at_ms DESC, query LIMIT ?)',
      )
      .run(KEPT)
  })
}

/** Null: all of them. */
export function forgetSearch(store: Store, query: string | null): void {
  store.transaction(() => {
    if (query === null) store.sql.prepare('DELETE FROM recent_searches').run()
    else store.sql.prepare('DELETE FROM recent_searches WHERE query = ?').run(query)
  })
}
