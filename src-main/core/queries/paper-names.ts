// Owns how papers are named in a sentence, and the check that they exist.
import { counted } from '#domain/counted.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { plainText } from '#domain/tex.ts'
import type { Store } from '../storage/store.ts'

const SHOWN_TITLE = 70

/** Throws `not-found` naming the first identifier that no stored paper has. */
export function requirePapers({ sql }: Store, ids: readonly PaperId[]): void {
  const missing = sql.prepare('SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM papers) LIMIT 1').get(JSON.stringify(ids))
  if (missing) throw new DogearError('not-found', `There is no paper ${String(missing['value'])} in this library.`)
}

/** `“Title”` for one paper, `12 papers` for more. */
export function named({ sql }: Store, ids: readonly PaperId[]): string {
  if (ids.length !== 1) return counted(ids.length, 'paper')
  const row = sql
    .prepare('SELECT coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id WHERE p.id = ?')
    .get(ids[0] ?? '')
  const title = row ? plainText(String(row['title'])) : String(ids[0])
  const letters = [...title]
  return `“${
    letters.length > SHOWN_TITLE
      ? `${letters
          .slice(0, SHOWN_TITLE - 1)
          .join('')
          .trimEnd()}…`
      : title
  }”`
}
