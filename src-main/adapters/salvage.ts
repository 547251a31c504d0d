// Owns saving what can still be read of a damaged library into a new, sound file. It works on a copy; the damaged one stays as it is.
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { SqlDatabase, SqlRow, SqlValue } from '#core/ports.ts'
import { formatOf } from './backups.ts'
import { libraryFile } from './data-folder.ts'
import { type OpenDatabase, openDatabase } from './sqlite.ts'

/** Rows read at once; halved where that fails, so that one bad page costs its own rows only. */
const ROWS_AT_ONCE = 256
/** Row numbers tried one by one between the last that could be read from either end. */
const MOST_PROBES = 1_000_000

export interface Salvaged {
  /** Rows of each table that were saved. */
  rows: Record<string, number>
  /** Tables of which something could not be read. */
  incomplete: string[]
}

export interface SalvageOptions {
  /** The newest format that this program knows. */
  newest: number
  /** Tables that are made anew from the others; what a damaged file says there is not to be believed. */
  derived: RegExp
  /** Gives an empty database the tables of that format. */
  prepare: (database: SqlDatabase, version: number) => void
}

/**
 * Fills the new file `target`. Throws `damaged-database` when nothing can be read any
 * more, `newer-database` for a library of a newer program.
 */
export function salvageLibrary(dataFolder: string, target: string, { newest, derived, prepare }: SalvageOptions): Salvaged {
  const source = `${target}.source`
  const ends = ['', '-wal', '-shm', '-journal']
  const remove = (file: string): void => ends.forEach((end) => rmSync(`${file}${end}`, { force: true }))
  remove(source)
  remove(target)
  try {
    copyFileSync(libraryFile(dataFolder), source)
    if (existsSync(`${libraryFile(dataFolder)}-wal`)) copyFileSync(`${libraryFile(dataFolder)}-wal`, `${source}-wal`)
    const damaged = openAnyhow(source)
    const sound = openDatabase(target)
    try {
      const version = formatOf(damaged)
      if (version > newest)
        throw new DogearError('newer-database', 'This library was written by a newer Dogear. Repair it with the newer program.')
      if (version === 0) throw unreadable()
      prepare(sound, version)
      return copyTables(damaged, sound, derived)
    } finally {
      damaged.close()
      sound.close()
    }
  } finally {
    remove(source)
  }
}

function unreadable(cause?: unknown): DogearError {
  return new DogearError(
    'damaged-database',
    'Nothing can be read from the damaged library any more. Put a copy back, or begin an empty one; the damaged file stays where it is.',
    { cause },
  )
}

/** A journal that is damaged itself is left out: the file without it is older, but it may open. */
function openAnyhow(file: string): OpenDatabase {
  try {
    return openDatabase(file)
  } catch (first) {
    if (toFailure(first).code !== 'damaged-database') throw first
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    try {
      return openDatabase(file)
    } catch (thrown) {
      if (toFailure(thrown).code !== 'damaged-database') throw thrown
      throw unreadable(thrown)
    }
  }
}

