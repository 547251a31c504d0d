// Owns the figures of what the reader did: by day what was decided, kept and written; what is kept most.
import type { InsightDay, Insights, NameCount } from '#contract/insights.ts'
import { addDays, type Day, localDayOf, weekDays, weekOfDay } from '#domain/day.ts'
import { number, text } from '../storage/columns.ts'
import { isShown, shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

/** A longer pause between two decisions was something else. */
const LONGEST_PAUSE_MS = 3 * 60_000
const MOST_NAMES = 12
/** Days that are asked for beyond the ends, since the reader's days are not UTC's. */
const MARGIN_MS = 2 * 86_400_000

export function insights(store: Store, { weeks, nowMs }: { weeks: number; nowMs: number }): Insights {
  const to = localDayOf(nowMs)
  const from = addDays(weekDays(weekOfDay(to)).first, -7 * (weeks - 1))
  const sinceMs = Date.parse(`${from}T00:00:00Z`) - MARGIN_MS
  const days = new Map<Day, InsightDay>()
  const add = (atMs: number, what: 'decided' | 'kept' | 'minutes' | 'written', count = 1): void => {
    const day = localDayOf(atMs)
    if (day < from || day > to) return
    const known = days.get(day) ?? { day, decided: 0, kept: 0, minutes: 0, written: 0 }
    days.set(day, { ...known, [what]: known[what] + count })
  }
  const shown = shownSample(store)
  let before: number | null = null
  for (const atMs of times(
    store,
    `SELECT m.decided_at_ms AS at_ms FROM marks m WHERE m.decided_at_ms >= ? AND (m.state <> 'inbox' OR m.snoozed_until IS NOT NULL) AND ${isShown('m.paper_id', shown)} ORDER BY at_ms`,
    sinceMs,
  )) {
    add(atMs, 'decided')
    if (before !== null && atMs - before <= LONGEST_PAUSE_MS) add(atMs, 'minutes', (atMs - before) / 60_000)
    before = atMs
  }
  for (const atMs of times(
    store,
    `SELECT m.first_saved_at_ms AS at_ms FROM marks m WHERE m.first_saved_at_ms >= ? AND ${isShown('m.paper_id', shown)}`,
    sinceMs,
  ))
    add(atMs, 'kept')
  for (const atMs of times(
    store,
    `SELECT n.updated_at_ms AS at_ms FROM notes n WHERE n.updated_at_ms >= ? AND ${isShown('n.paper_id', shown)}`,
    sinceMs,
  ))
    add(atMs, 'written')
  for (const atMs of times(store, 'SELECT created_at_ms AS at_ms FROM annotations WHERE created_at_ms >= ?', sinceMs)) add(atMs, 'written')
  return {
    from,
    to,
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    topics: keptMost(store, 'keyword', sinceMs, shown),
    authors: keptMost(store, 'author', sinceMs, shown),
    organizations: keptMost(store, 'organization', sinceMs, shown),
  }
}

function* times({ sql }: Store, select: string, sinceMs: number): Generator<number> {
  for (const row of sql.prepare(select).all(sinceMs)) yield number(row, 'at_ms')
}

const NAMES = {
  keyword: 'j.value AS name FROM marks m JOIN papers p ON p.id = m.paper_id, json_each(p.keywords) j WHERE 1',
  author: "json_extract(j.value, '$.name') AS name FROM marks m JOIN papers p ON p.id = m.paper_id, json_each(p.authors) j WHERE 1",
  organization:
    "json_extract(p.organization, '$.name') AS name FROM marks m JOIN papers p ON p.id = m.paper_id WHERE p.organization IS NOT NULL",
} as const

/** Names of the papers saved since, regardless of case; one that a single paper has says nothing. */
function keptMost({ sql }: Store, kind: keyof typeof NAMES, sinceMs: number, shown: number): NameCount[] {
  return sql
    .prepare(
      `SELECT min(name) AS name, count(*) AS kept FROM (SELECT ${NAMES[kind]} AND m.first_saved_at_ms >= ? AND ${isShown('m.paper_id', shown)})
       WHERE name <> '' GROUP BY lower(name) HAVING kept > 1 ORDER BY kept DESC, name LIMIT ${MOST_NAMES}`,
    )
    .all(sinceMs)
    .map((row) => ({ name: text(row, 'name'), kept: number(row, 'kept') }))
}
