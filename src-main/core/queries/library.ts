// Owns what is known of the library as a whole: its mode, its days, its counts.
import { type Day, feedDayAt, localDayOf } from '#domain/day.ts'
import type { Counts, DaySummary, LibraryStatus } from '#contract/api.ts'
import type { Ports } from '../ports.ts'
import { inboxSince, SCHEMA_VERSION, type Store } from '../storage/store.ts'
import { number, text, textOrNull, numberOrNull } from '../storage/columns.ts'
import { INBOX_IDS, inboxSinceShown } from '../storage/inbox.ts'
import { missedCount } from './catch-up.ts'
import { followCounts } from './feed-lists.ts'
import { isShown, libraryMode, samplesRemoved, shownSample } from '../storage/mode.ts'

/** Not away; `?1` is the reader's calendar day. */
const HERE = '(m.snoozed_until IS NULL OR m.snoozed_until <= ?1)'

export function libraryStatus(store: Store, ports: Pick<Ports, 'clock' | 'facts'>): LibraryStatus {
  const nowMs = ports.clock.nowMs()
  const newestDay = newestDayOf(store)
  return {
    mode: libraryMode(store),
    samplesRemoved: samplesRemoved(store),
    feedDay: feedDayAt(nowMs),
    newestDay,
    inboxSince: inboxSince(store),
    nowMs,
    dataFolder: ports.facts.dataFolder,
    appVersion: ports.facts.appVersion,
    schemaVersion: SCHEMA_VERSION,
    counts: counts(store, { newestDay, today: localDayOf(nowMs) }),
    follows: followCounts(store, localDayOf(nowMs)),
    missed: missedCount(store, localDayOf(nowMs)),
  }
}

function newestDayOf(store: Store): Day | null {
  const row = store.sql.prepare('SELECT max(newest_day) AS day FROM papers WHERE sample = ?').get(shownSample(store))
  return row ? textOrNull(row, 'day') : null
}

function counts(store: Store, { newestDay, today }: { newestDay: Day | null; today: Day }): Counts {
  const shown = shownSample(store)
  const marked = store.sql
    .prepare(
      `SELECT count(*) FILTER (WHERE m.state = 'later' AND ${HERE}) AS later,
              count(*) FILTER (WHERE m.state = 'shortlist' AND ${HERE}) AS shortlist,
              count(*) FILTER (WHERE m.state = 'archive' AND ${HERE}) AS archive,
              count(*) FILTER (WHERE m.state = 'dismissed' AND ${HERE}) AS dismissed,
              count(*) FILTER (WHERE m.snoozed_until > ?1) AS snoozed
       FROM marks m WHERE ${isShown('m.paper_id', shown)}`,
    )
    .get(today)
  const undecided = `coalesce(m.state, 'inbox') = 'inbox' AND ${HERE}`
  const inbox = store.sql
    .prepare(
      `SELECT count(*) AS papers FROM papers p LEFT JOIN marks m ON m.paper_id = p.id
       WHERE ${isShown('p.id', shown)} AND ${undecided} AND p.id IN (${INBOX_IDS})`,
    )
    .get(today, shown, inboxSinceShown(store, shown))
  const ofNewestDay = store.sql
    .prepare(`SELECT count(*) AS papers FROM day_entries e LEFT JOIN marks m ON m.paper_id = e.paper_id WHERE e.day = ?2 AND ${undecided}`)
    .get(today, newestDay ?? '')
  const notes = store.sql.prepare(`SELECT count(*) AS papers FROM notes n WHERE ${isShown('n.paper_id', shown)}`).get()
  const papers = store.sql.prepare('SELECT count(*) AS papers FROM papers WHERE sample = ?').get(shown)
  return {
    today: number(ofNewestDay ?? {}, 'papers'),
    inbox: number(inbox ?? {}, 'papers'),
    later: number(marked ?? {}, 'later'),
    shortlist: number(marked ?? {}, 'shortlist'),
    archive: number(marked ?? {}, 'archive'),
    dismissed: number(marked ?? {}, 'dismissed'),
    snoozed: number(marked ?? {}, 'snoozed'),
    notes: number(notes ?? {}, 'papers'),
    papers: number(papers ?? {}, 'papers'),
  }
}

/** Stored days from `from` to `to`, oldest first, with how much of each is decided. */
export function listDays(store: Store, { from, to, nowMs }: { from: Day; to: Day; nowMs: number }): DaySummary[] {
  const shown = shownSample(store)
  const rows = store.sql
    .prepare(
      `SELECT d.day, d.fetched_at_ms, d.sample, count(e.paper_id) AS papers,
              count(*) FILTER (WHERE m.state <> 'inbox' OR m.snoozed_until > ?1) AS decided,
              count(*) FILTER (WHERE m.state IN ('later', 'shortlist')) AS saved
       FROM days d LEFT JOIN day_entries e ON e.day = d.day LEFT JOIN marks m ON m.paper_id = e.paper_id
       WHERE d.day BETWEEN ?2 AND ?3 AND d.sample = ?4 GROUP BY d.day ORDER BY d.day`,
    )
    .all(localDayOf(nowMs), from, to, shown)
  return rows.map((row) => ({
    day: text(row, 'day'),
    papers: number(row, 'papers'),
    decided: number(row, 'decided'),
    saved: number(row, 'saved'),
    fetchedAtMs: numberOrNull(row, 'fetched_at_ms'),
    sample: number(row, 'sample') === 1,
  }))
}

/** The day the newer sample day is dated: before the feed began, so that no real day is ever in its way. */
export const SAMPLE_DAY: Day = '2023-05-03'
