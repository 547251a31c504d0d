// Owns the storing of the sample days: once, at the first start of an empty library.
import type { Day } from '#domain/day.ts'
import type { Metrics, SourcePaper } from '#domain/paper.ts'
import type { Store } from './store.ts'

export interface SampleDay {
  day: Day
  papers: { paper: SourcePaper; metrics: Metrics }[]
}

/** Stores the sample days unless the library already has them or anything else. */
export function storeSamples(store: Store, days: readonly SampleDay[], nowMs: number): void {
  if (store.sql.prepare('SELECT 1 FROM papers LIMIT 1').get()) return
  const { sql } = store
  const addPaper = sql.prepare(
    `INSERT INTO papers (id, title, abstract, authors, published_at_ms, organization, submitter, discussion_id, thumbnail_url, media_urls,
       project_url, code_url, ai_summary, ai_summary_model, keywords, authors_take_part, sample, votes, comments, stars, metrics_read_at_ms, newest_day, changed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, '[]', ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
  )
  store.transaction(() => {
    for (const { day, papers } of days) {
      sql.prepare('INSERT INTO days (day, fetched_at_ms, sample) VALUES (?, ?, 1)').run(day, nowMs)
      papers.forEach(({ paper, metrics }, position) => {
        addPaper.run(
          paper.id,
          paper.title,
          paper.abstract,
          JSON.stringify(paper.authors),
          paper.publishedAtMs,
          paper.organization && JSON.stringify(paper.organization),
          paper.submitter && JSON.stringify(paper.submitter),
          paper.projectUrl,
          paper.codeUrl,
          paper.aiSummary,
          paper.aiSummaryModel,
          JSON.stringify(paper.keywords),
          paper.authorsTakePart ? 1 : 0,
          metrics.votes,
          metrics.comments,
          metrics.stars,
          nowMs,
          day,
          nowMs,
        )
        sql.prepare('INSERT INTO day_entries (day, paper_id, position) VALUES (?, ?, ?)').run(day, paper.id, position)
      })
    }
  })
}
