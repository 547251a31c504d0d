// Owns asking: what is typed into the search box at once, an offer taken by a key, an order, names for completion and the palette.
import type { NameField, SearchSort } from '#contract/search.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { papersNamed } from '../state/links.ts'
import { papers } from '../state/papers.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { runSearch, useSearch } from '../state/search.ts'

export function searchNow(text: string): void {
  runSearch(text).catch(reportFailure)
}

/** Searches for the words with their slips corrected. */
export function takeCorrection(): void {
  take(useSearch.getState().answer?.suggestion ?? null, 'There is nothing to correct in this search.')
}

/** Searches for what asks for less and finds something. */
export function takeRelaxed(): void {
  take(useSearch.getState().answer?.relaxed?.text ?? null, 'This search needs no help, or none is known.')
}

function take(text: string | null, otherwise: string): void {
  if (text !== null && usePlace.getState().place.kind === 'search') {
    searchNow(text)
    return say(`Searching for ${text}`)
  }
  showToast({ sentence: otherwise })
  say(otherwise)
}

export const SEARCH_SORTS: Readonly<Record<SearchSort, string>> = {
  relevance: 'best first',
  date: 'newest first',
  votes: 'most votes first',
}

export function sortSearch(sort: SearchSort): void {
  useSearch.setState({ sort })
  say(`In order: ${SEARCH_SORTS[sort]}`)
  searchNow(useSearch.getState().text)
}

export function cycleSearchSort(): void {
  const sorts = Object.keys(SEARCH_SORTS) as SearchSort[]
  sortSearch(sorts[(sorts.indexOf(useSearch.getState().sort) + 1) % sorts.length] ?? 'relevance')
}

/** Names of the library that are being typed; none where the question was given up. */
export async function findNames(field: NameField, text: string, signal: AbortSignal): Promise<{ name: string; papers: number }[]> {
  try {
    return (await client.call('search.names', { field, text }, { signal })).names
  } catch {
    return []
  }
}

const MOST_PAPERS = 20

/** Papers for the palette: of the index, or of the tables where that has none or is not ready; an interrupted question finds none. */
export async function findPapers(text: string, signal: AbortSignal): Promise<{ id: PaperId; title: string }[]> {
  try {
    const { hits } = await client.call('search.query', { text, limit: MOST_PAPERS }, { signal })
    if (hits.length === 0) return await papersNamed(text, signal)
    return hits.map((hit) => ({ id: hit.id, title: papers.get(hit.id)?.title ?? hit.title.text }))
  } catch {
    return signal.aborted ? [] : await papersNamed(text, signal)
  }
}
