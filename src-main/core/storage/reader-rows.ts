// Owns every write to the reader's own tables, and remembers each row before and after, which is what undo needs.
import { DogearError } from '#domain/errors.ts'
import type { SqlDatabase, SqlRow, SqlValue } from '../ports.ts'

interface TableShape {
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

const ANNOTATION_COLUMNS = [
  'id',
  'paper_id',
  'file_hash',
  'kind',
  'colour',
  'role',
  'comment',
  'targets',
  'quote',
  'position',
  'text',
  'sort_key',
  'page_label',
  'anchor_state',
  'anchor_score',
  'anchored_from',
  'created_at_ms',
  'modified_at_ms',
  'author',
  'source_program',
  'source_key',
] as const

/** The reader's tables: columns in the order they are written, the key first. Sync never writes these. */
export const readerTables = {
  marks: {
    key: ['paper_id'],
    columns: ['paper_id', 'state', 'read', 'snoozed_until', 'list_position', 'first_saved_at_ms', 'decided_at_ms'],
  },
  notes: { key: ['paper_id'], columns: ['paper_id', 'text', 'revision', 'updated_at_ms'] },
  tags: { key: ['id'], columns: ['id', 'name', 'colour'] },
  paper_tags: { key: ['paper_id', 'tag_id'], columns: ['paper_id', 'tag_id'] },
  annotations: {
    key: ['id'],
    columns: ANNOTATION_COLUMNS,
  },
  annotation_tags: { key: ['annotation_id', 'name'], columns: ['annotation_id', 'name'] },
  library_facts: { key: ['key'], columns: ['key', 'value'] },
  saved_searches: { key: ['id'], columns: ['id', 'name', 'query', 'position', 'in_digest', 'saved_at_ms'] },
  file_pins: { key: ['file_hash'], columns: ['file_hash', 'pinned_at_ms'] },
  merge_bases: { key: ['source', 'kind', 'id'], columns: ['source', 'kind', 'id', 'value'] },
  follows: { key: ['kind', 'key'], columns: ['kind', 'key', 'name', 'followed_at_ms'] },
} as const satisfies Record<string, TableShape>

export type ReaderTable = keyof typeof readerTables

/** A row as it goes into JSON: no blobs, no big integers. */
export type PlainRow = Record<string, string | number | null>

export interface RowChange {
  table: ReaderTable
  key: (string | number)[]
  before: PlainRow | null
  after: PlainRow | null
}

export class ReaderRows {
  readonly #sql: SqlDatabase
  readonly #changes = new Map<string, RowChange>()

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  get(table: ReaderTable, ...key: (string | number)[]): PlainRow | null {
    const { key: keyColumns, columns } = readerTables[table]
    const row = this.#sql.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${where(keyColumns)}`).get(...key)
    return row ? plain(row) : null
  }

  put(table: ReaderTable, row: PlainRow): void {
    const shape: TableShape = readerTables[table]
    const key = shape.key.map((column) => row[column] as string | number)
    this.#remember(table, key, row)
    const rest = shape.columns.filter((column) => !shape.key.includes(column))
    const onConflict = rest.length === 0 ? 'NOTHING' : `UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`
    const marks = shape.columns.map(() => '?').join(', ')
    this.#sql
      .prepare(
        `INSERT INTO ${table} (${shape.columns.join(', ')}) VALUES (${marks}) ON CONFLICT (${shape.key.join(', ')}) DO ${onConflict}`,
      )
      .run(...shape.columns.map((column) => row[column] ?? null))
  }

  remove(table: ReaderTable, ...key: (string | number)[]): void {
    this.#remember(table, key, null)
    this.#sql.prepare(`DELETE FROM ${table} WHERE ${where(readerTables[table].key)}`).run(...key)
  }

  /** What really changed, in the order it was first touched. */
  changes(): RowChange[] {
    return [...this.#changes.values()].filter((change) => !sameRow(change.before, change.after))
  }

  #remember(table: ReaderTable, key: (string | number)[], after: PlainRow | null): void {
    const name = JSON.stringify([table, ...key])
    const known = this.#changes.get(name)
    if (known) known.after = after
    else this.#changes.set(name, { table, key, before: this.get(table, ...key), after })
  }
}

/** Puts every row back to `before` (undo) or `after` (redo); throws `cannot-undo` when a row is no longer as it was left. */
export function applyChanges(sql: SqlDatabase, changes: readonly RowChange[], direction: 'before' | 'after'): void {
  const rows = new ReaderRows(sql)
  const from = direction === 'before' ? 'after' : 'before'
  for (const change of changes) {
    if (!sameRow(rows.get(change.table, ...change.key), change[from])) {
      throw new DogearError('cannot-undo', 'That was changed again since, so it is left as it is now.')
    }
  }
  for (const change of direction === 'before' ? changes.toReversed() : changes) {
    const target = change[direction]
    if (target) rows.put(change.table, target)
    else rows.remove(change.table, ...change.key)
  }
}

/** Those whose rows are still as they were before the change, or as it left them. */
export function stillAs(sql: SqlDatabase, changes: readonly RowChange[], side: 'before' | 'after'): RowChange[] {
  const rows = new ReaderRows(sql)
  return changes.filter((change) => sameRow(rows.get(change.table, ...change.key), change[side]))
}

export function sameRow(a: PlainRow | null, b: PlainRow | null): boolean {
  if (a === null || b === null) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => (a[name] ?? null) === (b[name] ?? null))
}

function where(columns: readonly string[]): string {
  return columns.map((column) => `${column} = ?`).join(' AND ')
}

function plain(row: SqlRow): PlainRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]: [string, SqlValue]) => [name, plainValue(value)]))
}

function plainValue(value: SqlValue): string | number | null {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint8Array) throw new TypeError('a reader table holds no blobs')
  return value
}
