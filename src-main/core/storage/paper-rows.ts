// Owns the writing of one paper as a source gave it: only what differs, and a line of history only when a figure moved.
import type { Metrics, SourcePaper } from '#domain/paper.ts'
import type { SqlDatabase, SqlRow, SqlValue } from '../ports.ts'

export type PaperChange = 'added' | 'changed' | 'measured' | 'same'

const COLUMNS = [
  'title',
  'abstract',
  'authors',
  'published_at_ms',
  'organization',
  'submitter',
  'discussion_id',
  'thumbnail_url',
  'media_urls',
  'project_url',
  'code_url',
  'ai_summary',
  'ai_summary_model',
  'keywords',
  'authors_take_part',
] as const
const SELECT = `SELECT sample, votes, comments, stars, metrics_read_at_ms, ${COLUMNS.join(', ')} FROM papers WHERE id = ?`
const INSERT = `INSERT INTO papers (id, ${COLUMNS.join(', ')}, sample, votes, comments, stars, metrics_read_at_ms, newest_day, changed_at_ms)
  VALUES (?, ${COLUMNS.map(() => '?').join(', ')}, 0, ?, ?, ?, ?, NULL, ?)`
const UPDATE = `UPDATE papers SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')}, changed_at_ms = ? WHERE id = ?`

/**
 * Stores a paper inside the caller's transaction. `changed` when what can be read or searched is new (`changed_at_ms` moves),
 * `measured` when only votes, comments or stars moved. A sample is never touched.
 */
export function writePaper(sql: SqlDatabase, paper: SourcePaper, metrics: Metrics, readAtMs: number): PaperChange {
  const stored = sql.prepare(SELECT).get(paper.id)
  if (!stored) {
    sql.prepare(INSERT).run(paper.id, ...valuesOf(paper), metrics.votes, metrics.comments, metrics.stars, readAtMs, readAtMs)
    writeSnapshot(sql, paper.id, metrics, readAtMs)
    return 'added'
  }
  if (stored['sample'] === 1) return 'same'
  // an answer without an abstract or authors says nothing about the ones that are known
  const values = valuesOf(paper)
  if (paper.abstract === '') values[1] = stored['abstract'] ?? ''
  if (paper.authors.length === 0) values[2] = stored['authors'] ?? '[]'
  const changed = COLUMNS.some((column, index) => stored[column] !== values[index])
  if (changed) sql.prepare(UPDATE).run(...values, readAtMs, paper.id)
  const measured = writeMetrics(sql, paper.id, stored, metrics, readAtMs)
  return changed ? 'changed' : measured ? 'measured' : 'same'
}

function writeMetrics(sql: SqlDatabase, id: string, stored: SqlRow, read: Metrics, readAtMs: number): boolean {
  // null is "not said": what was known stays
  const metrics = { votes: read.votes, comments: read.comments ?? figure(stored['comments']), stars: read.stars ?? figure(stored['stars']) }
  if (metrics.votes === stored['votes'] && metrics.comments === stored['comments'] && metrics.stars === stored['stars']) return false
  // the newest line stays the newest when the clock was set back
  const atMs = Math.max(readAtMs, Number(stored['metrics_read_at_ms']))
  writeSnapshot(sql, id, metrics, atMs)
  sql
    .prepare('UPDATE papers SET votes = ?, comments = ?, stars = ?, metrics_read_at_ms = ? WHERE id = ?')
    .run(metrics.votes, metrics.comments, metrics.stars, atMs, id)
  return true
}

function writeSnapshot(sql: SqlDatabase, id: string, metrics: Metrics, readAtMs: number): void {
  sql
    .prepare(
      `INSERT INTO metric_snapshots (paper_id, read_at_ms, votes, comments, stars) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (paper_id, read_at_ms) DO UPDATE SET votes = excluded.votes, comments = excluded.comments, stars = excluded.stars`,
    )
    .run(id, readAtMs, metrics.votes, metrics.comments, metrics.stars)
}

function valuesOf(paper: SourcePaper): SqlValue[] {
  return [
    paper.title,
    paper.abstract,
    JSON.stringify(paper.authors),
    paper.publishedAtMs,
    paper.organization && JSON.stringify(paper.organization),
    paper.submitter && JSON.stringify(paper.submitter),
    paper.discussionId,
    paper.thumbnailUrl,
    JSON.stringify(paper.mediaUrls),
    paper.projectUrl,
    paper.codeUrl,
    paper.aiSummary,
    paper.aiSummaryModel,
    JSON.stringify(paper.keywords),
    paper.authorsTakePart ? 1 : 0,
  ]
}

function figure(value: SqlValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
