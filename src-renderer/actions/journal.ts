// Owns what is done in the journal: moving in it, taking back one step, going to a moment.
import type { Done } from '#contract/api.ts'
import { client } from '../app/client.ts'
import { loadJournal, useJournal } from '../state/journal.ts'
import { hasUnsavedNotes, saveNotesNow } from '../state/notes.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'

/** Moves the selection; near the end older steps are asked for. */
export function moveInJournal(by: number): void {
  const { entries, selected, total } = useJournal.getState()
  if (!entries || entries.length === 0) return
  const at = entries.findIndex(({ id }) => id === selected)
  const next = Math.min(entries.length - 1, Math.max(0, at + by))
  useJournal.setState({ selected: entries[next]?.id ?? null })
  if (next > entries.length - 20 && entries.length < total) void loadJournal({ more: true })
}

/** The selected step alone. */
export function takeBack(): void {
  const id = selectedStep()
  if (id !== null) void travel(() => client.call('history.undoStep', { id }))
}

/** To the moment just after the selected step. */
export function goToMoment(): void {
  const id = selectedStep()
  if (id !== null) void travel(() => client.call('history.goTo', { id }))
}

/** Only where it is seen: the menu can be asked from everywhere. */
export function selectedStep(): number | null {
  return usePlace.getState().place.kind === 'journal' ? useJournal.getState().selected : null
}

async function travel(call: () => Promise<Done>): Promise<void> {
  try {
    // what is being typed is a step of its own, and goes first
    if (hasUnsavedNotes()) await saveNotesNow()
    const { sentence } = await call()
    showToast({ sentence })
    say(sentence)
  } catch (thrown) {
    reportFailure(thrown)
  }
}
