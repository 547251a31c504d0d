// Owns what this window has read of the journal, newest first, and which step is selected.
import { create } from 'zustand'
import type { HistoryEntry } from '#contract/history.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import { client } from '../app/client.ts'

interface Journal {
  /** Null before the first answer. */
  entries: readonly HistoryEntry[] | null
  total: number
  selected: number | null
  failure: Failure | null
}

export const useJournal = create<Journal>(() => ({ entries: null, total: 0, selected: null, failure: null }))

const PAGE = 200
const MOST_AT_ONCE = 1_000
let asked = 0

/** Asks anew for as many as are shown, or for the next older ones; an old answer is passed over. */
export async function loadJournal({ more = false }: { more?: boolean } = {}): Promise<void> {
  const mine = ++asked
  const { entries: before } = useJournal.getState()
  const kept = more ? (before ?? []) : []
  const limit = more ? PAGE : Math.min(MOST_AT_ONCE, Math.max(PAGE, before?.length ?? 0))
  try {
    const { entries, total } = await client.call('history.list', { limit, before: kept.at(-1)?.id ?? null })
    if (mine !== asked) return
    const all = [...kept, ...entries]
    useJournal.setState(({ selected }) => ({
      entries: all,
      total,
      failure: null,
      selected: all.some(({ id }) => id === selected) ? selected : (all[0]?.id ?? null),
    }))
  } catch (thrown) {
    if (mine === asked) useJournal.setState({ failure: toFailure(thrown) })
  }
}
