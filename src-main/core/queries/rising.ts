// Owns which papers gained votes, by the counts recorded here.
import type { PaperId } from '#domain/paper.ts'
import { number, text } from '../storage/columns.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'

const MOST = 200

/**
 * Votes now less votes at the last look before `sinceMs`, most first; a paper that came since then rose from its first count.
 * Dismissed papers are left out.
 */
export function risingPapers(store: Store, sinceMs: number): { id: PaperId; rise: number }[] {
  return (
    store.sql
      // `+p.sample`: SQLite would else walk every paper by the index on `sample`, which nearly all share
      .prepare(
        `SELECT p.id, p.votes - coalesce(
                (SELECT s.votes FROM metric_snapshots s WHERE s.paper_id = p.id AND s.read_at_ms <= ?1 ORDER BY s.read_at_ms DESC LIMIT 1),
                (SELECT s.votes FROM metric_snapshots s WHERE s.paper_id = p.id ORDER BY s.read_at_ms LIMIT 1), p.votes) AS rise
       FROM papers p LEFT JOIN marks m ON m.paper_id = p.id
       WHERE p.metrics_read_at_ms > ?1 AND +p.sample = ?2 AND coalesce(m.state, 'inbox') <> 'dismissed'
         AND p.id IN (SELECT s.paper_id FROM metric_snapshots s WHERE s.read_at_ms > ?1
           AND EXISTS (SELECT 1 FROM metric_snapshots o WHERE o.paper_id = s.paper_id AND o.read_at_ms < s.read_at_ms))
       ORDER BY rise DESC, p.votes DESC, p.id DESC LIMIT ${MOST}`,
      )
      .all(sinceMs, shownSample(store))
      .map((row) => ({ id: text(row, 'id'), rise: number(row, 'rise') }))
      .filter(({ rise }) => rise > 0)
  )
}

const LEAST_REGRET = 10
const REGRET_SHARE = 0.5

/** Dismissed papers that gained at least ten votes since, and half of what they had; the largest gain first. */
export function regrettedPapers(store: Store): { id: PaperId; rise: number }[] {
  return store.sql
    .prepare(
      `SELECT id, votes - had AS rise FROM (
         SELECT p.id, p.votes, coalesce(
                (SELECT s.votes FROM metric_snapshots s WHERE s.paper_id = p.id AND s.read_at_ms <= m.decided_at_ms ORDER BY s.read_at_ms DESC LIMIT 1),
                (SELECT s.votes FROM metric_snapshots s WHERE s.paper_id = p.id ORDER BY s.read_at_ms LIMIT 1), p.votes) AS had
         FROM marks m JOIN papers p ON p.id = m.paper_id WHERE m.state = 'dismissed' AND +p.sample = ?
       ) WHERE votes - had >= ${LEAST_REGRET} AND votes - had >= had * ${REGRET_SHARE}
       ORDER BY rise DESC, id DESC LIMIT ${MOST}`,
    )
    .all(shownSample(store))
    .map((row) => ({ id: text(row, 'id'), rise: number(row, 'rise') }))
}
