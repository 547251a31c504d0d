// Owns the facts about the database connection: durability, errors as sentences, copies.
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isSound, openDatabase, type OpenDatabase } from '#adapters/sqlite.ts'
import { DogearError } from '#domain/errors.ts'
import { failReads, whyNoFailingReads } from '#tests/support/failing-reads.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const noPermissions = process.platform === 'win32' || process.getuid?.() === 0 ? 'permissions of files hold for nobody who is root' : null

function failure(work: () => unknown): DogearError {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof DogearError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('a database file', () => {
  test('keeps every acknowledged write on the disk, in WAL, with foreign keys held', () => {
    const database = openDatabase(path.join(tempFolder(), 'a.sqlite'))
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    database.exec('CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a (id))')
    expect(() => database.prepare('INSERT INTO b VALUES (?)').run(7)).toThrow(/FOREIGN KEY/)
    database.close()
  })

  test('prepares each text once, and closes twice without complaint', () => {
    const database = openDatabase(':memory:')
    expect(database.prepare('SELECT 1')).toBe(database.prepare('SELECT 1'))
    for (let index = 0; index < 1000; index += 1) expect(database.prepare(`SELECT ${index} AS n`).get()).toEqual({ n: index })
    database.close()
    database.close()
  })

  test('gives integers as numbers, bytes as bytes, and says what a write did', () => {
    const database = openDatabase(':memory:')
    database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB) STRICT')
    const done = database.prepare('INSERT INTO t (b) VALUES (?)').run(new Uint8Array([1, 2]))
    expect(done).toEqual({ changes: 1, lastInsertRowid: 1 })
    const row = database.prepare('SELECT id, b, 1767225600000 AS at FROM t').get()
    expect(row).toEqual({ id: 1, b: new Uint8Array([1, 2]), at: 1_767_225_600_000 })
    database.close()
  })

  test('says busy when another connection writes', () => {
    const file = path.join(tempFolder(), 'a.sqlite')
    const [one, two] = [openDatabase(file), openDatabase(file)]
    two.exec('PRAGMA busy_timeout = 0')
    one.exec('BEGIN IMMEDIATE')
    const error = failure(() => two.exec('BEGIN IMMEDIATE'))
    expect([error.code, error.retryable]).toEqual(['busy', true])
    one.exec('ROLLBACK')
    one.close()
    two.close()
  })

  test('says disk-full when the file can grow no more, and what was there before stays', () => {
    const database = openDatabase(path.join(tempFolder(), 'a.sqlite'))
    database.exec('CREATE TABLE t (a TEXT); INSERT INTO t VALUES (1); PRAGMA max_page_count = 3')
    expect(failure(() => database.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000))).code).toBe('disk-full')
    expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 })
    database.close()
  })

  test('says damaged-database for a file that is none, and leaves it as it is', () => {
    const file = path.join(tempFolder(), 'a.sqlite')
    const bytes = Buffer.alloc(8192, 'not a database ')
    writeFileSync(file, bytes)
    expect(failure(() => openDatabase(file)).code).toBe('damaged-database')
    expect(readFileSync(file)).toEqual(bytes)
  })

  test('says damaged-database when a page in the middle is overwritten', () => {
    const file = path.join(tempFolder(), 'a.sqlite')
    const database = openDatabase(file)
    database.exec('CREATE TABLE t (a TEXT)')
    const insert = database.prepare('INSERT INTO t VALUES (?)')
    for (let index = 0; index < 500; index += 1) insert.run('y'.repeat(200))
    database.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 4096)
    writeFileSync(file, bytes)
    const again = openDatabase(file)
    expect(failure(() => again.prepare('SELECT * FROM t').all()).code).toBe('damaged-database')
    again.close()
  })

  test('opened to be read only, takes no write', () => {
    const file = path.join(tempFolder(), 'a.sqlite')
    const writer = openDatabase(file)
    writer.exec('CREATE TABLE t (a TEXT)')
    const reader = openDatabase(file, { readOnly: true })
    expect(failure(() => reader.exec('INSERT INTO t VALUES (1)')).code).toBe('read-only')
    reader.close()
    writer.close()
  })

  test('in a folder that is not there, says read-only with a sentence', () => {
    const error = failure(() => openDatabase(path.join(tempFolder(), 'none', 'a.sqlite')))
    expect([error.code, error.message.endsWith('.')]).toEqual(['read-only', true])
  })

  test('copies itself while it is written', async () => {
    const folder = tempFolder()
    const database = openDatabase(path.join(folder, 'a.sqlite'))
    database.exec('CREATE TABLE t (a TEXT)')
    const insert = database.prepare('INSERT INTO t VALUES (?)')
    for (let index = 0; index < 2000; index += 1) insert.run('z'.repeat(500))
    const copied = database.backupTo(path.join(folder, 'copy.sqlite'))
    insert.run('while it was copied')
    await copied
    database.close()
    const copy = openDatabase(path.join(folder, 'copy.sqlite'))
    expect(copy.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(Number(copy.prepare('SELECT count(*) AS n FROM t').get()?.['n'])).toBeGreaterThanOrEqual(2000)
    copy.close()
  })

  test('is copied once its write has ended when the copy begins in the middle of one', async () => {
    const folder = tempFolder()
    const database = openDatabase(path.join(folder, 'a.sqlite'))
    database.exec('CREATE TABLE t (a TEXT); BEGIN IMMEDIATE')
    database.exec("INSERT INTO t VALUES ('whole')")
    const copied = database.backupTo(path.join(folder, 'copy.sqlite'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    database.exec('COMMIT')
    await copied
    database.close()
    const copy = openDatabase(path.join(folder, 'copy.sqlite'))
    expect(copy.prepare('SELECT a FROM t').all()).toEqual([{ a: 'whole' }])
    copy.close()
  })

  test('leaves a mistake in SQL as the bug it is', () => {
    const database = openDatabase(':memory:')
    expect(() => database.exec('SELEC')).toThrow(/syntax error/)
    expect(() => database.exec('SELEC')).not.toThrow(DogearError)
    database.close()
  })
})

testUnless(noPermissions)('a file without write permission says read-only', () => {
  const file = path.join(tempFolder(), 'a.sqlite')
  openDatabase(file).close()
  chmodSync(file, 0o400)
  const database = openDatabase(file)
  expect(failure(() => database.exec('CREATE TABLE t (a)')).code).toBe('read-only')
  database.close()
})

/** Larger than what the connection keeps, so that it has to ask the disk. */
function largeDatabase(): { file: string; database: OpenDatabase; sum: () => unknown } {
  const file = path.join(tempFolder(), 'a.sqlite')
  const database = openDatabase(file)
  database.exec('PRAGMA cache_size = 10; CREATE TABLE t (a TEXT)')
  database.exec(
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) INSERT INTO t SELECT hex(zeroblob(200)) FROM n',
  )
  return { file, database, sum: () => database.prepare('SELECT sum(length(a)) AS sum FROM t').get()?.['sum'] }
}

