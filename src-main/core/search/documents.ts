// Owns what of a paper is searched: its texts read from the library, math made plain, and the facts that rank it.
import { type Day, msOfDay } from '#domain/day.ts'
import type { Author, Organization, PaperId } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import { plainPageText } from '../files/page-words.ts'
import { json, numberOrNull, text, textOrNull } from '../storage/columns.ts'
import type { SqlRow } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { foldedWords } from './fold.ts'
import type { IndexField } from './index-facts.ts'

/** The fields of the index; their names are the operators of the search box. */
export const PAPER_FIELDS = [
  { name: 'title', boost: 4 },
  { name: 'author', boost: 3 },
  { name: 'org', boost: 2 },
  { name: 'keyword', boost: 1 },
  { name: 'category', boost: 1 },
  { name: 'tag', boost: 3 },
  { name: 'note', boost: 2 },
  { name: 'abstract', boost: 1 },
  { name: 'annotation', boost: 2 },
  { name: 'pdf', boost: 0.3 },
] as const satisfies readonly IndexField[]

export type PaperField = (typeof PAPER_FIELDS)[number]['name']

/** The texts of a paper as they are shown. */
export interface PaperTexts {
  id: PaperId
  /** With TeX, as it is stored. */
  title: string
  authors: string
  organization: string
  keywords: string
  categories: string
  tags: string
  note: string
  /** With TeX, as it is stored. */
  abstract: string
  /** Marked passages and comments, in the order of pages. */
  annotations: string
  /** What stands on the pages of its files; empty unless it was asked for. */
  pdf: string
  /** Days since 1970; -1 where none is known. */
  dayNumber: number
  /** The reader did something with it: a state, a tag, a note. */
  isInLibrary: boolean
}

/** Characters of a note that are searched; reading more at once would hold up the thread. */
const MAX_SEARCHED_NOTE = 200_000
/** Characters of marks, and of a paper's files, that are searched. */
const MAX_SEARCHED_MARKS = 200_000
const MAX_SEARCHED_PDF = 200_000
const MS_PER_DAY = 86_400_000

const COLUMNS = `
  p.id, coalesce(a.title, p.title) AS title, coalesce(a.abstract, p.abstract) AS abstract, p.authors, p.organization, p.keywords,
  a.categories, substr(n.text, 1, ${MAX_SEARCHED_NOTE}) AS note, p.newest_day, coalesce(p.published_at_ms, a.published_at_ms) AS published_at_ms, m.state,
  (SELECT group_concat(t.name, ' · ') FROM paper_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.paper_id = p.id) AS tags,
  (SELECT substr(group_concat(an.text || ' ' || an.comment, char(10) ORDER BY an.sort_key), 1, ${MAX_SEARCHED_MARKS})
   FROM annotations an WHERE an.paper_id = p.id) AS annotations`

const PDF_COLUMN = `,
  (SELECT substr(group_concat(ft.text, char(10) ORDER BY f.added_at_ms DESC, ft.page), 1, ${MAX_SEARCHED_PDF})
   FROM paper_files pf JOIN files f ON f.hash = pf.hash JOIN file_texts ft ON ft.file_hash = f.hash WHERE pf.paper_id = p.id) AS pdf`

const TABLES =
  'papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id LEFT JOIN notes n ON n.paper_id = p.id LEFT JOIN marks m ON m.paper_id = p.id'

/** The texts of those of `ids` that are stored and shown now (`sample`: see `shownSample`), in no order, the words of PDFs only `withPdf`. */
export function readTexts({ sql }: Store, ids: readonly PaperId[], sample: number, withPdf = false): PaperTexts[] {
  const rows = sql
    .prepare(
      `SELECT ${COLUMNS}${withPdf ? PDF_COLUMN : ''} FROM ${TABLES} WHERE p.id IN (SELECT value FROM json_each(?)) AND +p.sample = ?`,
    )
    .all(JSON.stringify(ids), sample)
  return rows.map(textsOfRow)
}

/** What the index is given of a paper. */
export function indexedFields(texts: PaperTexts): Record<PaperField, string[]> {
  return {
    title: foldedWords(plainText(texts.title, 'words')),
    author: foldedWords(texts.authors),
    org: foldedWords(texts.organization),
    keyword: foldedWords(texts.keywords),
    category: foldedWords(texts.categories),
    tag: foldedWords(texts.tags),
    note: foldedWords(texts.note),
    abstract: foldedWords(plainText(texts.abstract, 'words')),
    annotation: foldedWords(texts.annotations),
    pdf: foldedWords(texts.pdf),
  }
}

/** A place in the walk over all shown papers, newest day first. */
export interface Walk {
  day: Day | null
  rowid: number
}

export const WALK_START: Walk = { day: '9999-12-31', rowid: 0 }

/** The next papers of the walk, and where it goes on; null at the end. */
export function walkPapers({ sql }: Store, { day, rowid }: Walk, sample: number, limit: number): { ids: PaperId[]; next: Walk | null } {
  const rows =
    day === null
      ? sql
          .prepare('SELECT id, rowid FROM papers WHERE sample = ? AND newest_day IS NULL AND rowid > ? ORDER BY rowid LIMIT ?')
          .all(sample, rowid, limit)
      : sql
          .prepare(
            `SELECT id, rowid, newest_day FROM papers WHERE sample = ? AND newest_day <= ? AND (newest_day < ? OR rowid < ?)
             ORDER BY newest_day DESC, rowid DESC LIMIT ?`,
          )
          .all(sample, day, day, rowid, limit)
  const last = rows.at(-1)
  const ids = rows.map((row) => text(row, 'id'))
  if (last && rows.length === limit) return { ids, next: { day: textOrNull(last, 'newest_day'), rowid: Number(last['rowid']) } }
  return { ids, next: day === null ? null : { day: null, rowid: 0 } }
}

export function countPapers({ sql }: Store, sample: number): number {
  return Number(sql.prepare('SELECT count(*) AS papers FROM papers WHERE sample = ?').get(sample)?.['papers'] ?? 0)
}

function textsOfRow(row: SqlRow): PaperTexts {
  const state = textOrNull(row, 'state')
  const tags = textOrNull(row, 'tags') ?? ''
  const note = textOrNull(row, 'note') ?? ''
  const annotations = textOrNull(row, 'annotations') ?? ''
  return {
    id: text(row, 'id'),
    title: text(row, 'title'),
    authors: (json<Author[]>(row, 'authors') ?? []).map((author) => author.name).join(', '),
    organization: json<Organization>(row, 'organization')?.name ?? '',
    keywords: (json<string[]>(row, 'keywords') ?? []).join(', '),
    categories: (json<string[]>(row, 'categories') ?? []).join(', '),
    tags,
    note,
    abstract: text(row, 'abstract'),
    annotations,
    pdf: plainPageText(typeof row['pdf'] === 'string' ? row['pdf'] : ''),
    dayNumber: dayNumber(textOrNull(row, 'newest_day'), numberOrNull(row, 'published_at_ms')),
    isInLibrary: (state !== null && state !== 'inbox' && state !== 'dismissed') || tags !== '' || note !== '' || annotations !== '',
  }
}

function dayNumber(day: Day | null, publishedAtMs: number | null): number {
  const ms = day === null ? publishedAtMs : msOfDay(day)
  return ms === null || Number.isNaN(ms) ? -1 : Math.floor(ms / MS_PER_DAY)
}
