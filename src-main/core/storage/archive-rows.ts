// Owns the reading and writing of whole tables, as the archive of a library carries them.
import type { SqlRow, SqlValue } from '../ports.ts'
import type { Store } from './store.ts'

/** A row as JSON; bytes are `{"base64": …}`. */
export type ArchiveRow = Record<string, string | number | null | { base64: string }>

/** What belongs to this machine or can be made again from the rest. */
const LEFT_OUT = new Set([
  'requests',
  'file_queue',
  'file_stamps',
  'arxiv_queue',
  'reader_tabs',
  'follow_matches',
  'follow_lookups',
  'paper_order',
  'step_travels',
  'steps_under_way',
  'pictures',
  'downloads_paused',
  'offline_declined',
  'paper_texts',
  'vault_files',
  // a mail that waits goes out from the machine that it waits on, and from no other
  'deliveries',
])
const DERIVED = /^(?:sqlite_|search_index|index_)/

/** Every table that an archive holds, parents before children. */
export function archiveTables({ sql }: Store): string[] {
  const names = sql
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    .all()
    .map((row) => String(row['name']))
  return names.filter((name) => !LEFT_OUT.has(name) && !DERIVED.test(name))
}

/** Grows with every change that this program makes. */
export function changesSoFar({ sql }: Store): number {
  return Number(sql.prepare('SELECT total_changes() AS changes').get()?.['changes'] ?? 0)
}

/** All rows of a table, in the order of its key, each column by its name. `name` is one of `archiveTables`. */
export function readTable(store: Store, name: string): ArchiveRow[] {
  const key = columnsOf(store, name)
    .filter((column) => column.key > 0)
    .sort((a, b) => a.key - b.key)
  const order = key.length === 0 ? '' : ` ORDER BY ${key.map((column) => quoted(column.name)).join(', ')}`
  return store.sql
    .prepare(`SELECT * FROM ${quoted(name)}${order}`)
    .all()
    .map(plain)
}

/** Whether nothing but the sample days is there: no paper, no mark, no note of the reader. */
export function isEmptyLibrary({ sql }: Store): boolean {
  const found = sql
    .prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM papers WHERE sample = 0) OR EXISTS (SELECT 1 FROM marks) OR EXISTS (SELECT 1 FROM notes)
         OR EXISTS (SELECT 1 FROM tags) OR EXISTS (SELECT 1 FROM annotations) OR EXISTS (SELECT 1 FROM history)`,
    )
    .get()
  return found === undefined
}

/** Puts these rows in the place of all that is there, inside the caller's transaction. Columns that the archive does not know keep their defaults. */
export function replaceTables(store: Store, tables: ReadonlyMap<string, readonly ArchiveRow[]>): void {
  store.sql.exec('PRAGMA defer_foreign_keys = ON')
  const known = archiveTables(store)
  for (const name of known.toReversed()) if (tables.has(name)) store.sql.exec(`DELETE FROM ${quoted(name)}`)
  for (const name of known) insertRows(store, name, tables.get(name) ?? [], 'INSERT')
}

/** The tables of what came from outside that a merge may add to. */
const FROM_OUTSIDE = [
  'papers',
  'arxiv_records',
  'days',
  'day_entries',
  'metric_snapshots',
  'files',
  'file_papers',
  'file_text_states',
  'file_texts',
] as const

/** Adds what is not there yet of what came from outside, samples left out; gives how many papers are new. Inside the caller's transaction. */
export function addOutsideRows(store: Store, tables: ReadonlyMap<string, readonly ArchiveRow[]>): number {
  const before = countPapers(store)
  const samples = new Set((tables.get('papers') ?? []).filter((row) => row['sample'] === 1).map((row) => row['id']))
  const isReal = (row: ArchiveRow): boolean => row['sample'] !== 1 && !samples.has(row['paper_id'] ?? null)
  for (const name of FROM_OUTSIDE) {
    const rows = (tables.get(name) ?? []).filter(isReal)
    // a paper stands on the newest day that this library has
    insertRows(store, name, name === 'papers' ? rows.map((row) => ({ ...row, newest_day: null })) : rows, 'INSERT OR IGNORE')
  }
  store.sql.exec(`UPDATE papers SET newest_day = (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)
    WHERE newest_day IS NOT (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)`)
  store.sql
    .exec(`UPDATE papers SET (votes, comments, stars, metrics_read_at_ms) = (SELECT votes, comments, stars, read_at_ms FROM metric_snapshots
    WHERE paper_id = papers.id ORDER BY read_at_ms DESC LIMIT 1)
    WHERE metrics_read_at_ms < (SELECT max(read_at_ms) FROM metric_snapshots WHERE paper_id = papers.id)`)
  return countPapers(store) - before
}

function countPapers({ sql }: Store): number {
  return Number(sql.prepare('SELECT count(*) AS count FROM papers').get()?.['count'] ?? 0)
}

function insertRows(store: Store, name: string, rows: readonly ArchiveRow[], how: 'INSERT' | 'INSERT OR IGNORE'): void {
  const known = columnsOf(store, name).map((column) => column.name)
  for (const row of rows) {
    const columns = known.filter((column) => Object.hasOwn(row, column))
    if (columns.length === 0) continue
    store.sql
      .prepare(`${how} INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
      .run(...columns.map((column) => stored(row[column] ?? null)))
  }
}

function columnsOf({ sql }: Store, table: string): { name: string; key: number }[] {
  return sql
    .prepare('SELECT name, pk FROM pragma_table_info(?)')
    .all(table)
    .map((row) => ({ name: String(row['name']), key: Number(row['pk']) }))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function plain(row: SqlRow): ArchiveRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]))
}

function plainValue(value: SqlValue): ArchiveRow[string] {
  if (value instanceof Uint8Array) return { base64: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) }
  return typeof value === 'bigint' ? Number(value) : value
}

function stored(value: ArchiveRow[string]): SqlValue {
  if (typeof value !== 'object' || value === null) return value
  return Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0))
}
