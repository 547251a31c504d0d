// Owns the rows that sync keeps about its own work: its facts, the list of requests, what it reads before it plans.
import type { ActivityEntry, SetAsideRow } from '#contract/api.ts'
import type { Day } from '#domain/day.ts'
import type { SqlValue } from '../ports.ts'
import type { Store } from './store.ts'

export const REQUESTS_KEPT = 5_000

/** Adds a line to the list of requests, which keeps the last 5,000. */
export function recordRequest(store: Store, entry: Omit<ActivityEntry, 'id'>): void {
  const { lastInsertRowid } = store.sql
    .prepare('INSERT INTO requests (at_ms, host, path, why, status, bytes, ms, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(entry.atMs, entry.host, entry.path, entry.why, entry.status, entry.bytes, entry.ms, entry.failure)
  store.sql.prepare('DELETE FROM requests WHERE id <= ?').run(lastInsertRowid - REQUESTS_KEPT)
}

/** Newest first. */
export function readActivity(store: Store, limit: number): { entries: ActivityEntry[]; setAside: SetAsideRow[] } {
  const text = (value: SqlValue | undefined): string | null => (value === null || value === undefined ? null : String(value))
  const entries = store.sql
    .prepare('SELECT * FROM requests ORDER BY id DESC LIMIT ?')
    .all(limit)
    .map((row) => ({
      id: Number(row['id']),
      atMs: Number(row['at_ms']),
      host: String(row['host']),
      path: String(row['path']),
      why: String(row['why']),
      status: row['status'] === null ? null : Number(row['status']),
      bytes: Number(row['bytes']),
      ms: Number(row['ms']),
      failure: text(row['failure']),
    }))
  const setAside = store.sql
    .prepare('SELECT * FROM set_aside ORDER BY id DESC LIMIT ?')
    .all(limit)
    .map((row) => ({
      id: Number(row['id']),
      atMs: Number(row['at_ms']),
      day: text(row['day']),
      paperId: text(row['paper_id']),
      reason: String(row['reason']),
      excerpt: String(row['excerpt']),
    }))
  return { entries, setAside }
}

export function readFact(store: Store, key: string): unknown {
  const value = store.sql.prepare('SELECT value FROM sync_facts WHERE key = ?').get(key)?.['value']
  return value === undefined ? undefined : JSON.parse(String(value))
}

export function writeFact(store: Store, key: string, value: string | number | boolean | null): void {
  store.sql
    .prepare('INSERT INTO sync_facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, JSON.stringify(value))
}

/** Every day that was fetched, with the moment; sample days are not among them. */
export function fetchedDays(store: Store): Map<Day, number> {
  const rows = store.sql.prepare('SELECT day, fetched_at_ms FROM days WHERE sample = 0').all()
  return new Map(rows.map((row) => [String(row['day']), Number(row['fetched_at_ms'])]))
}

export function countOutside(store: Store): { papers: number; setAside: number } {
  const row = store.sql
    .prepare('SELECT (SELECT count(*) FROM papers WHERE sample = 0) AS papers, (SELECT count(*) FROM set_aside) AS aside')
    .get()
  return { papers: Number(row?.['papers'] ?? 0), setAside: Number(row?.['aside'] ?? 0) }
}
