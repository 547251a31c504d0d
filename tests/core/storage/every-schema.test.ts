// Owns the facts about libraries of every format there has been: brought forward whole, or not at all.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupsFolder, libraryFile } from '#adapters/data-folder.ts'
import { type OpenDatabase, openDatabase } from '#adapters/sqlite.ts'
import type { SqlRow } from '#core/ports.ts'
import { verifyLibrary } from '#core/queries/verify.ts'
import { migrations } from '#core/storage/migrations.ts'
import { openStore, SCHEMA_VERSION, schemaVersion } from '#core/storage/store.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { openApp } from '#hosts/core-thread/open-app.ts'
import { fillAsSchema } from '#tests/fixtures/schema-libraries.ts'
import { killMoments, watchWrites } from '#tests/support/kill-moments.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const VERSIONS = migrations.map(({ version }) => version)
const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, networkOn: false })

function tablesOf(sql: OpenDatabase): string[] {
  return sql
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((row) => String(row['name']))
}

/** Every row of every table, by its columns then. */
function contentsOf(sql: OpenDatabase, tables = tablesOf(sql)): Record<string, SqlRow[]> {
  return Object.fromEntries(tables.map((table) => [table, sql.prepare(`SELECT * FROM ${table}`).all()]))
}

function libraryOfSchema(version: number): { folder: string; before: Record<string, SqlRow[]> } {
  const folder = tempFolder()
  const sql = openDatabase(libraryFile(folder))
  fillAsSchema(sql, version)
  const before = contentsOf(sql)
  sql.close()
  return { folder, before }
}

describe.each(VERSIONS)('a library of format %i', (version) => {
  test('has rows in every table, so that nothing is left untried', () => {
    const { before } = libraryOfSchema(version)
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
  })

  test('is brought forward with every row as it was, sound, after a copy was made', async () => {
    const { folder, before } = libraryOfSchema(version)
    await openApp({ dataFolder: folder, settings, appVersion: '0.0.0', clockOffsetMs: 0 }).close()
    const sql = openDatabase(libraryFile(folder))
    expect(schemaVersion(sql)).toBe(SCHEMA_VERSION)
    for (const [table, rows] of Object.entries(before)) {
      // the program's own: what is fetched and indexed anew when it opens
      if (
        /^(?:search_index|requests|days$|papers$|paper_order$|step_travels$|steps_under_way$|follow_lookups$|day_entries|metric_snapshots)/.test(
          table,
        )
      )
        continue
      expect([table, sql.prepare(`SELECT * FROM ${table}`).all()]).toEqual([
        table,
        rows.map((row) => expect.objectContaining(row) as SqlRow),
      ])
    }
    const store = openStore(sql, memoryPorts().ports)
    expect(verifyLibrary(store).checks.filter(({ ok }) => !ok)).toEqual([])
    sql.close()
    if (version === SCHEMA_VERSION) return
    const copies = openDatabase(path.join(backupsFolder(folder), firstCopy(folder)), { readOnly: true })
    expect(contentsOf(copies, Object.keys(before))).toEqual(before)
    copies.close()
  })
})

function firstCopy(folder: string): string {
  return readdirSync(backupsFolder(folder))[0] ?? ''
}

test('a library of a newer program is refused untouched', () => {
  const { folder } = libraryOfSchema(SCHEMA_VERSION)
  const sql = openDatabase(libraryFile(folder))
  sql.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}; PRAGMA wal_checkpoint(TRUNCATE)`)
  sql.close()
  const bytes = readFileSync(libraryFile(folder))
  expect(() => openApp({ dataFolder: folder, settings, appVersion: '0.0.0', clockOffsetMs: 0 })).toThrow(/newer Dogear/)
  expect(readFileSync(libraryFile(folder)).equals(bytes)).toBe(true)
})

const OLDER = VERSIONS.slice(0, -1)

test.each(OLDER)(
  'an update from format %i that is killed at any write leaves that format or the next, whole, and goes on from there',
  (version) => {
    const { folder, before } = libraryOfSchema(version)
    const file = libraryFile(folder)
    const moments = killMoments(file)
    const sql = openDatabase(file)
    openStore(
      watchWrites(sql, () => moments.keep()),
      memoryPorts().ports,
    )
    moments.keep()
    sql.close()
    // the beginning, the step, its number, the end; then the next one begins
    const [, inStep, , atEnd, after] = moments.folders
    const formats = moments.folders.map((kept) => {
      const killed = openDatabase(libraryFile(kept))
      const format = schemaVersion(killed)
      if (kept === inStep || kept === atEnd) expect(contentsOf(killed)).toEqual(before)
      const store = openStore(killed, memoryPorts().ports)
      expect(schemaVersion(killed)).toBe(SCHEMA_VERSION)
      expect(verifyLibrary(store).checks.filter(({ ok }) => !ok)).toEqual([])
      for (const table of ['notes', 'marks', 'tags', 'paper_tags'])
        expect([table, contentsOf(killed, [table])[table]]).toMatchObject([table, before[table]])
      killed.close()
      return format
    })
    expect(formats.slice(0, 4)).toEqual(Array(4).fill(version))
    expect(formats[moments.folders.indexOf(after ?? '')]).toBe(version + 1)
    expect(formats.at(-1)).toBe(SCHEMA_VERSION)
  },
)
