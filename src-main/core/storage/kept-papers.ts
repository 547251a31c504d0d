// Owns which papers are the reader's own: saved or archived, or with a note, a tag or a mark of theirs.
import type { PaperId } from '#domain/paper.ts'
import { text } from './columns.ts'
import type { Store } from './store.ts'

/** In the order of their identifiers; samples are left out. */
export function keptPaperIds({ sql }: Store): PaperId[] {
  return sql
    .prepare(
      `SELECT id FROM papers WHERE sample = 0 AND id IN (
         SELECT paper_id FROM marks WHERE state IN ('later', 'shortlist', 'archive')
         UNION SELECT paper_id FROM notes UNION SELECT paper_id FROM paper_tags
         UNION SELECT paper_id FROM annotations WHERE paper_id IS NOT NULL)
       ORDER BY id`,
    )
    .all()
    .map((row) => text(row, 'id'))
}
