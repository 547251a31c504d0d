// Owns everything the paper pane shows of one paper.
import { DogearError } from '#domain/errors.ts'
import type { Author, MetricsAt, Organization, PaperDetail, PaperId, Submitter } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { json, number, numberOrNull, text, textOrNull } from '../storage/columns.ts'
import { ROW_COLUMNS, ROW_TABLES, toPaperRow } from './rows.ts'

const DETAIL_COLUMNS = `
  p.abstract AS source_abstract, p.submitter, p.authors_take_part, p.ai_summary, p.ai_summary_model, p.keywords, p.code_url,
  p.project_url, p.thumbnail_url, p.media_urls, a.abstract AS arxiv_abstract, a.version, a.categories, a.primary_category, a.doi,
  a.journal_ref, a.comment, a.published_at_ms AS arxiv_published_at_ms, a.updated_at_ms AS arxiv_updated_at_ms`

/** Throws `not-found`. */
export function getPaper(store: Store, id: PaperId): PaperDetail {
  return detailOf(store, id, daysOf)
}

/** For many papers after each other: a day that many of them are in is read once. */
export function paperReader(store: Store): (id: PaperId) => PaperDetail {
  const known = new Map<string, Map<PaperId, number>>()
  const placesOn = (day: string): Map<PaperId, number> => {
    const rows = store.sql.prepare('SELECT paper_id, rank() OVER (ORDER BY position) AS place FROM day_entries WHERE day = ?').all(day)
    const places = new Map(rows.map((row) => [text(row, 'paper_id'), number(row, 'place')]))
    known.set(day, places)
    return places
  }
  const days = (_: Store, id: PaperId): PaperDetail['days'] =>
    store.sql
      .prepare('SELECT day FROM day_entries WHERE paper_id = ? ORDER BY day')
      .all(id)
      .map((row) => {
        const places = known.get(text(row, 'day')) ?? placesOn(text(row, 'day'))
        return { day: text(row, 'day'), place: places.get(id) ?? 0, papers: places.size }
      })
  return (id) => detailOf(store, id, days)
}

function detailOf(store: Store, id: PaperId, days: (store: Store, id: PaperId) => PaperDetail['days']): PaperDetail {
  const row = store.sql.prepare(`SELECT ${ROW_COLUMNS}, ${DETAIL_COLUMNS} FROM ${ROW_TABLES} WHERE p.id = ?`).get(id)
  if (!row) throw new DogearError('not-found', `There is no paper ${id} in this library.`)
  const listed = toPaperRow(row)
  const arxivAbstract = textOrNull(row, 'arxiv_abstract')
  return {
    ...listed,
    abstract: arxivAbstract ?? text(row, 'source_abstract'),
    abstractFrom: listed.sample ? 'sample' : arxivAbstract === null ? 'hugging-face' : 'arxiv',
    allAuthors: json<Author[]>(row, 'authors') ?? [],
    organizationHandle: json<Organization>(row, 'organization')?.handle ?? null,
    submitter: json<Submitter>(row, 'submitter'),
    authorsTakePart: number(row, 'authors_take_part') === 1,
    aiSummary: textOrNull(row, 'ai_summary'),
    aiSummaryModel: textOrNull(row, 'ai_summary_model'),
    keywords: json<string[]>(row, 'keywords') ?? [],
    codeUrl: textOrNull(row, 'code_url'),
    projectUrl: textOrNull(row, 'project_url'),
    thumbnailUrl: textOrNull(row, 'thumbnail_url'),
    mediaUrls: json<string[]>(row, 'media_urls') ?? [],
    days: days(store, id),
    arxiv: arxivAbstract === null ? null : arxivFacts(row),
    history: metricsOf(store, id),
  }
}

function arxivFacts(row: SqlRow): PaperDetail['arxiv'] {
  return {
    version: number(row, 'version'),
    categories: json<string[]>(row, 'categories') ?? [],
    primaryCategory: textOrNull(row, 'primary_category'),
    doi: textOrNull(row, 'doi'),
    journalRef: textOrNull(row, 'journal_ref'),
    comment: textOrNull(row, 'comment'),
    publishedAtMs: numberOrNull(row, 'arxiv_published_at_ms'),
    updatedAtMs: numberOrNull(row, 'arxiv_updated_at_ms'),
  }
}

function daysOf({ sql }: Store, id: PaperId): PaperDetail['days'] {
  const rows = sql
    .prepare(
      `SELECT e.day, (SELECT count(*) FROM day_entries o WHERE o.day = e.day AND o.position < e.position) + 1 AS place,
              (SELECT count(*) FROM day_entries o WHERE o.day = e.day) AS papers
       FROM day_entries e WHERE e.paper_id = ? ORDER BY e.day`,
    )
    .all(id)
  return rows.map((row) => ({ day: text(row, 'day'), place: number(row, 'place'), papers: number(row, 'papers') }))
}

function metricsOf({ sql }: Store, id: PaperId): MetricsAt[] {
  const rows = sql.prepare('SELECT read_at_ms, votes, comments, stars FROM metric_snapshots WHERE paper_id = ? ORDER BY read_at_ms').all(id)
  return rows.map((row) => ({
    readAtMs: number(row, 'read_at_ms'),
    votes: number(row, 'votes'),
    comments: numberOrNull(row, 'comments'),
    stars: numberOrNull(row, 'stars'),
  }))
}
