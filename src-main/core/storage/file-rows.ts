// Owns the rows about files on disk and about what waits to be fetched.
import type { LibraryFile, QueuedFile } from '#contract/files.ts'
import type { FileHash } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { number, numberOrNull, text, textOrNull } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

export function filesOfPaper({ sql }: Store, paperId: PaperId): LibraryFile[] {
  return sql.prepare('SELECT * FROM files WHERE paper_id = ? ORDER BY version DESC, added_at_ms DESC').all(paperId).map(toFile)
}

export function fileByHash({ sql }: Store, hash: FileHash): LibraryFile | null {
  const row = sql.prepare('SELECT * FROM files WHERE hash = ?').get(hash)
  return row ? toFile(row) : null
}

/** How many files there are and what they weigh. */
export function filesTotal({ sql }: Store): { files: number; bytes: number } {
  const row = sql.prepare('SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM files WHERE gone = 0').get()
  return { files: Number(row?.['files']), bytes: Number(row?.['bytes']) }
}

/** Keeps a file and takes its paper from the queue; the same bytes again change nothing but the paper they belong to. */
export function storeFile(store: Store, file: LibraryFile): void {
  outsideTransaction(store, () => {
    store.sql
      .prepare(
        `INSERT INTO files (hash, bytes, paper_id, version, title, origin, added_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET gone = 0, paper_id = coalesce(excluded.paper_id, paper_id), version = coalesce(excluded.version, version),
           title = CASE WHEN excluded.paper_id IS NULL THEN title ELSE excluded.title END`,
      )
      .run(file.hash, file.bytes, file.paperId, file.version, file.title, file.origin, file.addedAtMs)
    if (file.paperId !== null) store.sql.prepare('DELETE FROM file_queue WHERE paper_id = ?').run(file.paperId)
  })
}

/** Every file, for looking whether it is still on disk. */
export function allFiles({ sql }: Store): LibraryFile[] {
  return sql.prepare('SELECT * FROM files').all().map(toFile)
}

/** Writes down which of these files are on disk; returns those for which that is new. */
export function notePresence(store: Store, files: readonly { file: LibraryFile; gone: boolean }[]): LibraryFile[] {
  const { sql } = store
  const known = sql.prepare('SELECT gone FROM files WHERE hash = ?')
  const news = files.filter(({ file, gone }) => known.get(file.hash)?.['gone'] !== (gone ? 1 : 0))
  if (news.length === 0) return []
  outsideTransaction(store, () => {
    for (const { file, gone } of news) sql.prepare('UPDATE files SET gone = ? WHERE hash = ?').run(gone ? 1 : 0, file.hash)
  })
  return news.map(({ file }) => file)
}

/** Puts papers into the queue that have no file yet; a failed one waits anew. Returns how many wait because of this. */
export function enqueue(store: Store, ids: readonly PaperId[], nowMs: number): number {
  return outsideTransaction(store, () => {
    let added = 0
    for (const id of ids) {
      added += store.sql
        .prepare(
          `INSERT INTO file_queue (paper_id, asked_at_ms) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM files WHERE paper_id = ? AND gone = 0)
           ON CONFLICT (paper_id) DO UPDATE SET attempts = 0, failure = NULL`,
        )
        .run(id, nowMs, id).changes
    }
    return added
  })
}

export function clearQueue(store: Store): void {
  outsideTransaction(store, () => store.sql.prepare('DELETE FROM file_queue').run())
}

export function nextQueued({ sql }: Store): PaperId | null {
  const row = sql.prepare('SELECT paper_id FROM file_queue WHERE failure IS NULL ORDER BY asked_at_ms, paper_id LIMIT 1').get()
  return row ? text(row, 'paper_id') : null
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

export function listQueue({ sql }: Store, limit: number): { queue: QueuedFile[]; waiting: number } {
  const rows = sql
    .prepare(
      `SELECT q.paper_id, q.failure, coalesce(a.title, p.title, q.paper_id) AS title FROM file_queue q
       LEFT JOIN papers p ON p.id = q.paper_id LEFT JOIN arxiv_records a ON a.paper_id = q.paper_id
       ORDER BY q.failure IS NULL DESC, q.asked_at_ms, q.paper_id LIMIT ?`,
    )
    .all(limit)
  const waiting = Number(sql.prepare('SELECT count(*) AS n FROM file_queue WHERE failure IS NULL').get()?.['n'])
  return {
    queue: rows.map((row) => ({ paperId: text(row, 'paper_id'), title: text(row, 'title'), failure: textOrNull(row, 'failure') })),
    waiting,
  }
}

function toFile(row: SqlRow): LibraryFile {
  return {
    hash: text(row, 'hash'),
    bytes: number(row, 'bytes'),
    paperId: textOrNull(row, 'paper_id'),
    version: numberOrNull(row, 'version'),
    title: text(row, 'title'),
    origin: text(row, 'origin') as LibraryFile['origin'],
    addedAtMs: number(row, 'added_at_ms'),
  }
}
