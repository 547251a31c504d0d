// Owns keeping where a reader is in files. Moving about is no deed, so nothing here is a step of undo.
import type { ParsedInput } from '#contract/api.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../storage/store.ts'

export function saveReading(
  { store, clock }: { store: Store; clock: Clock },
  { hash, place, layout, moreSeconds }: ParsedInput<'reading.save'>,
): void {
  store.transaction(() =>
    store.sql
      .prepare(
        `INSERT INTO readings (file_hash, place, layout, furthest_page, seconds_read, read_at_ms) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (file_hash) DO UPDATE SET place = excluded.place, layout = excluded.layout,
           furthest_page = max(furthest_page, excluded.furthest_page), seconds_read = seconds_read + excluded.seconds_read,
           read_at_ms = excluded.read_at_ms`,
      )
      .run(hash, JSON.stringify(place), JSON.stringify(layout), place.page, moreSeconds, clock.nowMs()),
  )
}

export function setPlaceMark({ sql, transaction }: Store, { hash, name, place }: ParsedInput<'reading.setMark'>): void {
  transaction(() =>
    sql
      .prepare(
        'INSERT INTO reading_marks (file_hash, name, place) VALUES (?, ?, ?) ON CONFLICT (file_hash, name) DO UPDATE SET place = excluded.place',
      )
      .run(hash, name, JSON.stringify(place)),
  )
}

export function saveTabs({ sql, transaction }: Store, { tabs, active }: ParsedInput<'reading.saveTabs'>): void {
  const once = [...new Map(tabs.map((tab) => [tab.hash, tab])).values()]
  transaction(() => {
    sql.exec('DELETE FROM reader_tabs')
    const insert = sql.prepare('INSERT INTO reader_tabs (position, file_hash, paper_id, title, active) VALUES (?, ?, ?, ?, ?)')
    once.forEach((tab, position) => insert.run(position, tab.hash, tab.paperId, tab.title, tab.hash === active ? 1 : 0))
  })
}
