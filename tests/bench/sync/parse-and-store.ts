// Owns the plain measure of reading and storing days, beside a peer that does the least that could be called the same.
import path from 'node:path'
import { openDatabase } from '#adapters/sqlite.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { storeDay } from '#core/storage/outside-rows.ts'
import { openStore } from '#core/storage/store.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'

export interface RecordedDay {
  day: string
  json: string
}

/** Seconds to read the JSON of every day and store it, one transaction a day, in a file with the program's own settings. */
export function parseAndStore(
  days: readonly RecordedDay[],
  folder: string,
  name: string,
): { seconds: number; papers: number; longestDayMs: number } {
  const sql = openDatabase(path.join(folder, `${name}.sqlite`))
  const clock = { nowMs: () => Date.now(), sleep: () => Promise.resolve() }
  const store = openStore(sql, { clock, random: seededRandom(1) })
  const begin = performance.now()
  let papers = 0
  let longestDayMs = 0
  for (const { day, json } of days) {
    const dayBegin = performance.now()
    const { rows, setAside } = parseDailyPapers(JSON.parse(json), day)
    storeDay(store, day, rows, Date.now(), setAside)
    papers += rows.length
    longestDayMs = Math.max(longestDayMs, performance.now() - dayBegin)
  }
  const seconds = (performance.now() - begin) / 1000
  sql.close()
  return { seconds, papers, longestDayMs }
}

/** Seconds for the peer: `JSON.parse`, and each row as it came into one table by its id, also one transaction a day. */
export function parseAndInsert(days: readonly RecordedDay[], folder: string, name: string): number {
  const sql = openDatabase(path.join(folder, `${name}.sqlite`))
  sql.exec('CREATE TABLE rows (day TEXT, id TEXT, title TEXT, json TEXT, PRIMARY KEY (day, id)) STRICT')
  const insert = sql.prepare('INSERT OR REPLACE INTO rows (day, id, title, json) VALUES (?, ?, ?, ?)')
  const begin = performance.now()
  for (const { day, json } of days) {
    const rows = JSON.parse(json) as { paper: { id: string }; title: string }[]
    sql.exec('BEGIN IMMEDIATE')
    for (const row of rows) insert.run(day, row.paper.id, row.title, JSON.stringify(row))
    sql.exec('COMMIT')
  }
  const seconds = (performance.now() - begin) / 1000
  sql.close()
  return seconds
}
