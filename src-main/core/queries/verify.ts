// Owns the examination of the library's file: whether it is sound and its two halves agree. It reads and repairs nothing.
import { isDay } from '#domain/day.ts'
import { isPaperId } from '#domain/paper.ts'
import type { SqlRow } from '../ports.ts'
import { isReadableList } from '../storage/readable-list.ts'
import { WRONG_ORDER_LINES } from '../storage/paper-order-rows.ts'
import type { Store } from '../storage/store.ts'

export interface Check {
  name: string
  ok: boolean
  /** A sentence; where something is wrong it names the first few places. */
  detail: string
}

const SHOWN = 5

/** Every check, the file first. Throws `failing-disk` where the disk does not give the file. `ok` is false when one of them found damage; marks and notes of papers that are not stored are told, not damage. */
export function verifyLibrary(store: Store): { ok: boolean; checks: Check[] } {
  const checks = [...checksOf(store)].filter((check) => check !== null)
  return { ok: checks.every((check) => check.ok), checks }
}

/** The same one by one; null where other work may have its turn. A file that was found sound elsewhere is not read again. */
export function* checksOf(store: Store, { isFileSound = false } = {}): Generator<Check | null> {
  const rows = (sql: string): SqlRow[] => store.sql.prepare(sql).all()
  /** One string a finding, from the column `finding`. */
  const findings = (sql: string): string[] => rows(sql).map((row) => String(row['finding']))

  const damage: string[] = []
  if (!isFileSound) yield* damageOf(rows, damage)
  if (damage.length > 0) store.sql.requireBytes()
  yield check('file', damage, 'The file is sound.', 'SQLite found damage')
  if (damage.length > 0) return

  yield check(
    'references',
    rows('PRAGMA foreign_key_check').map((row) => `${String(row['table'])} row ${String(row['rowid'])} → ${String(row['parent'])}`),
    'Every reference between tables leads somewhere.',
    'References that lead nowhere',
  )
  yield check(
    'newest day',
    findings(`SELECT id AS finding FROM papers
        WHERE newest_day IS NOT (SELECT max(day) FROM day_entries WHERE paper_id = papers.id)`),
    'Every paper names the newest day it is in.',
    'Papers whose newest day is not that of their days',
  )
  yield check(
    'figures',
    findings(`SELECT id AS finding FROM papers JOIN metric_snapshots AS newest ON newest.paper_id = papers.id
        AND newest.read_at_ms = (SELECT max(read_at_ms) FROM metric_snapshots WHERE paper_id = papers.id)
        WHERE papers.votes IS NOT newest.votes OR papers.comments IS NOT newest.comments OR papers.stars IS NOT newest.stars`),
    'Votes, comments and stars agree with their history.',
    'Papers whose figures differ from the newest in their history',
  )
  yield check(
    'order of lists',
    findings(WRONG_ORDER_LINES),
    'What lists are ordered by is what their papers say.',
    'Papers that lists have at a wrong place',
  )
  yield check(
    'samples',
    findings(`SELECT day_entries.day || ' ' || paper_id AS finding FROM day_entries
        JOIN papers ON papers.id = paper_id JOIN days ON days.day = day_entries.day WHERE papers.sample <> days.sample`),
    'Sample days and real days are apart.',
    'Papers on a day of the other kind',
  )
  yield check('stored lists', yield* unreadableLists(findings), 'Every stored list can be read.', 'Lists that cannot be read')
  yield check('names', oddNames(findings), 'Every paper has a proper identifier and every day is one.', 'Names that are not proper')
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

/** What SQLite says of each table, then of the pages that belong to none. */
function* damageOf(rows: (sql: string) => SqlRow[], damage: string[]): Generator<null> {
  const said = (sql: string, column: string): string[] =>
    rows(sql)
      .map((row) => String(row[column]))
      .filter((words) => words !== 'ok')
  const tables = rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map((row) => String(row['name']))
  for (const table of tables) {
    damage.push(...said(`PRAGMA integrity_check('${table}')`, 'integrity_check'))
    yield null
  }
  if (damage.length === 0) damage.push(...said('PRAGMA quick_check(20)', 'quick_check'))
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

/** A column at a time, others having their turn between them. */
function* unreadableLists(findings: (sql: string) => string[]): Generator<null, string[]> {
  const lists = { papers: ['authors', 'media_urls', 'keywords'], arxiv_records: ['authors', 'categories'] }
  const unreadable: string[] = []
  for (const [table, columns] of Object.entries(lists)) {
    for (const column of columns) {
      unreadable.push(
        ...findings(`SELECT '${table}.${column} of ' || ${table === 'papers' ? 'id' : 'paper_id'} AS finding FROM ${table}
        WHERE NOT ${isReadableList(column)}`),
      )
      yield null
    }
  }
  return unreadable
}

function oddNames(findings: (sql: string) => string[]): string[] {
  const ids = findings('SELECT id AS finding FROM papers').filter((id) => !isPaperId(id))
  return [...ids, ...findings('SELECT day AS finding FROM days').filter((day) => !isDay(day))]
}

function unreadableHistory(store: Store): string[] {
  return store.sql
    .prepare(`SELECT id FROM history WHERE NOT ${isReadableList('changes')}`)
    .all()
    .map((row) => `step ${String(row['id'])}`)
}
