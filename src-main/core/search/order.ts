// Owns orders other than relevance: every paper that was found, by date or by votes.
import type { SearchSort } from '#contract/search.ts'
import { number, text } from '../storage/columns.ts'
import type { Store } from '../storage/store.ts'
import type { PaperIndex } from './paper-index.ts'
import type { Lifted } from './relevance.ts'

/** Votes are read for so many papers at once; then the thread has a turn. */
const PAGE = 4000

/** The same papers, newest day or most votes first; the newer one, then the later identifier, where that is equal. */
export async function inOrder(
  store: Store,
  papers: PaperIndex,
  found: readonly Lifted[],
  sort: Exclude<SearchSort, 'relevance'>,
  turn: () => Promise<void>,
): Promise<Lifted[]> {
  const votes = sort === 'votes' ? await votesOf(store, papers, found, turn) : null
  const worth = new Map(found.map((one) => [one, votes?.get(papers.lunr.refOf(one.slot) ?? '') ?? 0]))
  return found.toSorted(
    (a, b) =>
      (worth.get(b) ?? 0) - (worth.get(a) ?? 0) ||
      papers.dayOf(b.slot) - papers.dayOf(a.slot) ||
      ((papers.lunr.refOf(a.slot) ?? '') < (papers.lunr.refOf(b.slot) ?? '') ? 1 : -1),
  )
}

async function votesOf(
  { sql }: Store,
  papers: PaperIndex,
  found: readonly Lifted[],
  turn: () => Promise<void>,
): Promise<Map<string, number>> {
  const votes = new Map<string, number>()
  for (let start = 0; start < found.length; start += PAGE) {
    const ids = found.slice(start, start + PAGE).map(({ slot }) => papers.lunr.refOf(slot))
    const rows = sql.prepare('SELECT id, votes FROM papers WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids))
    for (const row of rows) votes.set(text(row, 'id'), number(row, 'votes'))
    await turn()
  }
  return votes
}
