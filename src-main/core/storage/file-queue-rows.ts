// Owns the rows about PDFs that wait to be fetched: their order, how far each is, and why one could not be had.
import { QueuedFile } from '#contract/files.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { number, numberOrNull, text, textOrNull } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export type Queued = Omit<QueuedFile, 'bytes'>

const HAS_FILE = `EXISTS (SELECT 1 FROM paper_files pf JOIN files f ON f.hash = pf.hash WHERE pf.paper_id = ?1 AND f.gone = 0)`

/** What the reader asks for goes before what a rule asks for. */
const PRIORITY = { reader: 1, rule: 0 } as const

/**
 * Puts papers into the queue; a failed one waits anew. Those that have a file already are passed over, unless a `newer` one is asked for.
 * Returns how many wait because of this.
 */
export function enqueue(
  store: Store,
  ids: readonly PaperId[],
  { askedBy, newer, nowMs }: { askedBy: 'reader' | 'rule'; newer: boolean; nowMs: number },
): number {
  return outsideTransaction(store, () => {
    const { sql } = store
    let added = 0
    for (const id of ids) {
      added += sql
        .prepare(
          `INSERT INTO file_queue (paper_id, asked_at_ms, priority, asked_by, newer) SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?5 = 1 OR NOT ${HAS_FILE}
           ON CONFLICT (paper_id) DO UPDATE SET attempts = 0, failure = NULL, priority = max(priority, excluded.priority), newer = excluded.newer,
             asked_by = CASE WHEN excluded.asked_by = 'reader' THEN 'reader' ELSE asked_by END`,
        )
        .run(id, nowMs, PRIORITY[askedBy], askedBy, newer ? 1 : 0).changes
      if (askedBy === 'reader') sql.prepare('DELETE FROM offline_declined WHERE paper_id = ?').run(id)
    }
    return added
  })
}

/** Takes papers out of the queue (null: all), and remembers that no rule shall ask for them again. Returns which those were. */
export function dequeue(store: Store, ids: readonly PaperId[] | null): PaperId[] {
  return outsideTransaction(store, () => {
    const { sql } = store
    const wanted =
      ids ??
      sql
        .prepare('SELECT paper_id FROM file_queue')
        .all()
        .map((row) => text(row, 'paper_id'))
    return wanted.filter((id) => {
      if (sql.prepare('DELETE FROM file_queue WHERE paper_id = ?').run(id).changes === 0) return false
      sql.prepare('INSERT OR IGNORE INTO offline_declined (paper_id) VALUES (?)').run(id)
      return true
    })
  })
}

/** Takes a paper out of the queue that needs nothing more. */
export function settled(store: Store, id: PaperId): void {
  outsideTransaction(store, () => store.sql.prepare('DELETE FROM file_queue WHERE paper_id = ?').run(id))
}

export function decline(store: Store, ids: readonly PaperId[]): void {
  outsideTransaction(store, () => {
    for (const id of ids) store.sql.prepare('INSERT OR IGNORE INTO offline_declined (paper_id) VALUES (?)').run(id)
  })
}

/** The given ones go before all others, in their order; a failed one is tried again. */
export function putFirst(store: Store, ids: readonly PaperId[]): number {
  return outsideTransaction(store, () => {
    const { sql } = store
    const highest = Number(sql.prepare('SELECT coalesce(max(priority), 0) AS p FROM file_queue').get()?.['p'])
    let moved = 0
    for (const [index, id] of ids.entries()) {
      moved += sql
        .prepare('UPDATE file_queue SET priority = ?, attempts = 0, failure = NULL WHERE paper_id = ?')
        .run(highest + ids.length - index, id).changes
    }
    return moved
  })
}

const ORDER = 'q.priority DESC, q.asked_at_ms, q.paper_id'

export function nextQueued({ sql }: Store): Queued | null {
  const row = sql.prepare(`${QUEUED} WHERE q.failure IS NULL ORDER BY ${ORDER} LIMIT 1`).get()
  return row ? toQueued(row) : null
}

export function queuedFile({ sql }: Store, id: PaperId): Queued | null {
  const row = sql.prepare(`${QUEUED} WHERE q.paper_id = ?`).get(id)
  return row ? toQueued(row) : null
}

const QUEUED = `SELECT q.*, coalesce(a.title, p.title, q.paper_id) AS title FROM file_queue q
  LEFT JOIN papers p ON p.id = q.paper_id LEFT JOIN arxiv_records a ON a.paper_id = q.paper_id`

export function listQueue({ sql }: Store, limit: number): { queue: Queued[]; waiting: number; failed: number } {
  const rows = sql.prepare(`${QUEUED} ORDER BY q.failure IS NULL DESC, ${ORDER} LIMIT ?`).all(limit)
  const counts = sql.prepare('SELECT count(*) AS n, coalesce(sum(failure IS NOT NULL), 0) AS failed FROM file_queue').get()
  const failed = Number(counts?.['failed'])
  return { queue: rows.map(toQueued), waiting: Number(counts?.['n']) - failed, failed }
}

/** Counts a try that failed; true when it was the last one, and `failure` is what the queue says of it then. */
export function noteAttempt(store: Store, id: PaperId, { failure, mostAttempts }: { failure: string; mostAttempts: number }): boolean {
  return outsideTransaction(store, () => {
    const { sql } = store
    sql
      .prepare('UPDATE file_queue SET attempts = attempts + 1, failure = CASE WHEN attempts + 1 >= ? THEN ? END WHERE paper_id = ?')
      .run(mostAttempts, failure, id)
    return sql.prepare('SELECT failure FROM file_queue WHERE paper_id = ?').get(id)?.['failure'] !== null
  })
}

/** Which answer the part on disk is of; without it a part can't be gone on with. */
export function notePart(store: Store, id: PaperId, part: { validator: string | null; totalBytes: number | null }): void {
  outsideTransaction(store, () =>
    store.sql.prepare('UPDATE file_queue SET validator = ?, total_bytes = ? WHERE paper_id = ?').run(part.validator, part.totalBytes, id),
  )
}

/** ETag or Last-Modified of the answer that the part on disk is of. */
export function partValidator({ sql }: Store, id: PaperId): string | null {
  return textOrNull(sql.prepare('SELECT validator FROM file_queue WHERE paper_id = ?').get(id) ?? {}, 'validator')
}

export function isPaused({ sql }: Store): boolean {
  return sql.prepare('SELECT 1 FROM downloads_paused').get() !== undefined
}

export function setPaused(store: Store, paused: boolean): void {
  outsideTransaction(store, () =>
    store.sql.prepare(paused ? 'INSERT OR IGNORE INTO downloads_paused (only) VALUES (1)' : 'DELETE FROM downloads_paused').run(),
  )
}

function toQueued(row: SqlRow): Queued {
  return {
    paperId: text(row, 'paper_id'),
    title: text(row, 'title'),
    failure: textOrNull(row, 'failure'),
    askedBy: QueuedFile.shape.askedBy.parse(row['asked_by']),
    newer: number(row, 'newer') === 1,
    totalBytes: numberOrNull(row, 'total_bytes'),
  }
}
