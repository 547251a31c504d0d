// Owns which papers are the reader's own: saved or archived, or with a note, a tag or a mark of theirs.
import type { PaperId } from '#domain/paper.ts'
import { text } from './columns.ts'
import type { Store } from './store.ts'

// the narrow line of a paper: thousands of them are looked at
const KEPT = `SELECT p.id FROM paper_order p WHERE p.id NOT GLOB 'sample-*' AND p.id IN (
  SELECT paper_id FROM marks WHERE state IN ('later', 'shortlist', 'archive')
  UNION SELECT paper_id FROM notes UNION SELECT paper_id FROM paper_tags
  UNION SELECT paper_id FROM annotations WHERE paper_id IS NOT NULL)`

/** In the order of their identifiers; samples are left out. */
export function keptPaperIds({ sql }: Store): PaperId[] {
  return sql
    .prepare(`${KEPT} ORDER BY p.id`)
    .all()
    .map((row) => text(row, 'id'))
}

/** Those that have no citation key yet. */
export function keptWithoutKey({ sql }: Store): PaperId[] {
  return sql
    .prepare(`${KEPT} AND p.id NOT IN (SELECT paper_id FROM citation_keys) ORDER BY p.id`)
    .all()
    .map((row) => text(row, 'id'))
}
