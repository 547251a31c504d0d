// Owns the open library: its schema version, its transactions, and the row that says when it was first started.
import { INBOX_DAYS_BEFORE_FIRST_START } from '#domain/marks.ts'
import { addDays, type Day, feedDayAt } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import type { Clock, Random, SqlDatabase } from '../ports.ts'
import { migrations } from './migrations.ts'

export interface Store {
  readonly sql: SqlDatabase
  /** Who does what is done here, where that is not the reader; named in the journal. */
  readonly by?: string | undefined
  /** One transaction: all of `work` or nothing. Synchronous and not nestable. */
  transaction<T>(work: () => T): T
}

/** The schema this program writes. */
export const SCHEMA_VERSION = migrations.at(-1)?.version ?? 0

/**
 * Opens a library: brings an older one forward, one transaction a migration, and refuses a newer one untouched.
 * Throws `newer-database`, or what the database says (`read-only`, `disk-full`, `damaged-database`, `busy`).
 */
export function openStore(sql: SqlDatabase, ports: { clock: Clock; random: Random; readOnly?: boolean; by?: string | undefined }): Store {
  const store: Store = { sql, by: ports.by, transaction: (work) => transaction(sql, work) }
  if (ports.readOnly) {
    requireCurrent(schemaVersion(sql))
    return store
  }
  migrate(store)
  ensureLibraryRow(store, ports)
  return store
}

export function schemaVersion(sql: SqlDatabase): number {
  return Number(sql.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}

function migrate(store: Store): void {
  const version = schemaVersion(store.sql)
  refuseNewer(version)
  for (const migration of migrations) {
    if (migration.version <= version) continue
    store.transaction(() => {
      store.sql.exec(migration.sql)
      store.sql.exec(`PRAGMA user_version = ${migration.version}`)
    })
  }
}

function refuseNewer(version: number): void {
  if (version <= SCHEMA_VERSION) return
  throw new DogearError(
    'newer-database',
    `This library was written by a newer Dogear (its format is ${version}, this program knows ${SCHEMA_VERSION}). Nothing was changed; open it with the newer program.`,
  )
}

/** A library that may only be read can't be brought forward. */
function requireCurrent(version: number): void {
  refuseNewer(version)
  if (version === SCHEMA_VERSION) return
  throw new DogearError(
    'read-only',
    'This library is empty or of an older format and may not be written now. Open it once with the window or a writing command.',
  )
}

function transaction<T>(sql: SqlDatabase, work: () => T): T {
  sql.exec('BEGIN IMMEDIATE')
  let value: T
  try {
    value = work()
    sql.exec('COMMIT')
  } catch (thrown) {
    try {
      sql.exec('ROLLBACK')
    } catch {
      // SQLite has already rolled back (a full disk does that); the first error is the one to tell
    }
    throw thrown
  }
  return value
}

function ensureLibraryRow(store: Store, { clock, random }: { clock: Clock; random: Random }): void {
  const feedDay = feedDayAt(clock.nowMs())
  const since = addDays(feedDay, -INBOX_DAYS_BEFORE_FIRST_START)
  const row = store.sql.prepare('SELECT inbox_since FROM library WHERE only = 1').get()
  if (!row) {
    store.transaction(() => {
      store.sql
        .prepare('INSERT INTO library (only, library_id, first_started_at_ms, inbox_since) VALUES (1, ?, ?, ?)')
        .run(random.uuid(), clock.nowMs(), since)
    })
  } else if (String(row['inbox_since']) > feedDay) {
    // the clock stood in the future at the first start: without this the inbox would stay empty until then
    store.transaction(() => store.sql.prepare('UPDATE library SET inbox_since = ? WHERE only = 1').run(since))
  }
}

/** The first day whose undecided papers are in the inbox. */
export function inboxSince(store: Store): Day {
  return String(store.sql.prepare('SELECT inbox_since FROM library WHERE only = 1').get()?.['inbox_since'])
}
