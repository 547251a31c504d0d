// Owns reading the tags as words: each with its colour and how many papers have it.
import type { TagCount } from '#domain/tag.ts'
import { number, text, textOrNull } from '../storage/columns.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

/** Tags of the papers that are shown now, by name. */
export function listTags(store: Store): TagCount[] {
  const rows = store.sql
    .prepare(
      `SELECT t.name, t.colour, count(p.id) AS papers FROM tags t JOIN paper_tags pt ON pt.tag_id = t.id
       JOIN papers p ON p.id = pt.paper_id AND +p.sample = ? GROUP BY t.id ORDER BY t.name COLLATE NOCASE`,
    )
    .all(shownSample(store))
  return rows.map((row) => ({ name: text(row, 'name'), colour: textOrNull(row, 'colour'), papers: number(row, 'papers') }))
}
