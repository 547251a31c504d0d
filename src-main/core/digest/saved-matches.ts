// Owns the new papers that saved searches find, for the digest.
import type { PaperId } from '#domain/paper.ts'
import { savedSearches } from '../queries/saved-searches.ts'
import { text } from '../storage/columns.ts'
import { shownSample } from '../storage/mode.ts'
import type { Search } from '../search/search.ts'
import type { Store } from '../storage/store.ts'
import { oldestNewsDay } from './compose.ts'

/** Most votes first, each with the names of the searches that it matches in full. */
export async function newOfSavedSearches(
  store: Store,
  search: Pick<Search, 'matching'>,
  sinceMs: number,
  options: { signal: AbortSignal },
): Promise<{ id: PaperId; why: string }[]> {
  const searches = savedSearches(store).filter(({ inDigest }) => inDigest)
  const among = searches.length === 0 ? [] : newPapers(store, sinceMs)
  if (among.length === 0) return []
  const names = new Map<PaperId, string[]>()
  for (const { name, query } of searches) {
    const { ids } = await search.matching(query, { limit: among.length, among }, options)
    for (const id of ids) names.set(id, [...(names.get(id) ?? []), `“${name}”`])
  }
  return among.flatMap((id) => {
    const matched = names.get(id)
    return matched ? [{ id, why: `matches ${matched.join(', ')}` }] : []
  })
}

function newPapers(store: Store, sinceMs: number): PaperId[] {
  return store.sql
    .prepare(
      `SELECT p.id FROM papers p LEFT JOIN marks m ON m.paper_id = p.id
       WHERE p.sample = ?1 AND p.newest_day >= ?2 AND coalesce(m.state, 'inbox') <> 'dismissed'
         AND (SELECT min(s.read_at_ms) FROM metric_snapshots s WHERE s.paper_id = p.id) > ?3
       ORDER BY p.votes DESC, p.id DESC`,
    )
    .all(shownSample(store), oldestNewsDay(sinceMs), sinceMs)
    .map((row) => text(row, 'id'))
}
