// Owns reading the tags as words: each with its colour and how many papers have it.
import type { TagCount } from '#domain/tag.ts'
import { number, text, textOrNull } from '../storage/columns.ts'
import { isShown, shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

/** Tags of the papers that are shown now, by name. */
export function listTags(store: Store): TagCount[] {
  const shown = shownSample(store)
  const rows = store.sql
    .prepare(
      `SELECT t.name, t.colour, count(p.id) AS papers FROM tags t JOIN paper_tags pt ON pt.tag_id = t.id
       JOIN paper_order p ON p.id = pt.paper_id AND ${isShown('p.id', shown)} GROUP BY t.id ORDER BY t.name COLLATE NOCASE`,
    )
    .all()
  return rows.map((row) => ({ name: text(row, 'name'), colour: textOrNull(row, 'colour'), papers: number(row, 'papers') }))
}
