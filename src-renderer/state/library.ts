// Owns what this window knows of the library as a whole, of its days, and of syncing.
import { create } from 'zustand'
import type { ActivityEntry, DaySummary, LibraryStatus, SetAsideRow, SyncStatus } from '#contract/api.ts'
import { addDays, type Day, FIRST_FEED_DAY } from '#domain/day.ts'
import type { Failure } from '#domain/errors.ts'
import { toFailure } from '#domain/errors.ts'
import type { TagCount } from '#domain/tag.ts'
import { client } from '../app/client.ts'
import { setClock } from './clock.ts'

interface Library {
  status: LibraryStatus | null
  failure: Failure | null
  sync: SyncStatus | null
  days: ReadonlyMap<Day, DaySummary>
  /** By name; empty before they are read. */
  tags: readonly TagCount[]
  activity: { entries: ActivityEntry[]; setAside: SetAsideRow[] } | null
}

export const useLibrary = create<Library>(() => ({ status: null, failure: null, sync: null, days: new Map(), tags: [], activity: null }))

export async function loadStatus(): Promise<void> {
  try {
    const status = await client.call('library.status', {})
    setClock(status.nowMs)
    useLibrary.setState({ status, failure: null })
  } catch (thrown) {
    useLibrary.setState({ failure: toFailure(thrown) })
  }
}

export async function loadTags(): Promise<void> {
  useLibrary.setState({ tags: (await client.call('tags.list', {})).tags })
}

export async function loadSync(): Promise<void> {
  useLibrary.setState({ sync: await client.call('sync.status', {}) })
}

/** Reads the days again from `from` to `to`, both included. */
export async function loadDays(from: Day, to: Day): Promise<void> {
  const { days } = await client.call('days.list', { from, to })
  useLibrary.setState((state) => {
    const kept = [...state.days].filter(([day]) => day < from || day > to)
    return { days: new Map([...kept, ...days.map((day) => [day.day, day] as const)].sort(([a], [b]) => (a < b ? -1 : 1))) }
  })
}

/** All days there are, the sample days among them. */
export async function loadAllDays(): Promise<void> {
  const { status } = useLibrary.getState()
  if (status) await loadDays(addDays(FIRST_FEED_DAY, -7), status.feedDay > FIRST_FEED_DAY ? status.feedDay : FIRST_FEED_DAY)
}

export async function loadActivity(): Promise<void> {
  useLibrary.setState({ activity: await client.call('sync.activity', { limit: 300 }) })
}

/** The stored day with papers next to `day`, in the direction; null when there is none. */
export function neighbourDay(day: Day, direction: -1 | 1): Day | null {
  const days = [...useLibrary.getState().days.values()].filter((summary) => summary.papers > 0).map((summary) => summary.day)
  if (direction === 1) return days.find((other) => other > day) ?? null
  return days.findLast((other) => other < day) ?? null
}
