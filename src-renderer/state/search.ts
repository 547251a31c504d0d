// Owns the search: the words in the box, the newest answer, and what was found as a list.
import { create } from 'zustand'
import type { SearchAnswer, SearchHit, SearchSort } from '#contract/search.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { setList, useLists } from './lists.ts'
import { papers, wantRows } from './papers.ts'
import { usePlace } from './place.ts'

interface Search {
  text: string
  sort: SearchSort
  answer: SearchAnswer | null
  /** What the answer is to. */
  answered: string
  hits: ReadonlyMap<PaperId, SearchHit>
  running: boolean
  failure: Failure | null
}

export const useSearch = create<Search>(() => ({
  text: '',
  sort: 'relevance',
  answer: null,
  answered: '',
  hits: new Map(),
  running: false,
  failure: null,
}))

/** What fills the window, with its rows: painted before the rest is asked for. */
const FIRST = 30
const ALL = 500
/** The rest comes once nothing was typed for so long. */
const REST_AFTER_MS = 120

const PLACE = { kind: 'search' } as const
let running: AbortController | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Asks for what is typed, the best first; an older question is given up. Results stay on screen until the new ones are there. `keep`: the
 * same search again, so the selected paper stays.
 */
export async function runSearch(text: string, { keep = false } = {}): Promise<void> {
  running?.abort()
  clearTimeout(timer)
  useSearch.setState({ text })
  if (text.trim() === '') {
    running = null
    useSearch.setState({ answer: null, answered: text, hits: new Map(), running: false, failure: null })
    setList(PLACE, { ids: [], order: [], status: 'ready' })
    return
  }
  const mine = new AbortController()
  running = mine
  useSearch.setState({ running: true })
  const shown = useLists.getState().byKey['search']?.ids.length ?? 0
  const first = await ask(text, keep ? Math.max(FIRST, Math.min(shown, ALL)) : FIRST, mine.signal)
  if (!first) return
  show(text, first, keep)
  if (first.total <= first.hits.length) return
  timer = setTimeout(() => {
    void ask(text, ALL, mine.signal).then((all) => {
      if (all) show(text, all, true)
    })
  }, REST_AFTER_MS)
}

/** Null where the question was given up, or failed, which is told. */
async function ask(text: string, limit: number, signal: AbortSignal): Promise<SearchAnswer | null> {
  try {
    const { sort } = useSearch.getState()
    const answer = await client.call('search.query', { text, limit, sort, rows: FIRST }, { signal })
    return signal.aborted ? null : answer
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (failure.code !== 'cancelled' && !signal.aborted) useSearch.setState({ running: false, failure })
    return null
  }
}

function show(text: string, answer: SearchAnswer, keep: boolean): void {
  const ids = answer.hits.map((hit) => hit.id)
  papers.put(answer.rows)
  useSearch.setState({
    answer,
    answered: text,
    hits: new Map(answer.hits.map((hit) => [hit.id, hit])),
    running: false,
    failure: null,
  })
  setList(PLACE, { ids, order: ids, undecided: new Set(ids), status: 'ready', failure: null })
  wantRows(ids.slice(0, FIRST * 2))
  const { place, selectedId } = usePlace.getState()
  if (place.kind !== 'search') return
  const at = keep && selectedId !== null ? ids.indexOf(selectedId) : -1
  if (at >= 0) usePlace.setState({ selectedIndex: at })
  else usePlace.setState(({ reveal }) => ({ selectedId: ids[0] ?? null, selectedIndex: 0, marked: new Set(), reveal: reveal + 1 }))
}
