// Owns the facts about copies of the library: made before an update, each day, kept by rule, and put back.
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Backup, backupName, backUpBeforeUpdate, backUpDaily, dropHalfMade, expiredBackups, listBackups } from '#adapters/backups.ts'
import { backupsFolder, libraryFile } from '#adapters/data-folder.ts'
import { makeFolder } from '#adapters/files.ts'
import { finishRestore, restoreBackup, startFresh } from '#adapters/restore.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { migration001 } from '#core/storage/migrations/001-first.ts'
import { openStore, SCHEMA_VERSION } from '#core/storage/store.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const NOW = Date.UTC(2026, 2, 2, 12)
const DAY_MS = 86_400_000

/** A library with one note, closed. */
function libraryWith(note: string): string {
  const folder = tempFolder()
  const database = openDatabase(libraryFile(folder))
  openStore(database, memoryPorts().ports)
  database.prepare('INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES (?, ?, 1, 0)').run('2603.00001', note)
  database.close()
  return folder
}

function noteIn(file: string): string {
  const database = openDatabase(file, { readOnly: true })
  const text = String(database.prepare('SELECT text FROM notes').get()?.['text'])
  database.close()
  return text
}

/** Writes over the page where a table's rows begin, as a bad disk does. */
function damageTable(file: string, table: string): void {
  const database = openDatabase(file)
  const root = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage'])
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  database.close()
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(pageBytes, 0x5a), 0, pageBytes, (root - 1) * pageBytes)
  closeSync(handle)
}

async function backedUp(folder: string, atMs: number): Promise<string> {
  const database = openDatabase(libraryFile(folder))
  try {
    return (await backUpDaily(database, folder, atMs))?.name ?? ''
  } finally {
    database.close()
  }
}

function write(folder: string, note: string): void {
  const database = openDatabase(libraryFile(folder))
  database.prepare('UPDATE notes SET text = ?').run(note)
  database.close()
}

describe('before an update', () => {
  test('an older library is copied with its rows before it is brought forward', () => {
    const folder = tempFolder()
    const database = openDatabase(libraryFile(folder))
    database.exec(migration001.sql)
    database.exec('PRAGMA user_version = 1')
    database.prepare("INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES ('2603.00001', 'old words', 1, 0)").run()
    backUpBeforeUpdate(database, folder, { newest: SCHEMA_VERSION, nowMs: NOW })
    database.close()
    const [copy] = listBackups(folder)
    expect(copy?.kind).toBe('before-update')
    expect(noteIn(path.join(backupsFolder(folder), copy?.name ?? ''))).toBe('old words')
  })

  test('a new library and a current one are not copied', () => {
    const folder = tempFolder()
    const database = openDatabase(libraryFile(folder))
    backUpBeforeUpdate(database, folder, { newest: SCHEMA_VERSION, nowMs: NOW })
    openStore(database, memoryPorts().ports)
    backUpBeforeUpdate(database, folder, { newest: SCHEMA_VERSION, nowMs: NOW })
    database.close()
    expect(listBackups(folder)).toEqual([])
  })
})

describe('daily', () => {
  test('one copy a day is made, and none while the newest is younger', async () => {
    const folder = libraryWith('words')
    expect(await backedUp(folder, NOW)).toBe('library-2026-03-02T12-00-00Z.daily.sqlite')
    expect(await backedUp(folder, NOW + DAY_MS - 1)).toBe('')
    expect(await backedUp(folder, NOW + DAY_MS)).not.toBe('')
    expect(readdirSync(backupsFolder(folder))).toEqual([
      'library-2026-03-02T12-00-00Z.daily.sqlite',
      'library-2026-03-03T12-00-00Z.daily.sqlite',
    ])
  })

  test('a copy from the future, by a clock set wrong, does not keep others from being made', async () => {
    const folder = libraryWith('words')
    await backedUp(folder, NOW + 400 * DAY_MS)
    expect(await backedUp(folder, NOW)).not.toBe('')
  })

  test('a copy that is not sound is not kept, and no older one goes for it', async () => {
    const folder = libraryWith('words')
    const first = path.join(backupsFolder(folder), await backedUp(folder, NOW - DAY_MS))
    for (let day = 2; day < 30; day += 1) copyFileSync(first, path.join(backupsFolder(folder), backupName('daily', NOW - day * DAY_MS)))
    const before = readdirSync(backupsFolder(folder)).sort()
    damageTable(libraryFile(folder), 'notes')
    await expect(backedUp(folder, NOW)).rejects.toMatchObject({ code: 'damaged-database', message: expect.stringMatching(/older/i) })
    expect(readdirSync(backupsFolder(folder)).sort()).toEqual(before)
  })

  test('seven days, eight weeks and five updates are kept, and everything made by hand or damaged', () => {
    const made = (kind: Backup['kind'], daysAgo: number): Backup => ({
      name: `${kind} ${daysAgo}`,
      kind,
      madeAtMs: NOW - daysAgo * DAY_MS,
      bytes: 1,
    })
    const all = Array.from({ length: 200 }, (_, day) => [
      made('daily', day),
      made('before-update', day),
      made('by-hand', day),
      made('damaged', day),
    ]).flat()
    const gone = new Set(expiredBackups(all))
    const kept = (kind: string): number => all.filter((backup) => backup.kind === kind && !gone.has(backup)).length
    expect([kept('daily'), kept('before-update'), kept('by-hand'), kept('damaged')]).toEqual([15, 5, 200, 200])
    expect(all.slice(0, 7 * 4).some((backup) => backup.kind === 'daily' && gone.has(backup))).toBe(false)
  })
})

