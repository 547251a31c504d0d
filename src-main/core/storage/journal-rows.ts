// Owns what the history tells of one day: which papers were kept, read and noted on it.
import { addDays, type Day } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import { json, number, text } from './columns.ts'
import type { RowChange } from './reader-rows.ts'
import type { Store } from './store.ts'

export interface TouchedPaper {
  id: PaperId
  title: string
}

const SHOWN_OF_A_DAY = 5
const TITLED = 'SELECT p.id, coalesce(a.title, p.title) AS title FROM papers p LEFT JOIN arxiv_records a ON a.paper_id = p.id'

/** In the order in which it was done; what was taken back is not told. Days are the reader's own. */
export function papersTouchedOn(store: Store, day: Day): { kept: TouchedPaper[]; read: TouchedPaper[]; noted: TouchedPaper[] } {
  const [kept, read, noted] = [new Set<PaperId>(), new Set<PaperId>(), new Set<PaperId>()]
  const steps = store.sql
    .prepare("SELECT changes FROM history WHERE status = 'done' AND at_ms >= ? AND at_ms < ? ORDER BY id")
    .all(startOf(day), startOf(addDays(day, 1)))
  for (const step of steps) {
    for (const { table, key, before, after } of json<RowChange[]>(step, 'changes') ?? []) {
      const id = String(key[0])
      if (table === 'notes' && after) noted.add(id)
      if (table !== 'marks' || !after) continue
      const isKept = after['state'] === 'later' || after['state'] === 'shortlist'
      if (isKept && before?.['state'] !== after['state']) kept.add(id)
      if (after['state'] === 'dismissed' || after['state'] === 'inbox') kept.delete(id)
      if (after['read'] === 1 && before?.['read'] !== 1) read.add(id)
      if (after['read'] === 0) read.delete(id)
    }
  }
  const titled = (ids: ReadonlySet<PaperId>): TouchedPaper[] =>
    [...ids].flatMap((id) => {
      const row = store.sql.prepare(`${TITLED} WHERE p.id = ? AND p.sample = 0`).get(id)
      return row ? [{ id, title: text(row, 'title') }] : []
    })
  return { kept: titled(kept), read: titled(read), noted: titled(noted) }
}

/** How many papers a feed day has, and those with the most votes. */
export function topOfDay({ sql }: Store, day: Day): { papers: number; top: TouchedPaper[] } {
  const counted = sql
    .prepare('SELECT count(*) AS papers FROM day_entries e JOIN papers p ON p.id = e.paper_id WHERE e.day = ? AND p.sample = 0')
    .get(day)
  const top = sql
    .prepare(`${TITLED} JOIN day_entries e ON e.paper_id = p.id WHERE e.day = ? AND p.sample = 0 ORDER BY p.votes DESC, p.id LIMIT ?`)
    .all(day, SHOWN_OF_A_DAY)
  return { papers: counted ? number(counted, 'papers') : 0, top: top.map((row) => ({ id: text(row, 'id'), title: text(row, 'title') })) }
}

/** The reader's own midnight. */
function startOf(day: Day): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date).getTime()
}
