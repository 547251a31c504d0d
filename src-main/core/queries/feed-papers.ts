// Owns what a feed tells of each of its papers, read in one go however many there are.
import type { Author, PaperId } from '#domain/paper.ts'
import type { FeedPaper } from '../export/feed.ts'
import { json, number, numberOrNull, text, textOrNull } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'

/** In this order; an identifier that is not stored is left out. */
export function feedPapers({ sql }: Store, ids: readonly PaperId[]): FeedPaper[] {
  const found = sql
    .prepare(
      `SELECT p.id, coalesce(a.title, p.title) AS title, coalesce(a.abstract, p.abstract) AS abstract, p.authors, p.votes, p.keywords,
              p.newest_day, coalesce(p.published_at_ms, a.published_at_ms) AS published_at_ms
       FROM json_each(?) wanted JOIN papers p ON p.id = wanted.value LEFT JOIN arxiv_records a ON a.paper_id = p.id ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids))
  return found.map((row) => ({
    id: text(row, 'id'),
    title: text(row, 'title'),
    abstract: text(row, 'abstract'),
    allAuthors: json<Author[]>(row, 'authors') ?? [],
    votes: number(row, 'votes'),
    keywords: json<string[]>(row, 'keywords') ?? [],
    day: textOrNull(row, 'newest_day'),
    publishedAtMs: numberOrNull(row, 'published_at_ms'),
  }))
}
