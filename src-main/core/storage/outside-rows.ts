// Owns the writing of what came from outside: a day, the trending list, what was set aside. Never a table of the reader's.
import type { Day } from '#domain/day.ts'
import type { Metrics, PaperId, SourcePaper } from '#domain/paper.ts'
import type { SqlDatabase } from '../ports.ts'
import { outsideTransaction } from './outside-transaction.ts'
import { writePaper } from './paper-rows.ts'
import type { Store } from './store.ts'

/** An answer with fewer than this share of the papers that are stored for its day takes none of them away. */
const SMALLEST_WHOLE_SHARE = 0.5
const SET_ASIDE_KEPT = 2_000

export interface FetchedPaper {
  paper: SourcePaper
  metrics: Metrics
}

export interface FetchedSetAside {
  reason: string
  excerpt: string
  paperId: string | null
}

export interface Stored {
  /** Papers whose row, figures or days changed, also those that are gone. */
  changedIds: PaperId[]
  /** New papers less those that were taken away. */
  papersAdded: number
  /** A list has other papers or another order. */
  listChanged: boolean
}

/**
 * Stores one whole day in one transaction, places from 0 in the order of `rows`. Storing the same again changes nothing but the
 * day's `fetched_at_ms`. A paper that is no longer in the day leaves it, and leaves the library when it is in no other
 * day, not trending, and the reader never touched it. An answer that is empty or lost more than half of the day takes nothing away (noted among
 * what was set aside), nor does a row that was set aside.
 */
export function storeDay(
  store: Store,
  day: Day,
  rows: readonly FetchedPaper[],
  fetchedAtMs: number,
  setAside: readonly FetchedSetAside[] = [],
): Stored {
  const { sql } = store
  return outsideTransaction(store, () => {
    const changes = new Changes()
    sql
      .prepare(
        'INSERT INTO days (day, fetched_at_ms, sample) VALUES (?, ?, 0) ON CONFLICT (day) DO UPDATE SET fetched_at_ms = excluded.fetched_at_ms, sample = 0',
      )
      .run(day, fetchedAtMs)
    const before = new Map(
      sql
        .prepare(
          'SELECT e.paper_id, e.position FROM day_entries e JOIN papers p ON p.id = e.paper_id WHERE e.day = ? AND p.sample = 0 ORDER BY e.position, e.paper_id',
        )
        .all(day)
        .map((row) => [String(row['paper_id']), Number(row['position'])]),
    )
    const here = new Set<PaperId>()
    for (const { paper, metrics } of rows) {
      if (here.has(paper.id)) continue
      changes.note(paper.id, writePaper(sql, paper, metrics, fetchedAtMs))
      writeEntry(sql, day, paper.id, here.size, before.get(paper.id), changes)
      here.add(paper.id)
    }

    const answered = here.size
    const missing = [...before.keys()].filter((id) => !here.has(id))
    const doubted = here.size < before.size * SMALLEST_WHOLE_SHARE
    const unread = new Set(setAside.map((row) => row.paperId))
    for (const id of missing) {
      if (doubted || unread.has(id) || unread.has(null)) {
        writeEntry(sql, day, id, here.size, before.get(id), changes)
        here.add(id)
      } else leaveDay(sql, day, id, changes)
    }
    const notes = doubted
      ? [
          ...setAside,
          {
            paperId: null,
            reason: `The answer held ${answered} of the ${before.size} papers stored for this day; the others were kept.`,
            excerpt: '',
          },
        ]
      : setAside
    keepSetAside(sql, day, notes, fetchedAtMs, { replace: true })
    return changes.result()
  })
}

/**
 * Replaces the trending list in one transaction. A paper that was not known is stored in no day (`newest_day` null): days come whole or not at
 * all, so it gets its day when that day is fetched. An empty answer changes nothing.
 */
