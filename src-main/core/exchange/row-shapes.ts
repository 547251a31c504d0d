// Owns what a row of an archive must be to be taken over: as Dogear writes it, so that nothing that reads it later finds anything else.
import { z } from 'zod'
import { ReadingLayout, ReadingPlace } from '#contract/reading.ts'
import { AnnotationColour, AnnotationId, AnnotationRole, AnnotationTarget, FileHash, TextPosition, TextQuote } from '#domain/annotation.ts'
import { CitationKey } from '#domain/citation-key.ts'
import { Day } from '#domain/day.ts'
import { Digest } from '#domain/digest.ts'
import { DogearError } from '#domain/errors.ts'
import { FollowKind } from '#domain/follow.ts'
import { MAX_NOTE_LENGTH } from '#domain/note.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'
import { Author, Organization, PaperId, Submitter } from '#domain/paper.ts'
import { TagColour } from '#domain/tag.ts'
import { type ArchiveRow, archiveTables } from '../storage/archive-rows.ts'
import { readerTables } from '../storage/reader-rows.ts'
import type { Store } from '../storage/store.ts'

/** The end of the year 9999: a later moment has no day. */
const LAST_MS = 253_402_300_799_999
/** SQLite keeps larger whole numbers, and they would not come out of it again. */
const Num = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
const Moment = z.number().min(0).max(LAST_MS)
const Count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const Flag = z.union([z.literal(0), z.literal(1)])
const Address = z
  .string()
  .max(4_096)
  .regex(/^https?:\/\/[^\s/]/)

/** A column with JSON in it. */
const json = <Inside extends z.ZodType>(inside: Inside) =>
  z.string().superRefine((text, context) => {
    if (!inside.safeParse(parsedOrNothing(text)).success) context.addIssue({ code: 'custom', message: 'not what stands in this column' })
  })

function parsedOrNothing(text: unknown): unknown {
  try {
    return typeof text === 'string' ? parseOutsideJson(text) : undefined
  } catch {
    return undefined
  }
}

const Plain = z.record(z.string(), z.union([z.string(), Num, z.null()]))
const Strings = json(z.array(z.string()))

/** Columns whose content is trusted where it is read; what an archive leaves out has its default. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  papers: {
    id: PaperId,
    authors: json(z.array(Author)),
    organization: json(Organization.extend({ avatarUrl: Address.optional() })).nullable(),
    submitter: json(Submitter).nullable(),
    thumbnail_url: Address.nullable(),
    media_urls: json(z.array(Address)),
    project_url: Address.nullable(),
    code_url: Address.nullable(),
    keywords: Strings,
    votes: Count,
    comments: Count.nullable(),
    stars: Count.nullable(),
    newest_day: Day.nullable(),
  },
  arxiv_records: { version: z.number().int().min(1).max(10_000), authors: Strings, categories: Strings },
  metric_snapshots: { votes: Count, comments: Count.nullable(), stars: Count.nullable() },
  library: { library_id: z.string().min(1).max(100), inbox_since: Day },
  sync_facts: { value: json(z.unknown().refine((value) => value !== undefined)) },
  marks: { snoozed_until: Day.nullable(), read: Flag },
  notes: { text: z.string().max(MAX_NOTE_LENGTH), revision: Count },
  tags: { id: z.string().min(1).max(100), name: z.string().min(1).max(60), colour: TagColour.nullable() },
  files: { title: z.string().max(2_000), bytes: Count },
  readings: { place: json(ReadingPlace), layout: json(ReadingLayout), furthest_page: Count, seconds_read: Count },
  reading_marks: { name: z.string().min(1).max(8), place: json(ReadingPlace) },
  annotations: {
    id: AnnotationId,
    colour: AnnotationColour,
    role: AnnotationRole.nullable(),
    targets: json(z.array(AnnotationTarget).min(1).max(500)),
    quote: json(TextQuote).nullable(),
    position: json(TextPosition).nullable(),
    sort_key: z.string().max(40),
    page_label: z.string().max(40),
    anchor_score: z.number().min(0).max(1),
    anchored_from: AnnotationId.nullable(),
  },
  annotation_tags: { name: z.string().min(1).max(80) },
  digests: { content: json(Digest) },
  follows: { kind: FollowKind, key: z.string().min(1).max(300), name: z.string().min(1).max(300) },
  saved_searches: { name: z.string().min(1).max(100), in_digest: Flag },
  citation_keys: { key: CitationKey },
  text_places: { block: Count, share: z.number().min(0).max(1) },
  merge_bases: { source: z.string().max(100) },
}

/** What stands in a column, beyond its kind; null where any text or figure will do. */
function columnShape(table: string, column: string): z.ZodType | null {
  const known = COLUMNS[table]?.[column]
  if (known) return known
  if (column === 'paper_id') return table === 'annotations' || table === 'files' || table === 'set_aside' ? PaperId.nullable() : PaperId
  if (column === 'file_hash' || column === 'hash') return FileHash
  if (column === 'day') return table === 'set_aside' ? Day.nullable() : Day
  return column.endsWith('_ms') ? Moment.nullable() : null
}

