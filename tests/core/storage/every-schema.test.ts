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
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { startProgram } from '#tests/support/program.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
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
      if (/^(?:search_index|requests|days$|papers$|paper_order$|step_travels$|day_entries|metric_snapshots)/.test(table)) continue
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

const KILLED_IN: readonly number[] = VERSIONS.slice(1)

test.each(KILLED_IN)(
  'an update that is killed inside step %i leaves the format before it, and the next start goes on from there',
  async (step) => {
    const { folder, before } = libraryOfSchema(1)
    const script = `
    const { openDatabase } = await import('#adapters/sqlite.ts')
    const { migrations } = await import('#core/storage/migrations.ts')
    const sql = openDatabase(${JSON.stringify(libraryFile(folder))})
    for (const { version, sql: text } of migrations) {
      if (version === 1 || version > ${step}) continue
      sql.exec('BEGIN IMMEDIATE')
      sql.exec(text)
      sql.exec('PRAGMA user_version = ' + version)
      if (version === ${step}) break
      sql.exec('COMMIT')
    }
    console.log('in the middle')
    setInterval(() => undefined, 1000)`
    const program = startProgram(process.execPath, ['--input-type=module', '--eval', script], { cwd: repositoryRoot })
    await program.says(/in the middle/)
    await program.end('SIGKILL')
    const killed = openDatabase(libraryFile(folder))
    expect(schemaVersion(killed)).toBe(step - 1)
    killed.close()
    await openApp({ dataFolder: folder, settings, appVersion: '0.0.0', clockOffsetMs: 0 }).close()
    const sql = openDatabase(libraryFile(folder))
    expect([schemaVersion(sql), contentsOf(sql, ['notes', 'marks', 'tags', 'paper_tags'])]).toMatchObject([
      SCHEMA_VERSION,
      { notes: before['notes'], marks: before['marks'], tags: before['tags'], paper_tags: before['paper_tags'] },
    ])
    sql.close()
  },
)
