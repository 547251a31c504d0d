// Owns the rows about files on disk: which there are, to which papers they belong, what they weigh.
import { LibraryFile, type StoredFile } from '#contract/files.ts'
import type { FileHash } from '#domain/annotation.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { number, numberOrNull, text, textOrNull } from './columns.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Store } from './store.ts'

/** The files of a paper as it sees them: its own version number, also where the same bytes belong to another paper first. */
export function filesOfPaper({ sql }: Store, paperId: PaperId): LibraryFile[] {
  return sql
    .prepare(
      `SELECT f.hash, f.bytes, pf.paper_id, pf.version, f.title, f.origin, f.added_at_ms FROM paper_files pf JOIN files f ON f.hash = pf.hash
       WHERE pf.paper_id = ? ORDER BY pf.version DESC, f.added_at_ms DESC`,
    )
    .all(paperId)
    .map(toFile)
}

export function fileByHash({ sql }: Store, hash: FileHash): LibraryFile | null {
  const row = sql.prepare('SELECT * FROM files WHERE hash = ?').get(hash)
  return row ? toFile(row) : null
}

/** Every paper that a file belongs to. */
export function papersOfFile({ sql }: Store, hash: FileHash): PaperId[] {
  return sql
    .prepare('SELECT paper_id FROM paper_files WHERE hash = ?')
    .all(hash)
    .map((row) => text(row, 'paper_id'))
}

/** How many files there are and what they weigh. */
export function filesTotal({ sql }: Store): { files: number; bytes: number } {
  return weightOf(sql.prepare('SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM files WHERE gone = 0').get())
}

export interface FileFacts extends LibraryFile {
  etag?: string | null
  askedBy?: 'reader' | 'rule'
}

/**
 * Keeps a file and takes its paper from the queue. The same bytes again change nothing but what is known of them; for a second paper the
 * file belongs to both.
 */
export function storeFile(store: Store, file: FileFacts): void {
  outsideTransaction(store, () => {
    const { sql } = store
    const first = sql.prepare('SELECT paper_id FROM files WHERE hash = ?').get(file.hash)
    const firstPaper = first ? textOrNull(first, 'paper_id') : null
    const isFirst = firstPaper === null || firstPaper === file.paperId
    sql
      .prepare(
        `INSERT INTO files (hash, bytes, paper_id, version, title, origin, added_at_ms, etag, asked_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET gone = 0, etag = coalesce(excluded.etag, etag)`,
      )
      .run(
        file.hash,
        file.bytes,
        file.paperId,
        file.version,
        file.title,
        file.origin,
        file.addedAtMs,
        file.etag ?? null,
        file.askedBy ?? 'reader',
      )
    if (file.paperId === null) return
    if (isFirst) {
      sql
        .prepare('UPDATE files SET paper_id = ?, version = coalesce(?, version), title = ?, origin = ? WHERE hash = ?')
        .run(file.paperId, file.version, file.title, file.origin, file.hash)
    } else {
      sql
        .prepare(
          `INSERT INTO file_papers (file_hash, paper_id, version) VALUES (?, ?, ?)
           ON CONFLICT (file_hash, paper_id) DO UPDATE SET version = coalesce(excluded.version, version)`,
        )
        .run(file.hash, file.paperId, file.version)
    }
    sql.prepare('DELETE FROM file_queue WHERE paper_id = ?').run(file.paperId)
  })
}

/** Every file, for looking whether it is still on disk. */
export function allFiles({ sql }: Store): LibraryFile[] {
  return sql.prepare('SELECT * FROM files').all().map(toFile)
}

/** Writes down which of these files are on disk; returns those for which that is new. */
export function notePresence(store: Store, files: readonly { file: LibraryFile; gone: boolean }[]): { file: LibraryFile; gone: boolean }[] {
  const { sql } = store
  const known = sql.prepare('SELECT gone FROM files WHERE hash = ?')
  const news = files.filter(({ file, gone }) => known.get(file.hash)?.['gone'] !== (gone ? 1 : 0))
  if (news.length === 0) return []
  outsideTransaction(store, () => {
    for (const { file, gone } of news) sql.prepare('UPDATE files SET gone = ? WHERE hash = ?').run(gone ? 1 : 0, file.hash)
  })
  return news
}

export function noteOpened(store: Store, hash: FileHash, nowMs: number): void {
  outsideTransaction(store, () => store.sql.prepare('UPDATE files SET read_at_ms = ? WHERE hash = ?').run(nowMs, hash))
}

export function etagOf({ sql }: Store, hash: FileHash): string | null {
  return textOrNull(sql.prepare('SELECT etag FROM files WHERE hash = ?').get(hash) ?? {}, 'etag')
}

/** The newest version of a paper that arXiv's record names. */
export function recordedVersion({ sql }: Store, paperId: PaperId): number | null {
  return numberOrNull(sql.prepare('SELECT version FROM arxiv_records WHERE paper_id = ?').get(paperId) ?? {}, 'version')
}

const MARKS = '(SELECT count(*) FROM annotations an WHERE an.file_hash = f.hash)'
const PINNED = 'EXISTS (SELECT 1 FROM file_pins fp WHERE fp.file_hash = f.hash)'
/** What no rule may take away. */
export const IS_KEPT = `(f.origin = 'opened' OR ${PINNED} OR ${MARKS} > 0)`

const ORDERS = {
  largest: 'f.bytes DESC, f.hash',
  newest: 'f.added_at_ms DESC, f.hash',
  unused: 'coalesce(f.read_at_ms, f.added_at_ms), f.hash',
} as const

export function storedFiles(
  { sql }: Store,
  { sort, offset, limit }: { sort: keyof typeof ORDERS; offset: number; limit: number },
): { files: StoredFile[]; kept: { files: number; bytes: number } } {
  const rows = sql
    .prepare(`SELECT f.*, ${MARKS} AS marks, ${PINNED} AS pinned FROM files f WHERE f.gone = 0 ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`)
    .all(limit, offset)
  const kept = sql.prepare(`SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM files f WHERE f.gone = 0 AND ${IS_KEPT}`).get()
  return { files: rows.map(toStoredFile), kept: weightOf(kept) }
}

export function storedFile({ sql }: Store, hash: FileHash): StoredFile | null {
  const row = sql.prepare(`SELECT f.*, ${MARKS} AS marks, ${PINNED} AS pinned FROM files f WHERE f.hash = ?`).get(hash)
  return row ? toStoredFile(row) : null
}

function toStoredFile(row: SqlRow): StoredFile {
  return { ...toFile(row), pinned: number(row, 'pinned') === 1, marks: number(row, 'marks'), readAtMs: numberOrNull(row, 'read_at_ms') }
}

function weightOf(row: SqlRow | undefined): { files: number; bytes: number } {
  return { files: Number(row?.['files']), bytes: Number(row?.['bytes']) }
}

function toFile(row: SqlRow): LibraryFile {
  return {
    hash: text(row, 'hash'),
    bytes: number(row, 'bytes'),
    paperId: textOrNull(row, 'paper_id'),
    version: numberOrNull(row, 'version'),
    title: text(row, 'title'),
    origin: LibraryFile.shape.origin.parse(row['origin']),
    addedAtMs: number(row, 'added_at_ms'),
  }
}
