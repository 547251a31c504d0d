// Owns what is done with searches that are kept: saving one, its name, its words, its place, taking it away. Each can be undone.
import type { Done } from '#contract/api.ts'
import type { SavedSearch } from '#domain/saved-search.ts'
import { client } from '../app/client.ts'
import { usePlace } from '../state/place.ts'
import { savedAs, useSaved } from '../state/saved-searches.ts'
import { useSearch } from '../state/search.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { openDialog } from '../state/window.ts'
import { rememberStep } from './steps.ts'

/** Saves what is in the box; what is saved already shows under which name. */
export function saveThisSearch(): void {
  const { text } = useSearch.getState()
  if (usePlace.getState().place.kind !== 'search' || text.trim() === '') return tell('Search for something first, then save the search.')
  const saved = savedAs(useSaved.getState().searches, text)
  if (saved) return openDialog({ kind: 'manage-searches', id: saved.id })
  rememberSearch(text)
  void carryOut(client.call('searches.save', { query: text }))
}

export function changeSearch(id: string, change: { name?: string; query?: string; inDigest?: boolean }): void {
  void carryOut(client.call('searches.change', { id, ...change }))
}

/** One place up or down among the saved searches. */
export async function moveSearch(id: string, direction: -1 | 1): Promise<void> {
  const order = useSaved.getState().searches.map((search) => search.id)
  const at = order.indexOf(id)
  const to = at + direction
  if (at < 0 || to < 0 || to >= order.length) return
  const rest = order.filter((other) => other !== id)
  await carryOut(client.call('searches.move', { id, before: rest[to] ?? null }))
}

export function deleteSearch({ id }: SavedSearch): void {
  void carryOut(client.call('searches.delete', { id }))
}

export function rememberSearch(text: string): void {
  if (text.trim().length < 2) return
  client.call('searches.remember', { query: text }).catch(reportFailure)
}

/** Null: all searches of late. */
export function forgetSearch(query: string | null): void {
  client
    .call('searches.forget', { query })
    .then(() => tell(query === null ? 'The searches of late are forgotten.' : `Forgot “${query}”.`))
    .catch(reportFailure)
}

async function carryOut(call: Promise<Done>): Promise<void> {
  try {
    const done = await call
    if (done.historyId !== null) rememberStep(done.historyId, usePlace.getState().place)
    showToast({ sentence: done.sentence, undo: done.historyId !== null })
    say(done.sentence)
  } catch (thrown) {
    reportFailure(thrown)
  }
}
