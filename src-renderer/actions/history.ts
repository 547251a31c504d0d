// Owns undo and redo: what comes back is brought into view and selected.
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { currentList, indexIn, loadList } from '../state/lists.ts'
import { papers } from '../state/papers.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { carryThrough } from '../state/work.ts'
import { hasUnsavedNotes, saveNotesNow } from '../state/notes.ts'
import { isPaperPlace, type Place, placeKey } from '../words/places.ts'
import { forgetUndone } from './decide.ts'
import { openPlace } from './go.ts'
import { placeOfStep } from './steps.ts'
import { selectInList } from './targets.ts'

export function travel(direction: 'undo' | 'redo'): void {
  void run(direction)
}

async function run(direction: 'undo' | 'redo'): Promise<void> {
  const asked = usePlace.getState().place
  try {
    // what is being typed is a step of its own, and goes first
    if (hasUnsavedNotes()) await saveNotesNow()
    const before = currentList()
    const call = direction === 'undo' ? 'history.undo' : 'history.redo'
    // a step over thousands of papers takes a while
    const title = direction === 'undo' ? 'Taking it back' : 'Doing it again'
    const done = await carryThrough(
      title,
      (options) => client.call(call, {}, options),
      (progress) => progress.call === call,
    )
    papers.put(done.rows)
    showToast({ sentence: done.sentence })
    say(done.sentence)
    forgetUndone(done.ids)
    // who went on meanwhile is not taken back
    if (!isOpen(asked)) return
    const first = done.ids[0]
    // a paper that the reader sees leaving this list is not run after
    const wasHere =
      first !== undefined &&
      before !== undefined &&
      isOpen(before.place) &&
      indexIn(before.ids, first, usePlace.getState().selectedIndex) >= 0
    if (first !== undefined && !(selectInList(first) || wasHere)) await bringIntoView(first, placeOfStep(done.historyId))
  } catch (thrown) {
    reportFailure(thrown)
  }
}

function isOpen(place: Place): boolean {
  return placeKey(usePlace.getState().place) === placeKey(place)
}

async function bringIntoView(id: PaperId, donePlace: Place | undefined): Promise<void> {
  const { place } = usePlace.getState()
  if (isPaperPlace(place)) {
    await loadList(place, { fresh: false })
    if (!isOpen(place) || selectInList(id)) return
  }
  const home = donePlace && isPaperPlace(donePlace) && placeKey(donePlace) !== placeKey(place) ? donePlace : homeOf(id)
  if (!home) return
  await openPlace(home)
  if (!isOpen(home) || !currentList() || selectInList(id)) return
  usePlace.setState({ selectedId: id })
}

function homeOf(id: PaperId): Place | undefined {
  const row = papers.get(id)
  if (!row) return undefined
  // its day has it whatever it becomes; one step after the other is taken back in one place
  if (row.day !== null) return { kind: 'day', day: row.day }
  return row.state === 'inbox' ? { kind: 'all' } : { kind: 'state', state: row.state }
}
