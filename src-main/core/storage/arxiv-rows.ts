// Owns the writing of arXiv's records and of the queue of papers whose record is still wanted.
import type { Day } from '#domain/day.ts'
import type { ArxivRecord, PaperId } from '#domain/paper.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

/** Why a record is wanted; a higher one is fetched first. */
export const PRIORITY = { recent: 1, saved: 2, inView: 3 } as const

const FIRST_BACK_OFF_MS = 60_000
const LONGEST_BACK_OFF_MS = 7 * 86_400_000

/** `+`: SQLite would go through all that are no samples, and not to the few that are named. */
const WANTED = `+p.sample = 0 AND p.id NOT LIKE 'local-%' AND NOT EXISTS (SELECT 1 FROM arxiv_records a WHERE a.paper_id = p.id)`
const QUEUE = `INSERT INTO arxiv_queue (paper_id, priority)`
const RAISE = `ON CONFLICT (paper_id) DO UPDATE SET priority = excluded.priority WHERE excluded.priority > priority`

/** Puts these papers in the queue, those with a record and samples left out; gives how many wait more eagerly than before. */
export function wantInView(store: Store, ids: readonly PaperId[]): number {
  return store.sql
    .prepare(`${QUEUE} SELECT p.id, ${PRIORITY.inView} FROM papers p WHERE p.id IN (SELECT value FROM json_each(?)) AND ${WANTED} ${RAISE}`)
    .run(JSON.stringify(ids)).changes
}

/** Puts saved, noted and tagged papers and the days from `since` on in the queue. */
export function wantSavedAndRecent(store: Store, since: Day): number {
  return outsideTransaction(store, () => {
    const saved = store.sql
      .prepare(
        `${QUEUE} SELECT p.id, ${PRIORITY.saved} FROM papers p WHERE ${WANTED} AND p.id IN (
           SELECT paper_id FROM marks WHERE state IN ('later', 'shortlist') UNION SELECT paper_id FROM notes UNION SELECT paper_id FROM paper_tags) ${RAISE}`,
      )
      .run().changes
    const recent = store.sql
      .prepare(`${QUEUE} SELECT p.id, ${PRIORITY.recent} FROM papers p WHERE p.sample = 0 AND p.newest_day >= ? AND ${WANTED} ${RAISE}`)
      .run(since).changes
    return saved + recent
  })
}

/** Puts papers whose PDF is on disk back in the queue when their record is older than that: it tells of newer versions. */
export function wantVersionsOfFiles(store: Store, readBeforeMs: number): number {
  return outsideTransaction(
    store,
    () =>
      store.sql
        .prepare(
          `${QUEUE} SELECT DISTINCT a.paper_id, ${PRIORITY.recent} FROM arxiv_records a JOIN paper_files pf ON pf.paper_id = a.paper_id
             JOIN files f ON f.hash = pf.hash WHERE f.gone = 0 AND f.origin = 'arxiv' AND a.fetched_at_ms < ? ON CONFLICT (paper_id) DO NOTHING`,
        )
        .run(readBeforeMs).changes,
  )
}

/** The papers to ask for next, the most wanted and the newest first. */
export function nextWanted(store: Store, nowMs: number, limit: number): PaperId[] {
  return store.sql
    .prepare(
      `SELECT q.paper_id FROM arxiv_queue q JOIN papers p ON p.id = q.paper_id
       WHERE q.next_try_at_ms <= ? ORDER BY q.priority DESC, q.attempts, p.newest_day DESC, q.paper_id LIMIT ?`,
    )
    .all(nowMs, limit)
    .map((row) => String(row['paper_id']))
}

/** When the earliest of the queue may be asked for; null when it is empty. */
export function nextTryAtMs(store: Store): number | null {
  const at = store.sql.prepare('SELECT min(next_try_at_ms) AS at FROM arxiv_queue').get()?.['at']
  return at === null || at === undefined ? null : Number(at)
}

export function wantedCount(store: Store): number {
  return Number(store.sql.prepare('SELECT count(*) AS count FROM arxiv_queue').get()?.['count'] ?? 0)
}

/** Stores what arXiv answered and takes it from the queue, in one transaction; papers that are not stored are left out. Gives the ids that changed. */
export function storeArxivRecords(store: Store, records: readonly ArxivRecord[], fetchedAtMs: number): PaperId[] {
  return outsideTransaction(store, () => {
    const changed: PaperId[] = []
    for (const record of records) {
      if (!store.sql.prepare('SELECT 1 FROM papers WHERE id = ? AND sample = 0').get(record.id)) continue
      const { changes } = store.sql
        .prepare(
          `INSERT INTO arxiv_records (paper_id, version, title, abstract, authors, categories, primary_category, doi, journal_ref, comment,
             published_at_ms, updated_at_ms, fetched_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (paper_id) DO UPDATE SET version = excluded.version, title = excluded.title, abstract = excluded.abstract,
             authors = excluded.authors, categories = excluded.categories, primary_category = excluded.primary_category, doi = excluded.doi,
             journal_ref = excluded.journal_ref, comment = excluded.comment, published_at_ms = excluded.published_at_ms,
             updated_at_ms = excluded.updated_at_ms, fetched_at_ms = excluded.fetched_at_ms`,
        )
        .run(
          record.id,
          record.version,
          record.title,
          record.abstract,
          JSON.stringify(record.authors),
          JSON.stringify(record.categories),
          record.primaryCategory,
          record.doi,
          record.journalRef,
          record.comment,
          record.publishedAtMs,
          record.updatedAtMs,
          fetchedAtMs,
        )
      store.sql.prepare('DELETE FROM arxiv_queue WHERE paper_id = ?').run(record.id)
      if (changes > 0) changed.push(record.id)
    }
    return changed
  })
}

/** Puts papers that were asked for in vain back in the queue: 2 minutes, 4, 8 … up to a week later. */
export function postponeWanted(store: Store, ids: readonly PaperId[], nowMs: number): void {
  outsideTransaction(store, () => {
    for (const id of ids) {
      store.sql
        .prepare(
          `UPDATE arxiv_queue SET attempts = attempts + 1, next_try_at_ms = ? + min(? << min(attempts + 1, 14), ?) WHERE paper_id = ?`,
        )
        .run(nowMs, FIRST_BACK_OFF_MS, LONGEST_BACK_OFF_MS, id)
    }
  })
}