function copyTables(from: OpenDatabase, to: OpenDatabase, derived: RegExp): Salvaged {
  const salvaged: Salvaged = { rows: {}, incomplete: [] }
  const tables = to
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .all()
    .map((row) => ({ name: String(row['name']), hasRowid: !/WITHOUT ROWID/i.test(String(row['sql'])) }))
  to.exec('PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN')
  for (const { name, hasRowid } of tables.filter((table) => !derived.test(table.name))) {
    const columns = to.prepare(`SELECT name, pk FROM pragma_table_info('${name}')`).all()
    const names = columns.map((column) => String(column['name']))
    const key = columns
      .filter((column) => Number(column['pk']) > 0)
      .sort((a, b) => Number(a['pk']) - Number(b['pk']))
      .map((column) => String(column['name']))
    const insert = to.prepare(`INSERT OR IGNORE INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    let rows = 0
    const keep = (row: SqlRow): void => {
      try {
        rows += insert.run(...names.map((column): SqlValue => row[column] ?? null)).changes
      } catch {
        // a value that its column can't hold is part of the damage
      }
    }
    const whole = readTable(from, { name, names, key: hasRowid ? ['rowid'] : key, hasRowid }, keep)
    salvaged.rows[name] = rows
    if (!whole) salvaged.incomplete.push(name)
  }
  dropWhatLeadsNowhere(to)
  to.exec('COMMIT; PRAGMA synchronous = FULL')
  return salvaged
}

interface TableToRead {
  name: string
  names: readonly string[]
  key: readonly string[]
  hasRowid: boolean
}

/** From the first row on, then from the last one back, then what lies between, one by one. False when something may be missing. */
function readTable(from: OpenDatabase, table: TableToRead, keep: (row: SqlRow) => void): boolean {
  try {
    const upTo = readOn(from, table, 'ASC', keep)
    if (upTo === 'all') return true
    const downTo = readOn(from, table, 'DESC', keep)
    if (downTo === 'all') return true
    if (!table.hasRowid || upTo === null || downTo === null) return false
    const [first, last] = [Number(upTo[0]), Number(downTo[0])]
    if (last - first > MOST_PROBES) return false
    const one = from.prepare(`SELECT ${table.names.join(', ')} FROM ${table.name} WHERE rowid = ?`)
    for (let rowid = first + 1; rowid < last; rowid++) {
      try {
        const row = one.get(rowid)
        if (row) keep(row)
      } catch {
        // this row lies on a page that can't be read
      }
    }
    return false
  } catch {
    return false
  }
}

/** Reads in the order of the key until a row can't be read: the key of the last one that could; `all` at the end, null when not even one could. */
function readOn(
  from: OpenDatabase,
  { name, names, key }: TableToRead,
  order: 'ASC' | 'DESC',
  keep: (row: SqlRow) => void,
): SqlValue[] | 'all' | null {
  const keyed = key.map((column, index) => `${column} AS key_${index}`).join(', ')
  const beyond = `(${key.join(', ')}) ${order === 'ASC' ? '>' : '<'} (${key.map(() => '?').join(', ')})`
  const sorted = `ORDER BY ${key.map((column) => `${column} ${order}`).join(', ')} LIMIT`
  let last: SqlValue[] | null = null
  let limit = ROWS_AT_ONCE
  for (;;) {
    let rows: SqlRow[]
    try {
      const statement = from.prepare(
        `SELECT ${keyed}, ${names.join(', ')} FROM ${name} ${last === null ? '' : `WHERE ${beyond}`} ${sorted} ${limit}`,
      )
      rows = statement.all(...(last ?? []))
    } catch {
      if (limit === 1) return last
      limit = Math.floor(limit / 2)
      continue
    }
    rows.forEach(keep)
    const end = rows.at(-1)
    if (!end || rows.length < limit) return 'all'
    last = key.map((_, index) => end[`key_${index}`] ?? null)
  }
}

/** Rows from outside whose paper was lost are fetched again with it; a tag on a paper keeps a tag, under a name that says so. */
function dropWhatLeadsNowhere(to: OpenDatabase): void {
  to.exec(
    `INSERT OR IGNORE INTO tags (id, name) SELECT DISTINCT tag_id, 'recovered ' || substr(tag_id, 1, 8) FROM paper_tags
      WHERE tag_id NOT IN (SELECT id FROM tags)`,
  )
  for (const { table, columns, parent, keys } of references(to)) {
    const on = columns.map((column, index) => `parent.${keys[index] ?? ''} = ${table}.${column}`).join(' AND ')
    const given = columns.map((column) => `${column} IS NOT NULL`).join(' AND ')
    to.exec(`DELETE FROM ${table} WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${parent} AS parent WHERE ${on})`)
  }
}

interface Reference {
  table: string
  columns: string[]
  parent: string
  keys: string[]
}

/** Every foreign key; `foreign_key_check` names no rows of tables without row numbers. */
function references(to: OpenDatabase): Reference[] {
  const rows = to
    .prepare(
      `SELECT schema.name AS name, key.id AS id, key."from" AS here, key."table" AS parent, key."to" AS there
        FROM sqlite_schema AS schema, pragma_foreign_key_list(schema.name) AS key WHERE schema.type = 'table' ORDER BY schema.name, key.id, key.seq`,
    )
    .all()
  const found = new Map<string, Reference>()
  for (const row of rows) {
    const name = `${String(row['name'])} ${String(row['id'])}`
    const known = found.get(name) ?? { table: String(row['name']), columns: [], parent: String(row['parent']), keys: [] }
    known.columns.push(String(row['here']))
    known.keys.push(String(row['there']))
    found.set(name, known)
  }
  return [...found.values()]
}