const failing = (error: DogearError): unknown[] => [error.code, error.retryable, error.message]
const FAILING = ['failing-disk', true, expect.stringMatching(/^The disk could not read or write the library\./)]

describe('a disk that gives no bytes', () => {
  const withFailingReads = testUnless(whyNoFailingReads())

  for (const [what, isInJournal] of [
    ['the file', false],
    ['its journal', true],
  ] as const) {
    withFailingReads(`is told as that and not as damage where it is ${what}, and work goes on when it gives them again`, async () => {
      const { file, database, sum } = largeDatabase()
      if (!isInJournal) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      const mend = await failReads(process.pid, [isInJournal ? `${file}-wal` : file])
      try {
        expect(failing(failure(sum))).toEqual(FAILING)
        expect(failing(failure(() => isSound(database)))).toEqual(FAILING)
        expect(failing(failure(() => openDatabase(file)))).toEqual(FAILING)
        expect(failing(failure(() => openDatabase(file, { readOnly: true })))).toEqual(FAILING)
        await expect(database.backupTo(path.join(tempFolder(), 'copy.sqlite'))).rejects.toMatchObject({ code: 'failing-disk' })
      } finally {
        await mend()
      }
      expect(sum()).toBe(800_000)
      expect(isSound(database, { indexes: true })).toBe(true)
      database.exec("INSERT INTO t VALUES ('after')")
      database.close()
    })
  }

  withFailingReads('for a moment only is told as that too', async () => {
    const { file, database, sum } = largeDatabase()
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const mend = await failReads(process.pid, [file], { times: 1 })
    try {
      expect(failing(failure(sum))).toEqual(FAILING)
      expect(sum()).toBe(800_000)
    } finally {
      await mend()
    }
    database.close()
  })

  withFailingReads('leaves SQLite its lock of the file, also after the file was read beside it', async () => {
    const { file, database, sum } = largeDatabase()
    const locks = (): string[] =>
      readFileSync('/proc/locks', 'utf8')
        .split('\n')
        .filter((line) => line.includes(`:${statSync(file).ino} `))
    expect(locks()).toHaveLength(1)
    const mend = await failReads(process.pid, [file, `${file}-wal`])
    expect(failure(sum).code).toBe('failing-disk')
    await mend()
    expect(locks()).toHaveLength(1)
    database.close()
    expect(locks()).toEqual([])
  })
})
