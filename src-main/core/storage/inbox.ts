// Owns which papers may be in the inbox: those of recent days, and those the reader put back there.
import type { Day } from '#domain/day.ts'
import { inboxSince, type Store } from './store.ts'

/** Candidates of the inbox; parameters: `sample`, and the first day that counts. */
export const INBOX_IDS =
  "SELECT id FROM papers WHERE sample = ? AND newest_day >= ? UNION SELECT paper_id FROM marks WHERE state = 'inbox' AND decided_at_ms IS NOT NULL"

/** Sample days are older than every real one and still in the inbox of a library that has nothing else. */
export function inboxSinceShown(store: Store, shown: number): Day {
  return shown === 1 ? '' : inboxSince(store)
}
