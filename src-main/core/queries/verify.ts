// Owns the examination of the library's file: whether it is sound and its two halves agree. It reads and repairs nothing.
import { isDay } from '#domain/day.ts'
import { isPaperId } from '#domain/paper.ts'
import type { SqlRow, SqlValue } from '../ports.ts'
import { isReadableList } from '../storage/readable-list.ts'
import { ALL_IDS, WRONG_ORDER_LINES } from '../storage/paper-order-rows.ts'
import type { Store } from '../storage/store.ts'

export interface Check {
  name: string
  ok: boolean
  /** A sentence; where something is wrong it names the first few places. */
  detail: string
}

const SHOWN = 5
/** No part of the examination takes longer than a key may wait: 6 ms of a quiet machine. */
const PAPERS_A_PART = 2500

/** Every check, the file first. Throws `failing-disk` where the disk does not give the file. `ok` is false when one of them found damage; marks and notes of papers that are not stored are told, not damage. */
export function verifyLibrary(store: Store): { ok: boolean; checks: Check[] } {
  const checks = [...checksOf(store)].filter((check) => check !== null)
  return { ok: checks.every((check) => check.ok), checks }
}

/** The same one by one; null where other work may have its turn. A file that was found sound elsewhere is not read again. */
export function* checksOf(store: Store, { isFileSound = false } = {}): Generator<Check | null> {
  const rows = (sql: string, ...values: SqlValue[]): SqlRow[] => store.sql.prepare(sql).all(...values)
  /** One string a finding, from the column `finding`. */
  const findings = (sql: string, ...values: SqlValue[]): string[] => rows(sql, ...values).map((row) => String(row['finding']))

  const damage: string[] = []
  if (!isFileSound) yield* damageOf(rows, damage)
  if (damage.length > 0) store.sql.requireBytes()
  yield check('file', damage, 'The file is sound.', 'SQLite found damage')
  if (damage.length > 0) return

  const parts = partsOf(rows)
  /** The findings of a query about the papers from ?1 to before ?2, others having their turn between the parts. */
  function* eachPart(sql: string): Generator<null, string[]> {
    const found: string[] = []
    for (const part of parts) {
      found.push(...findings(sql, ...part))
      yield null
    }
    return found
  }

  yield check(
    'references',
    yield* referencesThatLeadNowhere(rows),
    'Every reference between tables leads somewhere.',
    'References that lead nowhere',
  )
  yield check(
    'newest day',
    yield* eachPart(`SELECT id AS finding FROM papers
        WHERE id >= ?1 AND id < ?2 AND newest_day IS NOT (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)`),
    'Every paper names the newest day it is in.',
    'Papers whose newest day is not that of their days',
  )
  yield check(
    'figures',
    yield* eachPart(`SELECT id AS finding FROM papers JOIN metric_snapshots AS newest ON newest.paper_id = papers.id
        AND newest.read_at_ms = (SELECT max(read_at_ms) FROM metric_snapshots WHERE paper_id = papers.id)
        WHERE id >= ?1 AND id < ?2
        AND (papers.votes IS NOT newest.votes OR papers.comments IS NOT newest.comments OR papers.stars IS NOT newest.stars)`),
    'Votes, comments and stars agree with their history.',
    'Papers whose figures differ from the newest in their history',
  )
  yield check(
    'order of lists',
    yield* eachPart(WRONG_ORDER_LINES),
    'What lists are ordered by is what their papers say.',
    'Papers that lists have at a wrong place',
  )
  yield check(
    'samples',
    yield* eachPart(`SELECT day_entries.day || ' ' || paper_id AS finding FROM day_entries
        JOIN papers ON papers.id = paper_id JOIN days ON days.day = day_entries.day
        WHERE paper_id >= ?1 AND paper_id < ?2 AND papers.sample <> days.sample`),
    'Sample days and real days are apart.',
    'Papers on a day of the other kind',
  )
  yield check('stored lists', yield* unreadableLists(eachPart), 'Every stored list can be read.', 'Lists that cannot be read')
  yield check(
    'names',
    yield* oddNames(findings, parts),
    'Every paper has a proper identifier and every day is one.',
    'Names that are not proper',
  )
  yield check(
    'reading list',
    findings(`SELECT group_concat(paper_id, ' = ') AS finding FROM marks
        WHERE state IN ('later', 'shortlist') AND list_position IS NOT NULL GROUP BY list_position HAVING count(*) > 1
        UNION ALL SELECT paper_id || ' has no place' FROM marks WHERE state IN ('later', 'shortlist') AND list_position IS NULL`),
    'Every paper of the reading list has a place of its own.',
    'Places of the reading list that are shared or missing',
  )
  yield check('history', unreadableHistory(store), 'Every step of undo can be read.', 'Steps of undo that cannot be read')
  yield keptAlone(
    findings(`SELECT 'the marks of ' || paper_id AS finding FROM marks WHERE paper_id NOT IN (SELECT id FROM papers)
        UNION ALL SELECT 'the note of ' || paper_id FROM notes WHERE paper_id NOT IN (SELECT id FROM papers)
        UNION ALL SELECT 'a tag of ' || paper_id FROM paper_tags WHERE paper_id NOT IN (SELECT id FROM papers)`),
  )
}

const TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"

/** What SQLite says of each table, then of the pages that belong to none. */
function* damageOf(rows: (sql: string) => SqlRow[], damage: string[]): Generator<null> {
  const said = (sql: string, column: string): string[] =>
    rows(sql)
      .map((row) => String(row[column]))
      .filter((words) => words !== 'ok')
  const tables = rows(TABLES).map((row) => String(row['name']))
  for (const table of tables) {
    damage.push(...said(`PRAGMA integrity_check('${table}')`, 'integrity_check'))
    yield null
  }
  if (damage.length === 0) damage.push(...said('PRAGMA quick_check(20)', 'quick_check'))
}

type Part = readonly [from: string, before: string]

/** All ids there can be, cut where so many papers lie between two cuts. */
function partsOf(rows: (sql: string, ...values: SqlValue[]) => SqlRow[]): Part[] {
  const [first, last] = ALL_IDS
  const cuts = rows(
    'SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM papers) WHERE place % ?1 = 0 ORDER BY id',
    PAPERS_A_PART,
  ).map((row) => String(row['id']))
  return [first, ...cuts].map((from, index) => [from, cuts[index] ?? last] as const)
}

function* referencesThatLeadNowhere(rows: (sql: string) => SqlRow[]): Generator<null, string[]> {
  const nowhere: string[] = []
  for (const { name } of rows(TABLES)) {
    for (const row of rows(`PRAGMA foreign_key_check('${String(name)}')`))
      nowhere.push(`${String(row['table'])} row ${String(row['rowid'])} → ${String(row['parent'])}`)
    yield null
  }
  return nowhere
}

export function check(name: string, wrong: readonly string[], fine: string, found: string): Check {
  return { name, ok: wrong.length === 0, detail: wrong.length === 0 ? fine : `${found} (${wrong.length}): ${some(wrong)}.` }
}

/** The reader's half never depends on the other: what has lost its paper is kept until the paper is here again. */
function keptAlone(alone: readonly string[]): Check {
  const detail =
    alone.length === 0
      ? 'Every mark, note and tag has its paper.'
      : `Kept although their papers are not stored (${alone.length}): ${some(alone)}.`
  return { name: 'kept alone', ok: true, detail }
}

function some(findings: readonly string[]): string {
  const more = findings.length - SHOWN
  return findings.slice(0, SHOWN).join(', ') + (more > 0 ? `, and ${more} more` : '')
}

function* unreadableLists(eachPart: (sql: string) => Generator<null, string[]>): Generator<null, string[]> {
  const lists = { papers: ['authors', 'media_urls', 'keywords'], arxiv_records: ['authors', 'categories'] }
  const unreadable: string[] = []
  for (const [table, columns] of Object.entries(lists)) {
    for (const column of columns) {
      const id = table === 'papers' ? 'id' : 'paper_id'
      unreadable.push(
        ...(yield* eachPart(`SELECT '${table}.${column} of ' || ${id} AS finding FROM ${table}
        WHERE ${id} >= ?1 AND ${id} < ?2 AND NOT ${isReadableList(column)}`)),
      )
    }
  }
  return unreadable
}

function* oddNames(findings: (sql: string, ...values: SqlValue[]) => string[], parts: readonly Part[]): Generator<null, string[]> {
  const odd: string[] = []
  for (const part of parts) {
    odd.push(...findings('SELECT id AS finding FROM papers WHERE id >= ?1 AND id < ?2', ...part).filter((id) => !isPaperId(id)))
    yield null
  }
  return [...odd, ...findings('SELECT day AS finding FROM days').filter((day) => !isDay(day))]
}

function unreadableHistory(store: Store): string[] {
  return store.sql
    .prepare(`SELECT id FROM history WHERE NOT ${isReadableList('changes')}`)
    .all()
    .map((row) => `step ${String(row['id'])}`)
}
