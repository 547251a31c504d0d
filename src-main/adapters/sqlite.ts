// Owns the one way to SQLite: Node's own, its errors turned into sentences, statements prepared once.
import { createRequire } from 'node:module'
import type { StatementSync } from 'node:sqlite'
import { DogearError } from '#domain/errors.ts'
import type { SqlDatabase, SqlRow, SqlStatement, SqlValue } from '#core/ports.ts'
import { createByteReader } from './byte-reader.ts'

type SqliteModule = typeof import('node:sqlite')

/** More different texts than the program has; a list of ids of every length must not grow without end. */
const KEPT_STATEMENTS = 400

const BUSY_TIMEOUT_MS = 2000

/** A connection that can also copy itself while it is used. */
export interface OpenDatabase extends SqlDatabase {
  /** Copies page by page from another thread; `path` must not exist. */
  backupTo(path: string): Promise<void>
}

/**
 * Opens (or, unless `readOnly`, makes) the database file at `path`; `:memory:` is one that lives as long as the connection.
 * Every acknowledged write is on the disk (`synchronous = FULL`): measured at 0.3 ms a commit in the middle and 3.6 at the 95th percentile (NORMAL: 0.01 and 0.02); it keeps a mark through a power cut.
 * Throws `damaged-database`, `failing-disk`, `read-only`, `disk-full` or `busy`.
 */
export function openDatabase(path: string, { readOnly = false }: { readOnly?: boolean } = {}): OpenDatabase {
  const sqlite = sqliteModule()
  const bytes = createByteReader(path)
  let isKnownDamaged = false
  /** SQLite says “malformed” of a page that the disk does not give (EIO) too; that is no reason to put a copy back. */
  const told = (thrown: unknown): unknown => {
    if (isDamageOrDisk(thrown) && !isKnownDamaged) {
      if (!bytes.areReadable() || isSoundAnew(path)) return failingDisk(thrown)
      isKnownDamaged = true
    }
    return translate(thrown)
  }
  const translated = <T>(work: () => T): T => {
    try {
      return work()
    } catch (thrown) {
      throw told(thrown)
    }
  }
  const connection = translated(() => new sqlite.DatabaseSync(path, { readOnly }))
  const close = (): void => {
    if (connection.isOpen) translated(() => connection.close())
    bytes.close()
  }
  try {
    translated(() => connection.exec(readOnly ? READER_PRAGMAS : WRITER_PRAGMAS))
  } catch (thrown) {
    close()
    throw thrown
  }
  const kept = new Map<string, SqlStatement>()
  return {
    exec: (sql) => translated(() => connection.exec(sql)),
    prepare: (sql) => {
      const known = kept.get(sql)
      if (known) return known
      const statement = wrap(
        translated(() => connection.prepare(sql)),
        translated,
      )
      if (kept.size >= KEPT_STATEMENTS) kept.delete(kept.keys().next().value ?? '')
      kept.set(sql, statement)
      return statement
    },
    close: () => {
      kept.clear()
      close()
    },
    requireBytes: () => {
      if (!bytes.areReadable()) throw failingDisk()
    },
    backupTo: async (target) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await sqlite.backup(connection, target, { rate: 200 })
          return
        } catch (thrown) {
          if (!isMomentary(thrown)) throw told(thrown)
          if (attempt === MOST_BACKUP_ATTEMPTS) throw busy(thrown, 'The library was written to all the while.')
          await new Promise((resolve) => setTimeout(resolve, BACKUP_PAUSE_MS))
        }
      }
    },
  }
}

const MOST_BACKUP_ATTEMPTS = 100
const BACKUP_PAUSE_MS = 20

/** Node ends a copy whose very first step meets a write with “not an error”, code 0. */
function isMomentary(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown
    ? [0, 5, 6].includes(Number(thrown.errcode) & 0xff)
    : /not an error/.test(String(thrown))
}

const SHARED_PRAGMAS = `
PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16000;
`

