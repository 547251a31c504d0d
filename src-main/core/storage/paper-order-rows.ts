// Owns what the lines that lists are ordered by shall say, told from the papers themselves.
import type { Store } from './store.ts'

/** From the first to before the second lies every id. */
export const ALL_IDS = ['', '\u{10ffff}'] as const

const EXPECTED = `SELECT p.id, p.newest_day, p.votes, coalesce(p.published_at_ms, a.published_at_ms) AS published_at_ms,
    coalesce(a.title, p.title) AS title, p.code_url IS NOT NULL AS has_code
  FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id`

/** SQL: the ids from ?1 to before ?2 of papers whose line says something else than they do, and of lines without a paper, as `finding`. */
export const WRONG_ORDER_LINES = `
  SELECT id AS finding FROM (${EXPECTED} WHERE p.id >= ?1 AND p.id < ?2
    EXCEPT SELECT id, newest_day, votes, published_at_ms, title, has_code FROM paper_order WHERE id >= ?1 AND id < ?2)
  UNION SELECT id FROM paper_order WHERE id >= ?1 AND id < ?2 AND id NOT IN (SELECT id FROM papers)`

/** Writes lines anew that are wrong, inside the caller's transaction; gives how many. */
export function rewriteOrderLines({ sql }: Store): number {
  const wrong = sql.prepare(WRONG_ORDER_LINES).all(...ALL_IDS)
  const ids = JSON.stringify(wrong.map(({ finding }) => finding))
  sql.prepare('DELETE FROM paper_order WHERE id IN (SELECT value FROM json_each(?))').run(ids)
  sql
    .prepare(
      `INSERT INTO paper_order (id, newest_day, votes, published_at_ms, title, has_code)
       SELECT * FROM (${EXPECTED}) WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(ids)
  return wrong.length
}
