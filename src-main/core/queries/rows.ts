// Owns the line of a list: `PaperRow` read from the tables, in the order asked for.
import type { Author, Organization, PaperId, PaperRow } from '#domain/paper.ts'
import { pagesInComment } from '#domain/reading-time.ts'
import type { PaperState } from '#domain/marks.ts'
import type { SqlRow } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { json, number, numberOrNull, text, textOrNull } from '../storage/columns.ts'

const SHOWN_AUTHORS = 4

/** Of the words of the PDF, where they were read. */
export const PDF_CHARACTERS =
  "(SELECT max(s.characters) FROM paper_files pf JOIN file_text_states s ON s.file_hash = pf.hash AND s.state = 'read' WHERE pf.paper_id = p.id)"

/** Of the PDF on disk, where it was opened; else arXiv's comment may say. */
export const PAGES =
  '(SELECT max(s.pages) FROM paper_files pf JOIN file_text_states s ON s.file_hash = pf.hash AND s.pages > 0 WHERE pf.paper_id = p.id)'

/** Columns of a row, for a query over `papers p LEFT JOIN arxiv_records a LEFT JOIN marks m`. */
export const ROW_COLUMNS = `
  p.id, coalesce(a.title, p.title) AS title, p.authors, p.organization, p.votes, p.comments, p.stars, p.metrics_read_at_ms,
  p.newest_day, coalesce(p.published_at_ms, a.published_at_ms) AS published_at_ms, p.code_url IS NOT NULL AS has_code, p.sample,
  coalesce(m.state, 'inbox') AS state, coalesce(m.read, 0) AS read, m.snoozed_until, m.first_saved_at_ms,
  EXISTS (SELECT 1 FROM notes n WHERE n.paper_id = p.id) AS has_note,
  EXISTS (SELECT 1 FROM paper_files pf JOIN files f ON f.hash = pf.hash WHERE pf.paper_id = p.id AND f.gone = 0) AS offline_ready,
  ${PDF_CHARACTERS} AS pdf_characters, ${PAGES} AS pages, a.comment AS arxiv_comment,
  (SELECT json_group_array(t.name ORDER BY t.name COLLATE NOCASE) FROM paper_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.paper_id = p.id) AS tags,
  (SELECT json_group_array(f.name ORDER BY f.name) FROM follow_matches fm JOIN follows f USING (kind, key) WHERE fm.paper_id = p.id) AS follows`

export const ROW_TABLES = `papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id LEFT JOIN marks m ON m.paper_id = p.id`

/** Rows of these papers in this order; an identifier that is not stored is left out. */
export function paperRows({ sql }: Store, ids: readonly PaperId[]): PaperRow[] {
  if (ids.length === 0) return []
  const found = sql
    .prepare(`SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES} WHERE p.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
  const byId = new Map(found.map((row) => [text(row, 'id'), row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toPaperRow(row)] : []
  })
}

export function toPaperRow(row: SqlRow): PaperRow {
  const authors = json<Author[]>(row, 'authors') ?? []
  return {
    id: text(row, 'id'),
    title: text(row, 'title'),
    authors: authors.slice(0, SHOWN_AUTHORS).map((author) => author.name),
    authorCount: authors.length,
    organization: json<Organization>(row, 'organization')?.name ?? null,
    votes: number(row, 'votes'),
    comments: numberOrNull(row, 'comments'),
    stars: numberOrNull(row, 'stars'),
    metricsReadAtMs: number(row, 'metrics_read_at_ms'),
    day: textOrNull(row, 'newest_day'),
    publishedAtMs: numberOrNull(row, 'published_at_ms'),
    state: text(row, 'state') as PaperState,
    read: number(row, 'read') === 1,
    snoozedUntil: textOrNull(row, 'snoozed_until'),
    savedAtMs: numberOrNull(row, 'first_saved_at_ms'),
    tags: json<string[]>(row, 'tags') ?? [],
    follows: json<string[]>(row, 'follows') ?? [],
    hasNote: number(row, 'has_note') === 1,
    hasCode: number(row, 'has_code') === 1,
    offlineReady: number(row, 'offline_ready') === 1,
    pdfCharacters: numberOrNull(row, 'pdf_characters'),
    pages: numberOrNull(row, 'pages') ?? pagesInComment(textOrNull(row, 'arxiv_comment')),
    sample: number(row, 'sample') === 1,
  }
}