/** Reading the schema is what tells a damaged file from a good one. */
const READER_PRAGMAS = `${SHARED_PRAGMAS} SELECT count(*) FROM sqlite_schema;`

const WRITER_PRAGMAS = `
${SHARED_PRAGMAS}
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA journal_size_limit = 33554432;
SELECT count(*) FROM sqlite_schema;
`

/** Node's own SQLite; older runtimes that tests use get the package with the same shape. */
export function sqliteModule(): SqliteModule {
  const builtIn: SqliteModule | undefined = process.getBuiltinModule('node:sqlite')
  if (builtIn) return builtIn
  const name = '@photostructure/sqlite'
  try {
    return createRequire(import.meta.url)(name) as SqliteModule
  } catch (cause) {
    throw new DogearError('unsupported', 'Dogear needs Node 22.18 or newer (24 is best): this one has no SQLite built in.', { cause })
  }
}

/** Whether SQLite finds every page and row in order, with `indexes` also whether they agree with the rows; reads the whole file. Throws `failing-disk`. */
export function isSound(database: SqlDatabase, { indexes = false } = {}): boolean {
  const pragma = indexes ? 'integrity_check' : 'quick_check'
  try {
    if (database.prepare(`PRAGMA ${pragma}(1)`).get()?.[pragma] === 'ok') return true
  } catch (thrown) {
    if (thrown instanceof DogearError && thrown.code === 'damaged-database') return false
    throw thrown
  }
  database.requireBytes()
  return false
}

/** Whether a connection of its own finds the file sound: then what another was told of it came from a disk that failed for a moment. */
function isSoundAnew(path: string): boolean {
  const { DatabaseSync } = sqliteModule()
  try {
    const connection = new DatabaseSync(path, { readOnly: true })
    try {
      return connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok'
    } finally {
      connection.close()
    }
  } catch {
    return false
  }
}

type Translated = <T>(work: () => T) => T

function wrap(statement: StatementSync, translated: Translated): SqlStatement {
  return {
    run: (...values: SqlValue[]) => {
      const { changes, lastInsertRowid } = translated(() => statement.run(...values))
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
    },
    get: (...values: SqlValue[]) => translated(() => statement.get(...values)) as SqlRow | undefined,
    all: (...values: SqlValue[]) => translated(() => statement.all(...values)) as SqlRow[],
  }
}

function busy(cause: unknown, detail: string): DogearError {
  return new DogearError('busy', 'Another program is using this library right now. Try again in a moment.', {
    retryable: true,
    detail,
    cause,
  })
}

function failingDisk(cause?: unknown): DogearError {
  return new DogearError(
    'failing-disk',
    'The disk could not read or write the library. Check the disk; copies are in the folder “backups”.',
    {
      retryable: true,
      ...(cause instanceof Error && 'errcode' in cause ? { detail: `SQLite ${String(cause.errcode)}: ${cause.message}` } : {}),
      cause,
    },
  )
}

/** Extended codes of damage name what is wrong in an index or a sequence; the plain one may mean either. */
function isDamageOrDisk(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === 11
}

/** Primary result codes: sqlite.org/rescode.html. What is not listed is a bug of ours and stays as it is. */
function translate(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return thrown
  const detail = `SQLite ${thrown.errcode}: ${thrown.message}`
  switch (thrown.errcode & 0xff) {
    case 5:
    case 6:
      return busy(thrown, detail)
    case 3:
    case 8:
    case 14:
    case 23:
      return new DogearError(
        'read-only',
        'The library can’t be opened for writing. Check that you own its folder and that the disk is not write-protected.',
        {
          detail,
          cause: thrown,
        },
      )
    case 10:
      return failingDisk(thrown)
    case 11:
    case 26:
      return new DogearError('damaged-database', 'The library file is damaged. Nothing was changed.', {
        detail,
        cause: thrown,
      })
    case 13:
      return new DogearError('disk-full', 'The disk is full, so the change was not saved. Free some space and try again.', {
        retryable: true,
        detail,
        cause: thrown,
      })
    default:
      return thrown
  }
}
