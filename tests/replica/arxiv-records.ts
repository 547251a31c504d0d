// Owns what the replica's arXiv knows of a paper: records from a file, else made from the recorded day's own row.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { isRecord, paperOf } from './day-source.ts'
import type { Feed } from './feed.ts'

export interface ArxivEntry {
  id: string
  /** The newest version. */
  version: number
  /** As written, with TeX; wrapped when it is sent. */
  title: string
  abstract: string
  authors: { name: string; affiliation: string | null }[]
  categories: string[]
  primaryCategory: string
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  published: string
  updated: string
  comment: string | null
  doi: string | null
  journalRef: string | null
}

export interface ArxivRecords {
  /** The id without a version. */
  find(id: string): Promise<ArxivEntry | undefined>
  /** Every record of the file (not those made from days). */
  all(): Iterable<ArxivEntry>
}

/** Reads a `.jsonl` or `.jsonl.gz` file of records; a line is parsed when it is asked for. */
export async function readRecordLines(path: string): Promise<Map<string, string>> {
  const file = createReadStream(path)
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  if (bytes !== file) file.on('error', (error) => bytes.destroy(error))
  const lines = new Map<string, string>()
  for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const value: unknown = JSON.parse(line)
    if (isRecord(value) && typeof value['id'] === 'string') lines.set(value['id'], line)
  }
  return lines
}

/** Records given by a test, in the same form as the lines of a file. */
export function linesOfRecords(records: Iterable<Readonly<Record<string, unknown>>>): Map<string, string> {
  return new Map([...records].map((record) => [String(record['id']), JSON.stringify(record)]))
}

export function arxivRecords(lines: ReadonlyMap<string, string>, feed: Feed, lastDay: () => string): ArxivRecords {
  return {
    async find(id) {
      const line = lines.get(id)
      if (line !== undefined) return entryOfRecord(JSON.parse(line))
      const dated = await feed.rowOf(id, lastDay())
      return dated && entryOfRow(dated.row, dated.day)
    },
    *all() {
      for (const line of lines.values()) {
        const entry = entryOfRecord(JSON.parse(line))
        if (entry) yield entry
      }
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function momentOf(...candidates: unknown[]): string {
  for (const candidate of candidates) {
    const ms = typeof candidate === 'string' ? Date.parse(candidate) : Number.NaN
    if (Number.isFinite(ms)) return `${new Date(ms).toISOString().slice(0, 19)}Z`
  }
  return '2000-01-01T00:00:00Z'
}

/** The month an id names, as a moment. */
function monthOfId(id: string): string {
  const digits = /(?:^|\/)(\d{2})(\d{2})/.exec(id)
  if (!digits) return ''
  return `${Number(digits[1]) > 90 ? '19' : '20'}${digits[1]}-${digits[2]}-01T00:00:00Z`
}

function entryOfRecord(value: unknown): ArxivEntry | undefined {
  if (!isRecord(value)) return undefined
  const id = textOf(value['id'])
  const title = textOf(value['title'])
  const abstract = textOf(value['abstract'])
  if (id === null || title === null || abstract === null) return undefined
  const names = Array.isArray(value['authors']) ? value['authors'] : (textOf(value['authors_raw']) ?? '').split(/,\s*|\s+and\s+/)
  const authors = names.flatMap((one: unknown) => {
    const name = isRecord(one) ? textOf(one['name']) : textOf(one)
    return name === null ? [] : [{ name, affiliation: isRecord(one) ? textOf(one['affiliation']) : null }]
  })
  const categories = textsOf(value['categories'])
  const primaryCategory = textOf(value['primary_category']) ?? categories[0] ?? 'cs.LG'
  const published = momentOf(value['published'], value['date_v1_raw'], value['first_listed'], monthOfId(id))
  return {
    id,
    version: Math.max(1, Number(value['n_versions']) || 0, Number(value['version_seen']) || 0),
    title,
    abstract,
    authors: authors.length === 0 ? [{ name: 'Unknown', affiliation: null }] : authors,
    categories: categories.length === 0 ? [primaryCategory] : categories,
    primaryCategory,
    published,
    updated: momentOf(value['updated'], published),
    comment: textOf(value['comment']),
    doi: textOf(value['doi']),
    journalRef: textOf(value['journal_ref']),
  }
}

function entryOfRow(row: unknown, day: string): ArxivEntry | undefined {
  const paper = paperOf(row)
  if (!paper) return undefined
  const authors = Array.isArray(paper['authors']) ? paper['authors'] : []
  return entryOfRecord({
    ...paper,
    abstract: paper['summary'],
    // arXiv's list is complete: hiding an author is a choice of Hugging Face's page.
    authors: authors.flatMap((one) => (isRecord(one) ? [{ name: one['name'] }] : [])),
    published: paper['publishedAt'],
    first_listed: day,
  })
}
