// Owns how what another library or a colleague's pack says of the reader's own things joins them: added, never overwritten.
import { freeName, type SavedSearch } from '#domain/saved-search.ts'
import { savedSearches } from '../queries/saved-searches.ts'
import type { ArchiveRow } from '../storage/archive-rows.ts'
import { type PlainRow, type ReaderRows, type ReaderTable, readerTables } from '../storage/reader-rows.ts'
import type { Store } from '../storage/store.ts'
import { mergedAnnotation, mergedNote } from './three-way.ts'

type Tables = ReadonlyMap<string, readonly ArchiveRow[]>

export interface MergeFrom {
  tables: Tables
  /** Named over a note that joins one's own: `another library`, `Ada`. */
  source: string
  /** Written to annotations that name nobody; null leaves them as one's own. */
  author: string | null
  /** The library that it comes from, and one's own; empty where the file does not say. */
  libraryId: string
  ownLibraryId: string
  uuid(): string
}

/**
 * Decisions: the later one stands. Notes and annotations: three-way against what was last taken over from there, or what they last took over from
 * here; the first time both notes are kept, one after the other, and of an annotation the later change. Tags are the same when their names are;
 * what was taken off or away here since does not come again. A saved search of a name that is taken gets a number. Everything else is added where its key is free.
 * Doing it twice changes nothing the second time.
 */
export function mergeReaderRows(store: Store, rows: ReaderRows, from: MergeFrom): void {
  const tagIds = mergeTags(store, rows, from)
  const bases = basesOf(rows, from)
  each(from, 'marks', (row) => {
    const own = rows.get('marks', key(row, 'paper_id'))
    if (!own || time(own, 'decided_at_ms') < time(row, 'decided_at_ms')) {
      const first = [own, row].flatMap((one) => (typeof one?.['first_saved_at_ms'] === 'number' ? [one['first_saved_at_ms']] : []))
      rows.put('marks', { ...row, first_saved_at_ms: first.length === 0 ? null : Math.min(...first) })
    }
  })
  each(from, 'notes', (row) => {
    const own = rows.get('notes', key(row, 'paper_id'))
    const theirs = String(row['text'])
    const text = mergedNote(
      String(own?.['text'] ?? ''),
      theirs,
      bases.get('note', key(row, 'paper_id')),
      `\n\n---\n\n*From ${from.source}:*\n\n`,
    )
    if (text !== null)
      rows.put('notes', { ...row, text, revision: Math.max(time(own ?? {}, 'revision') + 1, time(row, 'updated_at_ms'), 1) })
    bases.keep('note', key(row, 'paper_id'), theirs)
  })
  each(from, 'paper_tags', (row) => {
    const tag = tagIds.get(key(row, 'tag_id'))
    if (tag === undefined) return
    const id = `${key(row, 'paper_id')} ${key(rows.get('tags', tag) ?? {}, 'name').toLowerCase()}`
    if (bases.get('tag', id) === null) rows.put('paper_tags', { paper_id: key(row, 'paper_id'), tag_id: tag })
    bases.keep('tag', id, '')
  })
  const passedOver = new Set<string>()
  each(from, 'annotations', (row) => {
    const id = key(row, 'id')
    const known = bases.get('annotation', id)
    const base = known === null ? null : (JSON.parse(known) as PlainRow)
    const own = rows.get('annotations', id)
    const isGone = own === null && base !== null && mergedAnnotation(base, row, base, from.source) === null
    if (isGone) passedOver.add(id)
    else if (own === null) rows.put('annotations', { ...row, author: row['author'] ?? from.author })
    else {
      const next = mergedAnnotation(own, row, base, from.source)
      if (next) rows.put('annotations', next)
    }
    bases.keep('annotation', id, JSON.stringify(row))
  })
  each(from, 'annotation_tags', (row) => {
    if (!passedOver.has(key(row, 'annotation_id'))) rows.put('annotation_tags', row)
  })
  mergeSavedSearches(store, rows, from)
  const merged = new Set<string>([
    'saved_searches',
    'marks',
    'notes',
    'tags',
    'paper_tags',
    'annotations',
    'annotation_tags',
    'library_facts',
    'merge_bases',
  ])
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

/** A search of the same name and words is the same; another one of that name joins as “Name (2)”. They stand behind one's own. */
function mergeSavedSearches(store: Store, rows: ReaderRows, from: MergeFrom): void {
  const known = savedSearches(store)
  const named = (name: string): SavedSearch | undefined => known.find((own) => own.name.toLowerCase() === name.toLowerCase())
  const theirs: PlainRow[] = []
  each(from, 'saved_searches', (row) => theirs.push(row))
  for (const row of theirs.toSorted((a, b) => time(a, 'position') - time(b, 'position'))) {
    const [id, query] = [key(row, 'id'), key(row, 'query')]
    if (known.some((own) => own.id === id) || named(key(row, 'name'))?.query.trim() === query.trim()) continue
    const name = freeName(key(row, 'name'), (taken) => named(taken) !== undefined)
    rows.put('saved_searches', { ...row, name, position: known.length })
    known.push({ id, name, query, inDigest: row['in_digest'] === 1 })
  }
}

interface Bases {
  get(kind: BaseKind, id: string): string | null
  /** From now on this is what came from there last. */
  keep(kind: BaseKind, id: string, value: string): void
}

type BaseKind = 'note' | 'annotation' | 'tag'

/** What was last taken over from there; else what they had last taken over from here, as their file says. */
function basesOf(rows: ReaderRows, { tables, libraryId, ownLibraryId }: MergeFrom): Bases {
  const sent = new Map<string, string>()
  for (const { source, kind, id, value } of tables.get('merge_bases') ?? [])
    if (ownLibraryId !== '' && source === ownLibraryId && typeof kind === 'string' && typeof id === 'string' && typeof value === 'string')
      sent.set(`${kind} ${id}`, value)
  return {
    get: (kind, id) => {
      const known = libraryId === '' ? null : rows.get('merge_bases', libraryId, kind, id)
      return known ? String(known['value']) : (sent.get(`${kind} ${id}`) ?? null)
    },
    keep: (kind, id, value) => {
      if (libraryId !== '') rows.put('merge_bases', { source: libraryId, kind, id, value })
    },
  }
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
