// Owns the library of `bench:keys`: recorded papers dated and numbered anew up to any count, and what a reader of years did with them.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SqlDatabase } from '#core/ports.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { storeDay } from '#core/storage/outside-rows.ts'
import { addDays, type Day, dayRange, FIRST_FEED_DAY, isWeekend } from '#domain/day.ts'
import { idOf, makeDay } from '#tests/fixtures/made-days.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { openNewLibrary } from '../start/made-library.ts'

const NUMBERS_A_DAY = 1_200
const RECORDED_DAYS = 120
/** Days before the newest whose papers nobody has decided yet. */
const UNDECIDED_DAYS = 14

interface AnyRow {
  paper: { id: string; publishedAt: string; submittedOnDailyAt?: string }
  publishedAt: string
}

/**
 * Fills a new data folder: `papers` spread evenly over the weekdays up to `newest`; of those before the last two weeks a quarter each is
 * archived and dismissed, one in a hundred is in the reading list, one in fifty has a note; `tags` tags, thirty names followed.
 */
export function makeUsedLibrary(dataFolder: string, papers: number, newest: Day, tags: number): { recorded: boolean } {
  const { sql, store, nowMs } = openNewLibrary(dataFolder, newest)
  const recorded = recordedRows()
  const days = dayRange(FIRST_FEED_DAY, newest).filter((day) => !isWeekend(day))
  let left = papers
  let taken = 0
  days.toReversed().forEach((day, index) => {
    const count = Math.ceil(left / (days.length - index))
    left -= count
    if (count === 0) return
    const rows = recorded ? Array.from({ length: count }, (_, at) => redated(recorded[taken++ % recorded.length], day, at)) : null
    storeDay(store, day, parseDailyPapers(rows ?? makeDay(day, count, 'bench'), day).rows, nowMs)
  })
  store.transaction(() => markAsUsed(sql, { nowMs, before: addDays(newest, -UNDECIDED_DAYS), tags }))
  sql.close()
  return { recorded: recorded !== null }
}

function recordedRows(): AnyRow[] | null {
  const shared = sharedDataFolder()
  if (shared === null) return null
  const folder = path.join(shared, 'daily')
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}-\d{2}-\d{2}\.json$/.test(file))
    .toSorted()
    .slice(-RECORDED_DAYS)
  return files.flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as AnyRow[])
}

/** The same record under another day and number. */
function redated(row: AnyRow | undefined, day: Day, at: number): unknown {
  if (!row) throw new Error('the recorded days are empty')
  const published = `${addDays(day, -2)}${row.publishedAt.slice(10)}`
  const id = idOf(Number(day.slice(8)) * NUMBERS_A_DAY + at, day)
  return {
    ...row,
    paper: { ...row.paper, id, publishedAt: published, submittedOnDailyAt: `${day}T00:00:00.000Z` },
    publishedAt: published,
  }
}

function markAsUsed(sql: SqlDatabase, { nowMs, before, tags }: { nowMs: number; before: Day; tags: number }): void {
  // an even lot of every paper, the same each time
  const lot = 'row_number() OVER (ORDER BY newest_day DESC, id) * 37 % 100'
  sql
    .prepare(
      `INSERT INTO marks (paper_id, state, read, snoozed_until, list_position, first_saved_at_ms, decided_at_ms)
       SELECT id, s, 0, NULL, CASE s WHEN 'later' THEN n END, CASE s WHEN 'later' THEN ?1 - n * 1000 END, ?1 - n * 60000
       FROM (SELECT id, n, CASE WHEN lot < 25 THEN 'archive' WHEN lot < 50 THEN 'dismissed' WHEN lot = 50 THEN 'later' END AS s
             FROM (SELECT id, ${lot} AS lot, row_number() OVER (ORDER BY newest_day DESC, id) AS n FROM papers WHERE newest_day < ?2 AND sample = 0))
       WHERE s IS NOT NULL`,
    )
    .run(nowMs, before)
  sql
    .prepare(
      `INSERT INTO notes (paper_id, text, revision, updated_at_ms)
       SELECT id, 'A thought about it.', 1, ? FROM (SELECT id, ${lot} AS lot FROM papers WHERE sample = 0) WHERE lot IN (3, 60)`,
    )
    .run(nowMs)
  const tagged = sql.prepare('SELECT id FROM papers WHERE sample = 0 ORDER BY newest_day DESC LIMIT 2000').all()
  for (let at = 0; at < tags; at += 1) {
    sql.prepare('INSERT INTO tags (id, name) VALUES (?, ?)').run(`t${at}`, `tag ${at} of mine`)
    sql.prepare('INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?)').run(String(tagged[at % tagged.length]?.['id']), `t${at}`)
  }
  sql
    .prepare(
      `INSERT INTO follows (kind, key, name, followed_at_ms)
       SELECT kind, key, key, ? FROM paper_names WHERE paper_id IN (SELECT id FROM papers WHERE sample = 0 LIMIT 30) AND kind = 'author' GROUP BY kind, key LIMIT 30`,
    )
    .run(nowMs)
}
