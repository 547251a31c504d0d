// Owns what the rules of files ask of the tables: which PDFs they want, what they fetched today, and what may leave the disk first.
import type { LibraryFile } from '#contract/files.ts'
import type { PaperId } from '#domain/paper.ts'
import { text } from './columns.ts'
import { fileByHash, IS_KEPT } from './file-rows.ts'
import type { Store } from './store.ts'

/** On arXiv, without a file or a place in the queue, and not declined by the reader. */
const IS_WANTED = `+p.sample = 0 AND p.id NOT LIKE 'local-%'
  AND NOT EXISTS (SELECT 1 FROM paper_files pf JOIN files f ON f.hash = pf.hash WHERE pf.paper_id = p.id AND f.gone = 0)
  AND NOT EXISTS (SELECT 1 FROM file_queue q WHERE q.paper_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM offline_declined d WHERE d.paper_id = p.id)`

/** The shortlist in its order, then the top of the newest day; at most `most`. */
export function wantedByRules({ sql }: Store, { shortlist, top }: { shortlist: boolean; top: number }, most: number): PaperId[] {
  const listed = shortlist
    ? sql
        .prepare(
          `SELECT p.id FROM marks m JOIN papers p ON p.id = m.paper_id WHERE m.state = 'shortlist' AND ${IS_WANTED}
           ORDER BY m.list_position, p.id LIMIT ?`,
        )
        .all(most)
    : []
  const best =
    top > 0
      ? sql
          .prepare(
            `SELECT p.id FROM (SELECT p.id FROM papers p LEFT JOIN marks m ON m.paper_id = p.id
               WHERE p.sample = 0 AND p.newest_day = (SELECT max(newest_day) FROM papers WHERE sample = 0) AND coalesce(m.state, 'inbox') <> 'dismissed'
               ORDER BY p.votes DESC, p.id DESC LIMIT ?) best JOIN papers p ON p.id = best.id WHERE ${IS_WANTED} ORDER BY p.votes DESC, p.id DESC`,
          )
          .all(top)
      : []
  return [...new Set([...listed, ...best].map((row) => text(row, 'id')))].slice(0, most)
}

/** Bytes that rules brought since then, and how many papers still wait because of them. */
export function spentByRules({ sql }: Store, sinceMs: number): { spent: number; waiting: number } {
  const spent = sql.prepare("SELECT coalesce(sum(bytes), 0) AS bytes FROM files WHERE asked_by = 'rule' AND added_at_ms >= ?").get(sinceMs)
  const waiting = sql.prepare("SELECT count(*) AS n FROM file_queue WHERE asked_by = 'rule' AND failure IS NULL").get()
  return { spent: Number(spent?.['bytes']), waiting: Number(waiting?.['n']) }
}

/** Those that may leave, in the order they go: dismissed and archived papers first, then what was opened longest ago. */
export function filesToLeave(store: Store, { unopenedSinceMs }: { unopenedSinceMs: number }): LibraryFile[] {
  return store.sql
    .prepare(
      `SELECT f.hash FROM files f LEFT JOIN marks m ON m.paper_id = f.paper_id
       WHERE f.gone = 0 AND NOT ${IS_KEPT} AND coalesce(f.read_at_ms, 0) < ?
       ORDER BY CASE coalesce(m.state, 'inbox') WHEN 'dismissed' THEN 0 WHEN 'archive' THEN 1 WHEN 'inbox' THEN 2 ELSE 3 END,
         coalesce(f.read_at_ms, f.added_at_ms), f.hash`,
    )
    .all(unopenedSinceMs)
    .flatMap((row) => fileByHash(store, text(row, 'hash')) ?? [])
}
