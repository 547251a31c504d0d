// Owns the rows of papers that the reader added by hand: arXiv's record where no feed told of them.
import type { ArxivRecord, PaperId } from '#domain/paper.ts'
import { storeArxivRecords } from './arxiv-rows.ts'
import { outsideTransaction } from './outside-transaction.ts'
import { writePaper } from './paper-rows.ts'
import type { Store } from './store.ts'

export function paperExists({ sql }: Store, id: PaperId): boolean {
  return sql.prepare('SELECT 1 FROM papers WHERE id = ?').get(id) !== undefined
}

/** Those that nothing was ever decided about. */
export function undecidedOf({ sql }: Store, ids: readonly PaperId[]): PaperId[] {
  return ids.filter((id) => !sql.prepare('SELECT 1 FROM marks WHERE paper_id = ? AND decided_at_ms IS NOT NULL').get(id))
}

/** Stores each paper that is not there yet with its record; gives the ids that are new. The feed's own facts come when it lists them. */
export function storeAddedPapers(store: Store, records: readonly ArxivRecord[], nowMs: number): PaperId[] {
  const added = outsideTransaction(store, () =>
    records.flatMap((record) => {
      if (paperExists(store, record.id)) return []
      const paper = {
        id: record.id,
        title: record.title,
        abstract: record.abstract,
        authors: record.authors.map((name) => ({ name })),
        publishedAtMs: record.publishedAtMs,
        organization: null,
        submitter: null,
        discussionId: null,
        thumbnailUrl: null,
        mediaUrls: [],
        projectUrl: null,
        codeUrl: null,
        aiSummary: null,
        aiSummaryModel: null,
        keywords: [],
        authorsTakePart: false,
      }
      writePaper(store.sql, paper, { votes: 0, comments: null, stars: null }, nowMs)
      return [record.id]
    }),
  )
  storeArxivRecords(store, records, nowMs)
  return added
}