interface TableShape {
  /** In the order of the table. */
  columns: readonly { name: string; isNumber: boolean; shape: z.ZodType | null }[]
}

function tableShape(store: Store, table: string): TableShape {
  const columns = store.sql.prepare('SELECT name, type FROM pragma_table_info(?)').all(table)
  return {
    columns: columns.map((row) => {
      const [name, type] = [String(row['name']), String(row['type'])]
      return { name, isNumber: type === 'INTEGER' || type === 'REAL', shape: columnShape(table, name) }
    }),
  }
}

/** The first column whose value is none that Dogear would have written; null when all are. Columns that this library has not are not looked at. */
function wrongColumn(shapes: Shapes, table: string, row: ArchiveRow): string | null {
  for (const { name, isNumber, shape } of shapes(table).columns) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    if (value === undefined) continue
    const fits = shape === null ? isPlain(value, isNumber) : isPlain(value, isNumber) && shape.safeParse(value).success
    if (!fits) return name
  }
  if (table === 'history') return changesOf(row['changes']).every((change) => isChange(shapes, change)) ? null : 'changes'
  if (table !== 'merge_bases' || row['kind'] !== 'annotation') return null
  const kept = Plain.safeParse(parsedOrNothing(row['value']))
  return kept.success && wrongColumn(shapes, 'annotations', kept.data) === null ? null : 'value'
}

type Shapes = (table: string) => TableShape

/** SQLite would make a number of a text that looks like one, and none that is too large comes out of it again. */
function isPlain(value: ArchiveRow[string], isNumber: boolean): boolean {
  if (value === null) return true
  return isNumber ? Num.safeParse(value).success : typeof value === 'string'
}

function changesOf(text: unknown): unknown[] {
  const changes = parsedOrNothing(text)
  return Array.isArray(changes) ? (changes as unknown[]) : [null]
}

const Change = z.object({
  table: z.string().refine((name) => Object.hasOwn(readerTables, name)),
  key: z.array(z.union([z.string(), Num])).min(1),
  before: Plain.nullable(),
  after: Plain.nullable(),
})

/** What undo would write again. */
function isChange(shapes: Shapes, change: unknown): boolean {
  const found = Change.safeParse(change)
  if (!found.success) return false
  const { table, before, after } = found.data
  return [before, after].every((row) => row === null || wrongColumn(shapes, table, row) === null)
}

/** Throws a sentence for the first row that Dogear would not have written. Gives its turn to others meanwhile. */
export async function checkRows(
  store: Store,
  tables: ReadonlyMap<string, readonly ArchiveRow[]>,
  yieldTurn: () => Promise<void>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const known = new Map(archiveTables(store).map((name) => [name, tableShape(store, name)]))
  const shapes: Shapes = (table) => known.get(table) ?? { columns: [] }
  for (const [table, rows] of tables) {
    if (!known.has(table)) continue
    for (const [index, row] of rows.entries()) {
      const column = wrongColumn(shapes, table, row)
      if (column !== null)
        throw new DogearError(
          'invalid-input',
          `Row ${index + 1} of “${table}” in this archive is none that Dogear writes (${column}), so nothing of it was taken over. Make the archive anew.`,
        )
      if (index % ROWS_A_TURN !== ROWS_A_TURN - 1) continue
      await yieldTurn()
      signal.throwIfAborted()
    }
  }
}

const ROWS_A_TURN = 1_000
