// Owns the search: the words in the box, the newest answer, and what was found as a list.
import { create } from 'zustand'
import type { SearchAnswer, SearchHit } from '#contract/search.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { setList } from './lists.ts'
import { wantRows } from './papers.ts'
import { usePlace } from './place.ts'

interface Search {
  text: string
  answer: SearchAnswer | null
  hits: ReadonlyMap<PaperId, SearchHit>
  running: boolean
  failure: Failure | null
}

export const useSearch = create<Search>(() => ({ text: '', answer: null, hits: new Map(), running: false, failure: null }))

const LIMIT = 300
let running: AbortController | null = null

/** Asks for what is typed; an older question is given up. Results stay on screen until the new ones are there. */
export async function runSearch(text: string): Promise<void> {
  running?.abort()
  useSearch.setState({ text })
  if (text.trim() === '') {
    running = null
    useSearch.setState({ answer: null, hits: new Map(), running: false, failure: null })
    setList({ kind: 'search' }, { ids: [], order: [], status: 'ready' })
    return
  }
  const mine = new AbortController()
  running = mine
  useSearch.setState({ running: true })
  try {
    const answer = await client.call('search.query', { text, limit: LIMIT }, { signal: mine.signal })
    const ids = answer.hits.map((hit) => hit.id)
    useSearch.setState({ answer, hits: new Map(answer.hits.map((hit) => [hit.id, hit])), running: false, failure: null })
    setList({ kind: 'search' }, { ids, order: ids, status: 'ready', failure: null })
    wantRows(ids.slice(0, 60))
    if (usePlace.getState().place.kind === 'search') usePlace.setState({ selectedId: ids[0] ?? null, selectedIndex: 0 })
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (failure.code !== 'cancelled') useSearch.setState({ running: false, failure })
  }
}
