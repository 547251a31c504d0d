// Owns the storing of the sample days: once, at the first start of an empty library.
import type { Day } from '#domain/day.ts'
import type { Metrics, SourcePaper } from '#domain/paper.ts'
import { writePaper } from './paper-rows.ts'
import type { Store } from './store.ts'

export interface SampleDay {
  day: Day
  papers: { paper: SourcePaper; metrics: Metrics }[]
}

/** Stores the sample days unless the library already has them or anything else. */
export function storeSamples(store: Store, days: readonly SampleDay[], nowMs: number): void {
  if (store.sql.prepare('SELECT 1 FROM papers LIMIT 1').get()) return
  const { sql } = store
  store.transaction(() => {
    for (const { day, papers } of days) {
      sql.prepare('INSERT INTO days (day, fetched_at_ms, sample) VALUES (?, ?, 1)').run(day, nowMs)
      papers.forEach(({ paper, metrics }, position) => {
        writePaper(sql, paper, metrics, nowMs)
        sql.prepare('UPDATE papers SET sample = 1, newest_day = ? WHERE id = ?').run(day, paper.id)
        sql.prepare('INSERT INTO day_entries (day, paper_id, position) VALUES (?, ?, ?)').run(day, paper.id, position)
      })
    }
  })
}
