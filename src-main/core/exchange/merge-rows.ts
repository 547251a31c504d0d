// Owns how what another library or a colleague's pack says of the reader's own things joins them: added, never overwritten.
import type { ArchiveRow } from '../storage/archive-rows.ts'
import { type PlainRow, type ReaderRows, type ReaderTable, readerTables } from '../storage/reader-rows.ts'
import type { Store } from '../storage/store.ts'

type Tables = ReadonlyMap<string, readonly ArchiveRow[]>

export interface MergeFrom {
  tables: Tables
  /** Named over a note that joins one's own: `another library`, `Ada`. */
  source: string
  /** Written to annotations that name nobody; null leaves them as one's own. */
  author: string | null
  uuid(): string
}

/**
 * Decisions: the later one stands. Notes: both are kept, one after the other, unless one holds the other already.
 * Tags are the same when their names are. Annotations by id: the later change stands, and no comment is lost.
 * Everything else is added where its key is free. Doing it twice changes nothing the second time.
 */
export function mergeReaderRows(store: Store, rows: ReaderRows, from: MergeFrom): void {
  const tagIds = mergeTags(store, rows, from)
  each(from, 'marks', (row) => {
    const own = rows.get('marks', key(row, 'paper_id'))
    if (!own || time(own, 'decided_at_ms') < time(row, 'decided_at_ms')) {
      const first = [own, row].flatMap((one) => (typeof one?.['first_saved_at_ms'] === 'number' ? [one['first_saved_at_ms']] : []))
      rows.put('marks', { ...row, first_saved_at_ms: first.length === 0 ? null : Math.min(...first) })
    }
  })
  each(from, 'notes', (row) => mergeNote(rows, row, from.source))
  each(from, 'paper_tags', (row) => {
    const tag = tagIds.get(key(row, 'tag_id'))
    if (tag !== undefined) rows.put('paper_tags', { paper_id: key(row, 'paper_id'), tag_id: tag })
  })
  each(from, 'annotations', (row) => mergeAnnotation(rows, { ...row, author: row['author'] ?? from.author }, from.source))
  each(from, 'annotation_tags', (row) => rows.put('annotation_tags', row))
  const merged = new Set<string>(['marks', 'notes', 'tags', 'paper_tags', 'annotations', 'annotation_tags', 'library_facts'])
  for (const table of Object.keys(readerTables) as ReaderTable[]) {
    if (merged.has(table)) continue
    each(from, table, (row) => {
      if (!rows.get(table, ...readerTables[table].key.map((column) => key(row, column)))) rows.put(table, row)
    })
  }
}

/** From their tag ids to one's own. */
function mergeTags(store: Store, rows: ReaderRows, from: MergeFrom): Map<string, string> {
  const ids = new Map<string, string>()
  each(from, 'tags', (row) => {
    const known = store.sql.prepare('SELECT id FROM tags WHERE name = ? COLLATE NOCASE').get(key(row, 'name'))
    const free = rows.get('tags', key(row, 'id')) === null
    const id = known ? String(known['id']) : free ? key(row, 'id') : from.uuid()
    ids.set(key(row, 'id'), id)
    if (!known) rows.put('tags', { ...row, id })
  })
  return ids
}

function mergeNote(rows: ReaderRows, row: PlainRow, source: string): void {
  const own = rows.get('notes', key(row, 'paper_id'))
  const [mine, theirs] = [String(own?.['text'] ?? ''), String(row['text'])]
  const text = joinedText(mine, theirs, `\n\n---\n\n*From ${source}:*\n\n`)
  if (own === null) rows.put('notes', { ...row, revision: 1 })
  else if (text !== mine)
    rows.put('notes', { ...own, text, revision: Number(own['revision']) + 1, updated_at_ms: row['updated_at_ms'] ?? 0 })
}

function mergeAnnotation(rows: ReaderRows, row: PlainRow, source: string): void {
  const own = rows.get('annotations', key(row, 'id'))
  if (own === null) return rows.put('annotations', row)
  const [later, earlier] = time(own, 'modified_at_ms') < time(row, 'modified_at_ms') ? [row, own] : [own, row]
  const comment = joinedText(String(later['comment']), String(earlier['comment']), `\n\nFrom ${later === own ? source : 'before'}: `)
  rows.put('annotations', { ...later, comment })
}

/** Both texts, unless one is part of the other: then the longer. */
function joinedText(first: string, second: string, between: string): string {
  if (first.includes(second.trim())) return first
  return second.includes(first.trim()) ? second : `${first.trimEnd()}${between}${second}`
}

function each({ tables }: MergeFrom, table: ReaderTable, work: (row: PlainRow) => void): void {
  const { columns } = readerTables[table] as { columns: readonly string[] }
  for (const row of tables.get(table) ?? []) work(Object.fromEntries(columns.map((column) => [column, plain(row[column])])))
}

function plain(value: ArchiveRow[string] | undefined): string | number | null {
  return typeof value === 'object' || value === undefined ? null : value
}

function key(row: PlainRow, column: string): string {
  return String(row[column] ?? '')
}

function time(row: PlainRow, column: string): number {
  return Number(row[column] ?? -1)
}
