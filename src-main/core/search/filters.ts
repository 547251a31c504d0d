// Owns the operators that the database decides (is: has: tag: dates, votes): each becomes one SQL condition.
import { addDays, type Day, msOfDay } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import type { SearchFilter } from '#domain/search-query.ts'
import { number, text } from '../storage/columns.ts'
import { INBOX_IDS, inboxSinceShown } from '../storage/inbox.ts'
import type { SqlValue } from '../ports.ts'
import type { Store } from '../storage/store.ts'

interface Condition {
  sql: string
  values: SqlValue[]
}

const HERE = '(m.snoozed_until IS NULL OR m.snoozed_until <= ?)'
/** Looked at in a turn, whether the filter lets them through or not. */
const PAPERS_A_TURN = 4000

/**
 * The papers that a filter lets through, in pages, so that the thread has a turn between them.
 * `today` is the reader's calendar day: what is snoozed beyond it is away; `sample`: see `shownSample`.
 */
export function* papersOf(store: Store, filter: SearchFilter, { today, sample }: { today: Day; sample: number }): Generator<PaperId[]> {
  const { sql: where, values } = conditionOf(filter, today, { sample, inboxSince: () => inboxSinceShown(store, sample) })
  const statement = store.sql.prepare(
    `SELECT p.id FROM papers p LEFT JOIN marks m ON m.paper_id = p.id WHERE p.rowid > ? AND p.rowid <= ? AND ${where} ORDER BY p.rowid`,
  )
  const last = number(store.sql.prepare('SELECT max(rowid) AS last FROM papers').get() ?? {}, 'last')
  for (let after = 0; after < last; after += PAPERS_A_TURN)
    yield statement.all(after, after + PAPERS_A_TURN, ...values).map((row) => text(row, 'id'))
}

interface Shown {
  sample: number
  inboxSince(): Day
}

function conditionOf(filter: SearchFilter, today: Day, shown: Shown): Condition {
  switch (filter.kind) {
    case 'is':
      return isCondition(filter.value, today, shown)
    case 'has':
      return hasCondition(filter.value)
    case 'tag':
      return {
        // a word of the reader's own is on a paper or on a mark in it
        sql: `(EXISTS (SELECT 1 FROM paper_tags pt JOIN tags t ON t.id = pt.tag_id WHERE pt.paper_id = p.id AND t.name = ?)
               OR EXISTS (SELECT 1 FROM annotations an JOIN annotation_tags at ON at.annotation_id = an.id
                          WHERE an.paper_id = p.id AND at.name = ? COLLATE NOCASE))`,
        values: [filter.name, filter.name],
      }
    case 'day':
      return dayCondition(filter.from, filter.to)
    case 'count':
      return countCondition(filter)
  }
}

function isCondition(value: (SearchFilter & { kind: 'is' })['value'], today: Day, { sample, inboxSince }: Shown): Condition {
  switch (value) {
    case 'inbox':
      return { sql: `coalesce(m.state, 'inbox') = 'inbox' AND ${HERE} AND p.id IN (${INBOX_IDS})`, values: [today, sample, inboxSince()] }
    case 'snoozed':
      return { sql: 'm.snoozed_until > ?', values: [today] }
    case 'read':
      return { sql: 'm.read = 1', values: [] }
    case 'unread':
      return { sql: 'coalesce(m.read, 0) = 0', values: [] }
    default:
      return { sql: `m.state = ? AND ${HERE}`, values: [value, today] }
  }
}

function hasCondition(value: (SearchFilter & { kind: 'has' })['value']): Condition {
  switch (value) {
    case 'code':
      return { sql: 'p.code_url IS NOT NULL', values: [] }
    case 'note':
      return { sql: 'EXISTS (SELECT 1 FROM notes n WHERE n.paper_id = p.id)', values: [] }
    case 'tag':
      return { sql: 'EXISTS (SELECT 1 FROM paper_tags pt WHERE pt.paper_id = p.id)', values: [] }
    case 'pdf':
      return {
        sql: 'EXISTS (SELECT 1 FROM paper_files pf JOIN files f ON f.hash = pf.hash WHERE pf.paper_id = p.id AND f.gone = 0)',
        values: [],
      }
    case 'annotation':
      return { sql: 'EXISTS (SELECT 1 FROM annotations an WHERE an.paper_id = p.id)', values: [] }
  }
}

/** A paper's days are those of the feed; the day it was published where it is in none. */
function dayCondition(from: Day | null, to: Day | null): Condition {
  const first = from ?? '0000-01-01'
  const last = to ?? '9999-12-31'
  return {
    sql: `(EXISTS (SELECT 1 FROM day_entries e WHERE e.paper_id = p.id AND e.day BETWEEN ? AND ?)
           OR (p.newest_day IS NULL AND p.published_at_ms >= ? AND p.published_at_ms < ?))`,
    values: [first, last, from === null ? -8.64e15 : msOfDay(first), to === null ? 8.64e15 : msOfDay(addDays(last, 1))],
  }
}

const COUNT_COLUMN = { votes: 'p.votes', stars: 'p.stars', comments: 'p.comments' } as const

function countCondition({ of, least, most }: SearchFilter & { kind: 'count' }): Condition {
  return { sql: `${COUNT_COLUMN[of]} BETWEEN ? AND ?`, values: [least ?? -1, most ?? Number.MAX_SAFE_INTEGER] }
}
