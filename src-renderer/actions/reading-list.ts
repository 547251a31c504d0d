// Owns the order of the reading list, moved by keys or with the pointer.
import { READING_LIST_STATES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { currentList, indexIn, loadList, type PaperList, setList } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { reportFailure, say, showToast, tell } from '../state/toasts.ts'
import { rememberStep } from './steps.ts'
import { selectInList, targets } from './targets.ts'

/** Moves the papers at hand one place up (-1) or down (1); the list shows it in the same frame. */
export function moveInReadingList(step: -1 | 1): void {
  const list = currentList()
  const isReadingList = list?.place.kind === 'state' && (READING_LIST_STATES as readonly string[]).includes(list.place.state)
  if (!list || !isReadingList || list.sort !== 'place') {
    return tell('Papers are moved by hand in Later and Shortlist, in their own order.')
  }
  const moving = targets()
  const order = movedBy(list.ids, moving, step)
  if (!order) return
  const last = order.findLastIndex((id) => moving.includes(id))
  send(list, order, moving, order[last + 1] ?? null)
}

/** Puts papers directly before another of the open list, or at its end, in the order given. */
export function moveInList(moving: PaperId[], before: PaperId | null): void {
  const list = currentList()
  if (!list || moving.length === 0) return
  const set = new Set(moving)
  const rest = list.ids.filter((id) => !set.has(id))
  const at = before === null ? rest.length : rest.indexOf(before)
  const order = [...rest.slice(0, at), ...moving, ...rest.slice(at)]
  if (at < 0 || order.every((id, index) => id === list.ids[index])) return
  send(list, order, moving, before)
}

function send(list: PaperList, order: PaperId[], moving: PaperId[], before: PaperId | null): void {
  const { place, selectedId } = usePlace.getState()
  setList(list.place, { ids: order, order })
  if (selectedId !== null) selectInList(selectedId)
  say(`Moved to place ${order.findIndex((id) => id === moving[0]) + 1} of ${order.length}`)
  client.call('readingList.move', { ids: moving, before }).then(
    (done) => {
      if (done.historyId !== null) rememberStep(done.historyId, place)
      showToast({ sentence: done.sentence, undo: done.historyId !== null })
    },
    (thrown: unknown) => {
      reportFailure(thrown)
      void loadList(list.place, { fresh: true })
    },
  )
}

/** The list with `moving` gathered and shifted by one place; undefined when there is no room. */
export function movedBy(ids: readonly PaperId[], moving: readonly PaperId[], step: -1 | 1): PaperId[] | undefined {
  const first = indexIn(ids, moving[0] ?? null)
  const last = indexIn(ids, moving.at(-1) ?? null)
  if (first < 0 || last < 0 || (step === -1 && first === 0) || (step === 1 && last === ids.length - 1)) return undefined
  const set = new Set(moving)
  const rest = ids.filter((id) => !set.has(id))
  const neighbour = step === -1 ? ids[first - 1] : ids[last + 1]
  const at = rest.findIndex((id) => id === neighbour) + (step === 1 ? 1 : 0)
  return [...rest.slice(0, at), ...moving, ...rest.slice(at)]
}
