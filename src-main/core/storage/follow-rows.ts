// Owns the rows of looking for the papers of what is followed; the marks themselves are made by the triggers of migration 021.
import type { Store } from './store.ts'

/** Papers a piece: some milliseconds. */
const A_PIECE = 500

/** Looks at the next papers for one name that is followed, in one transaction. False when every name was looked for in all of them. */
export function lookForFollowed({ sql, transaction }: Store): boolean {
  const next = sql
    .prepare(
      `SELECT l.kind, l.key, coalesce(
         (SELECT p.id FROM papers p WHERE p.id > l.looked_to ORDER BY p.id LIMIT 1 OFFSET ${A_PIECE - 1}),
         (SELECT max(p.id) FROM papers p WHERE p.id > l.looked_to)) AS last
       FROM follow_lookups l LIMIT 1`,
    )
    .get()
  if (!next) return false
  const { kind, key, last } = next
  transaction(() => {
    if (last === null) sql.prepare('DELETE FROM follow_lookups WHERE kind = ? AND key = ?').run(kind ?? null, key ?? null)
    else sql.prepare('UPDATE follow_lookups SET looked_to = ? WHERE kind = ? AND key = ?').run(last ?? null, kind ?? null, key ?? null)
  })
  return true
}
