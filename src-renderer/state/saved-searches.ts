// Owns what this window knows of saved searches: their names in order, how many papers each finds now, and the searches of late.
import { create } from 'zustand'
import type { SavedSearch } from '#domain/saved-search.ts'
import { client } from '../app/client.ts'
import { reportFailure } from './toasts.ts'

interface Saved {
  searches: readonly SavedSearch[]
  /** Newest first. */
  recent: readonly string[]
  counts: ReadonlyMap<string, number>
}

export const useSaved = create<Saved>(() => ({ searches: [], recent: [], counts: new Map() }))

export async function loadSavedSearches(): Promise<void> {
  useSaved.setState(await client.call('searches.list', {}))
}

/** Counting asks the index once for each search: never while the reader is in the middle of something. */
const COUNT_AFTER_MS = 400
let timer: ReturnType<typeof setTimeout> | undefined
let counting = false
let again = false

/** Counts anew, once what changed has come to rest. */
export function wantCounts(): void {
  if (useSaved.getState().searches.length === 0) return
  if (counting) {
    again = true
    return
  }
  clearTimeout(timer)
  timer = setTimeout(() => void count(), COUNT_AFTER_MS)
}

async function count(): Promise<void> {
  counting = true
  again = false
  try {
    const { counts } = await client.call('searches.counts', {})
    useSaved.setState({ counts: new Map(counts.map(({ id, papers }) => [id, papers])) })
  } catch (thrown) {
    reportFailure(thrown)
  } finally {
    counting = false
    if (again) wantCounts()
  }
}

export function savedAs(searches: readonly SavedSearch[], text: string): SavedSearch | undefined {
  const wanted = text.trim()
  return searches.find(({ query }) => query.trim() === wanted)
}
