// Owns how long the papers of the reading list take together.
import type { PaperId } from '#domain/paper.ts'
import { pagesInComment, type ReadingSum, sumOfReading } from '#domain/reading-time.ts'
import { numberOrNull, textOrNull } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'
import { PAGES, PDF_CHARACTERS } from './rows.ts'

/** Longer lists are not read in anyone's life, and adding them up would be felt. */
const MOST = 2_000

export function readingSum({ sql }: Store, ids: readonly PaperId[]): ReadingSum | null {
  if (ids.length === 0 || ids.length > MOST) return null
  const rows = sql
    .prepare(
      `SELECT ${PDF_CHARACTERS} AS pdf_characters, ${PAGES} AS pages, a.comment AS arxiv_comment
       FROM json_each(?) e JOIN paper_order p ON p.id = e.value LEFT JOIN arxiv_records a ON a.paper_id = p.id`,
    )
    .all(JSON.stringify(ids))
  return sumOfReading(
    rows.map((row) => ({
      pdfCharacters: numberOrNull(row, 'pdf_characters'),
      pages: numberOrNull(row, 'pages') ?? pagesInComment(textOrNull(row, 'arxiv_comment')),
    })),
  )
}
