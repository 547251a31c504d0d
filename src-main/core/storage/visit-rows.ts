// Owns the visits: when the reader was here, and since when things are new to them.
import type { Store } from './store.ts'

const HOUR_MS = 3_600_000
/** A pause this long ends a visit. */
const PAUSE_MS = 4 * HOUR_MS
/** How far back the first visit of all looks. */
const FIRST_SPAN_MS = 7 * 24 * HOUR_MS
const KEPT_VISITS = 1_000

/** Notes that the reader is here; returns since when things are new to them, ms since the epoch. */
export function noteVisit(store: Store, nowMs: number): number {
  const { sql } = store
  return store.transaction(() => {
    const last = sql.prepare('SELECT id, last_at_ms FROM visits ORDER BY id DESC LIMIT 1').get()
    if (last && nowMs - Number(last['last_at_ms']) < PAUSE_MS) {
      sql.prepare('UPDATE visits SET last_at_ms = max(last_at_ms, ?) WHERE id = ?').run(nowMs, last['id'] ?? 0)
    } else {
      const { lastInsertRowid } = sql.prepare('INSERT INTO visits (started_at_ms, last_at_ms) VALUES (?, ?)').run(nowMs, nowMs)
      sql.prepare('DELETE FROM visits WHERE id <= ?').run(Number(lastInsertRowid) - KEPT_VISITS)
    }
    return lookedAtMs({ sql }, nowMs)
  })
}

/** The end of the visit before this one; a week ago when there was none. */
export function lookedAtMs({ sql }: Pick<Store, 'sql'>, nowMs: number): number {
  const visits = sql.prepare('SELECT last_at_ms FROM visits ORDER BY id DESC LIMIT 2').all()
  const [last, before] = visits.map((visit) => Number(visit['last_at_ms']))
  if (last !== undefined && nowMs - last >= PAUSE_MS) return last
  return before ?? nowMs - FIRST_SPAN_MS
}
