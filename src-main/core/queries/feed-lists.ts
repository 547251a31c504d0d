// Owns the lists that the feed makes by itself: what rises, what is followed, what changed since a visit.
import type { Follow, FollowCount } from '#domain/follow.ts'
import type { ListPlace } from '#domain/list.ts'
import type { PaperId } from '#domain/paper.ts'
import { number, text } from '../storage/columns.ts'
import { inboxSinceShown } from '../storage/inbox.ts'
import { isShown, shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { lookedAtMs } from '../storage/visit-rows.ts'
import { regrettedPapers, risingPapers } from './rising.ts'

type FeedPlace = Extract<ListPlace, { kind: 'rising' | 'followed' | 'since' }>

/** How far back the votes are compared in what rises. */
const RISING_SPAN_MS = 3 * 86_400_000

/** The papers of the place, in its own order; `rise` where it goes by the votes gained. */
export function feedPapers(store: Store, place: FeedPlace, nowMs: number): { id: PaperId; rise?: number }[] {
  switch (place.kind) {
    case 'rising':
      return risingPapers(store, nowMs - RISING_SPAN_MS)
    case 'followed':
      return followedIds(store, place.follow).map((id) => ({ id }))
    case 'since':
      if (place.what === 'regret') return regrettedPapers(store)
      if (place.what === 'rose') return risingPapers(store, lookedAtMs(store, nowMs))
      return gainedCode(store, lookedAtMs(store, nowMs)).map((id) => ({ id }))
  }
}

function followedIds({ sql }: Store, follow: Follow | undefined): PaperId[] {
  const which = follow ? 'WHERE kind = ? AND key = ?' : ''
  return sql
    .prepare(
      `SELECT p.id FROM paper_order p WHERE p.id IN (SELECT paper_id FROM follow_matches ${which}) ORDER BY p.newest_day DESC, p.votes DESC, p.id DESC`,
    )
    .all(...(follow ? [follow.kind, follow.key] : []))
    .map((row) => text(row, 'id'))
}

function gainedCode({ sql }: Store, sinceMs: number): PaperId[] {
  return sql
    .prepare(
      'SELECT g.paper_id AS id FROM code_gains g JOIN paper_order p ON p.id = g.paper_id WHERE g.at_ms > ? ORDER BY p.votes DESC, p.id DESC',
    )
    .all(sinceMs)
    .map((row) => text(row, 'id'))
}

/** Everything that is followed, by name; undecided are those that may be in the inbox: older days are no debt. */
export function followCounts(store: Store, today: string): FollowCount[] {
  const shown = shownSample(store)
  return store.sql
    .prepare(
      `WITH undecided AS MATERIALIZED (
         SELECT p.id FROM paper_order p LEFT JOIN marks m ON m.paper_id = p.id
         WHERE ${isShown('p.id', shown)} AND p.newest_day >= ?2 AND coalesce(m.state, 'inbox') = 'inbox' AND (m.snoozed_until IS NULL OR m.snoozed_until <= ?1))
       SELECT f.kind, f.key, f.name, count(fm.paper_id) AS papers, count(u.id) AS undecided
       FROM follows f LEFT JOIN follow_matches fm ON fm.kind = f.kind AND fm.key = f.key AND ${isShown('fm.paper_id', shown)}
       LEFT JOIN undecided u ON u.id = fm.paper_id GROUP BY f.kind, f.key ORDER BY f.name COLLATE NOCASE, f.kind`,
    )
    .all(today, inboxSinceShown(store, shown))
    .map((row) => ({
      kind: text(row, 'kind') as Follow['kind'],
      key: text(row, 'key'),
      name: text(row, 'name'),
      papers: number(row, 'papers'),
      undecided: number(row, 'undecided'),
    }))
}
