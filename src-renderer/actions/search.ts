// Owns asking: what is typed into the search box, at once while it is quick, after a pause while it is not.
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { papersNamed } from '../state/links.ts'
import { papers } from '../state/papers.ts'
import { reportFailure } from '../state/toasts.ts'
import { runSearch, useSearch } from '../state/search.ts'

const PAUSE_MS = 60
let timer: ReturnType<typeof setTimeout> | undefined

export function typeSearch(text: string): void {
  useSearch.setState({ text })
  clearTimeout(timer)
  timer = setTimeout(() => runSearch(text).catch(reportFailure), PAUSE_MS)
}

export function searchNow(text: string): void {
  clearTimeout(timer)
  runSearch(text).catch(reportFailure)
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