export function storeTrending(
  store: Store,
  rows: readonly FetchedPaper[],
  fetchedAtMs: number,
  setAside: readonly FetchedSetAside[] = [],
): Stored {
  const { sql } = store
  if (rows.length === 0) return { changedIds: [], papersAdded: 0, listChanged: false }
  return outsideTransaction(store, () => {
    const changes = new Changes()
    const before = sql
      .prepare('SELECT paper_id FROM trending_entries ORDER BY position')
      .all()
      .map((row) => String(row['paper_id']))
    const order = [...new Map(rows.map((row) => [row.paper.id, row])).values()]
    for (const { paper, metrics } of order) changes.note(paper.id, writePaper(sql, paper, metrics, fetchedAtMs))
    const ids = order.map((row) => row.paper.id)
    if (ids.join() !== before.join()) {
      sql.prepare('DELETE FROM trending_entries').run()
      ids.forEach((id, position) =>
        sql.prepare('INSERT INTO trending_entries (position, paper_id, fetched_at_ms) VALUES (?, ?, ?)').run(position, id, fetchedAtMs),
      )
      changes.list()
      for (const id of before) removeUntouched(sql, id, changes)
    } else sql.prepare('UPDATE trending_entries SET fetched_at_ms = ?').run(fetchedAtMs)
    keepSetAside(sql, null, setAside, fetchedAtMs, { replace: false })
    return changes.result()
  })
}

class Changes {
  readonly #ids = new Set<PaperId>()
  #papersAdded = 0
  #listChanged = false

  note(id: PaperId, change: 'added' | 'changed' | 'measured' | 'same' | 'removed'): void {
    if (change !== 'same') this.#ids.add(id)
    if (change === 'added') this.#papersAdded += 1
    if (change === 'removed') this.#papersAdded -= 1
  }

  list(): void {
    this.#listChanged = true
  }

  result(): Stored {
    return { changedIds: [...this.#ids], papersAdded: this.#papersAdded, listChanged: this.#listChanged }
  }
}

function writeEntry(sql: SqlDatabase, day: Day, id: PaperId, position: number, before: number | undefined, changes: Changes): void {
  if (before === position) return
  changes.list()
  sql
    .prepare(
      'INSERT INTO day_entries (day, paper_id, position) VALUES (?, ?, ?) ON CONFLICT (day, paper_id) DO UPDATE SET position = excluded.position',
    )
    .run(day, id, position)
  if (before !== undefined) return
  sql.prepare('UPDATE papers SET newest_day = ? WHERE id = ? AND (newest_day IS NULL OR newest_day < ?)').run(day, id, day)
  changes.note(id, 'changed')
}

function leaveDay(sql: SqlDatabase, day: Day, id: PaperId, changes: Changes): void {
  sql.prepare('DELETE FROM day_entries WHERE day = ? AND paper_id = ?').run(day, id)
  sql.prepare('UPDATE papers SET newest_day = (SELECT max(day) FROM day_entries WHERE paper_id = papers.id) WHERE id = ?').run(id)
  changes.note(id, 'changed')
  changes.list()
  removeUntouched(sql, id, changes)
}

/** Takes a paper away that is in no list of the source, and that the reader never decided on, noted, tagged, wrote in or kept the PDF of. */
function removeUntouched(sql: SqlDatabase, id: PaperId, changes: Changes): void {
  const removed = sql
    .prepare(
      `DELETE FROM papers WHERE id = ? AND sample = 0
         AND NOT EXISTS (SELECT 1 FROM day_entries WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM trending_entries WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM marks WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM notes WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM paper_tags WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM annotations WHERE paper_id = papers.id)
         AND NOT EXISTS (SELECT 1 FROM paper_files WHERE paper_id = papers.id)`,
    )
    .run(id).changes
  if (removed > 0) changes.note(id, 'removed')
}

/** With `replace`, what was set aside of this day before and reads well now is forgotten. */
function keepSetAside(
  sql: SqlDatabase,
  day: Day | null,
  rows: readonly FetchedSetAside[],
  atMs: number,
  { replace }: { replace: boolean },
): void {
  const fingerprints = rows.map((row) => JSON.stringify([day, row.reason, row.paperId ?? row.excerpt]))
  if (replace) {
    sql
      .prepare('DELETE FROM set_aside WHERE day = ? AND fingerprint NOT IN (SELECT value FROM json_each(?))')
      .run(day, JSON.stringify(fingerprints))
  }
  rows.forEach((row, index) => {
    sql
      .prepare(
        'INSERT INTO set_aside (at_ms, day, paper_id, reason, excerpt, fingerprint) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING',
      )
      .run(atMs, day, row.paperId, row.reason, row.excerpt, fingerprints[index] ?? '')
  })
  if (rows.length > 0) sql.prepare('DELETE FROM set_aside WHERE id <= (SELECT max(id) FROM set_aside) - ?').run(SET_ASIDE_KEPT)
}
