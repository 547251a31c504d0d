// Owns asking: what is typed into the search box, at once while it is quick, after a pause while it is not.
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
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

/** Papers for the palette; an interrupted or failed question finds none. */
export async function findPapers(text: string, signal: AbortSignal): Promise<{ id: PaperId; title: string }[]> {
  try {
    const { hits } = await client.call('search.query', { text, limit: MOST_PAPERS }, { signal })
    return hits.map((hit) => ({ id: hit.id, title: papers.get(hit.id)?.title ?? hit.title.text }))
  } catch {
    return []
  }
}