test('what a kill left half made goes after an hour; a copy in the making and other files stay', () => {
  const folder = libraryWith('words')
  makeFolder(backupsFolder(folder))
  const hourAgo = new Date(Date.now() - 2 * 3_600_000)
  for (const [name, old] of [
    ['library-2026-03-02T12-00-00Z.sqlite.part', true],
    ['library-2026-03-02T12-00-00Z.daily.sqlite.part-journal', true],
    ['library-2026-03-03T12-00-00Z.sqlite.part', false],
    ['my.sqlite.part', true],
    ['library-2026-03-02T12-00-00Z.sqlite', true],
  ] as const) {
    writeFileSync(path.join(backupsFolder(folder), name), 'x')
    if (old) utimesSync(path.join(backupsFolder(folder), name), hourAgo, hourAgo)
  }
  dropHalfMade(folder)
  expect(readdirSync(backupsFolder(folder)).sort()).toEqual([
    'library-2026-03-02T12-00-00Z.sqlite',
    'library-2026-03-03T12-00-00Z.sqlite.part',
    'my.sqlite.part',
  ])
})

describe('restoring', () => {
  test('the copy takes the place of the library, which is kept and can be restored in turn', async () => {
    const folder = libraryWith('first')
    const copy = await backedUp(folder, NOW)
    write(folder, 'second')
    const { keptAs } = restoreBackup(folder, copy, { newest: SCHEMA_VERSION, nowMs: NOW + 1000 })
    expect(noteIn(libraryFile(folder))).toBe('first')
    restoreBackup(folder, path.basename(keptAs ?? ''), { newest: SCHEMA_VERSION, nowMs: NOW + 2000 })
    expect(noteIn(libraryFile(folder))).toBe('second')
  })

  test('a damaged copy is refused and the library stays as it is', async () => {
    const folder = libraryWith('first')
    const copy = await backedUp(folder, NOW)
    writeFileSync(path.join(backupsFolder(folder), copy), 'no database at all, but long enough to be read as one '.repeat(100))
    expect(() => restoreBackup(folder, copy, { newest: SCHEMA_VERSION, nowMs: NOW + 1000 })).toThrow(/damaged/)
    expect(noteIn(libraryFile(folder))).toBe('first')
    expect(readdirSync(folder).filter((name) => name.includes('restored'))).toEqual([])
  })

  test('a damaged library is kept as it is and gives way to a copy', async () => {
    const folder = libraryWith('first')
    const copy = await backedUp(folder, NOW)
    writeFileSync(libraryFile(folder), 'damaged '.repeat(2000))
    restoreBackup(folder, copy, { newest: SCHEMA_VERSION, nowMs: NOW + 1000 })
    expect(noteIn(libraryFile(folder))).toBe('first')
    const [kept] = listBackups(folder).filter(({ kind }) => kind === 'damaged')
    expect(readFileSync(path.join(backupsFolder(folder), kept?.name ?? ''), 'utf8')).toBe('damaged '.repeat(2000))
  })

  test('a restore killed between its two renames is finished at the next start', async () => {
    const folder = libraryWith('first')
    const copy = await backedUp(folder, NOW)
    copyFileSync(path.join(backupsFolder(folder), copy), path.join(folder, 'library.restored.sqlite'))
    renameSync(libraryFile(folder), path.join(folder, 'moved'))
    finishRestore(folder)
    expect(noteIn(libraryFile(folder))).toBe('first')
  })

  test('a name that is no copy is not found, whatever it points at', () => {
    const folder = libraryWith('first')
    makeFolder(backupsFolder(folder))
    expect(() => restoreBackup(folder, '../library.sqlite', { newest: SCHEMA_VERSION, nowMs: NOW })).toThrow(/no copy/)
  })

  test('starting fresh keeps the old file', () => {
    const folder = libraryWith('first')
    const { keptAs } = startFresh(folder, NOW)
    expect(existsSync(libraryFile(folder))).toBe(false)
    expect(noteIn(keptAs ?? '')).toBe('first')
  })
})
