// Owns a library of any size for benchmarks: made papers on every weekday back from a day, stored as a sync stores them.
import { mkdirSync } from 'node:fs'
import { type OpenDatabase, openDatabase } from '#adapters/sqlite.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { storeDay } from '#core/storage/outside-rows.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { type Day, dayRange, FIRST_FEED_DAY, isWeekend } from '#domain/day.ts'
import { makeDay } from '#tests/fixtures/made-days.ts'

/** A library in a new data folder, as of the evening of a day. */
export function openNewLibrary(dataFolder: string, newest: Day): { sql: OpenDatabase; store: Store; nowMs: number } {
  mkdirSync(dataFolder, { recursive: true })
  const nowMs = Date.parse(`${newest}T20:00:00Z`)
  const sql = openDatabase(libraryFile(dataFolder))
  const store = openStore(sql, {
    clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() },
    random: { uuid: () => '00000000-0000-4000-8000-000000000000', fraction: () => 0 },
  })
  return { sql, store, nowMs }
}

/** Fills a new data folder with `papers` made papers, spread evenly over the weekdays of the feed up to `newest`. */
export function makeLibrary(dataFolder: string, papers: number, newest: Day): void {
  const { sql, store, nowMs } = openNewLibrary(dataFolder, newest)
  const days = dayRange(FIRST_FEED_DAY, newest).filter((day) => !isWeekend(day))
  let left = papers
  days.toReversed().forEach((day, index) => {
    const count = Math.ceil(left / (days.length - index))
    left -= count
    if (count > 0) storeDay(store, day, parseDailyPapers(makeDay(day, count, 'bench'), day).rows, nowMs)
  })
  sql.close()
}
