// Owns moving through a list and marking papers in it.
import { wholeCount } from '#domain/counted.ts'
import { currentList, indexIn } from '../state/lists.ts'
import { mark, usePlace } from '../state/place.ts'
import { say } from '../state/toasts.ts'
import { useWindow } from '../state/window.ts'
import { selectIndex, undecidedFrom } from './targets.ts'

function index(): number {
  const { selectedId, selectedIndex } = usePlace.getState()
  const list = currentList()
  return list ? indexIn(list.ids, selectedId, selectedIndex) : -1
}

export function moveBy(step: 1 | -1): void {
  const list = currentList()
  if (!list || list.ids.length === 0) return
  const at = index()
  if (at < 0) return selectIndex(step === 1 ? 0 : list.ids.length - 1)
  if (at + step >= 0 && at + step < list.ids.length) selectIndex(at + step)
}

export function moveToEnd(end: 'first' | 'last'): void {
  const list = currentList()
  if (list) selectIndex(end === 'first' ? 0 : list.ids.length - 1)
}

export function moveToUndecided(step: 1 | -1): void {
  const list = currentList()
  if (!list) return
  const found = undecidedFrom(list, index() + step, step)
  if (found >= 0) selectIndex(found)
  else say(step === 1 ? 'No undecided paper below.' : 'No undecided paper above.')
}

/** Marks or unmarks the selected paper. */
export function toggleMark(): void {
  const { selectedId, marked } = usePlace.getState()
  if (selectedId === null) return
  const next = new Set(marked)
  if (!next.delete(selectedId)) next.add(selectedId)
  mark(next)
  say(`${next.has(selectedId) ? 'Selected' : 'Not selected'}, ${wholeCount(next.size)} in all`)
}

/** Moves and marks both the paper left and the paper reached. */
export function extendBy(step: 1 | -1): void {
  const { selectedId, marked } = usePlace.getState()
  if (selectedId === null) return
  const next = new Set(marked).add(selectedId)
  moveBy(step)
  const reached = usePlace.getState().selectedId
  if (reached !== null) next.add(reached)
  mark(next)
  say(`${wholeCount(next.size)} selected`)
}

/** Marks everything between the selected paper and another, both included. */
export function extendTo(to: number): void {
  const list = currentList()
  if (!list) return
  const from = Math.max(0, index())
  mark(new Set([...usePlace.getState().marked, ...list.ids.slice(Math.min(from, to), Math.max(from, to) + 1)]))
  selectIndex(to)
}

export function markAll(): void {
  const list = currentList()
  if (!list || list.ids.length === 0) return
  mark(new Set(list.ids))
  say(`${wholeCount(list.ids.length)} selected`)
}

/** The rest of the abstract: the whole text in the triage view, a page further in the paper pane. */
export function showMore(): void {
  if (useWindow.getState().triage) useWindow.setState(({ more }) => ({ more: !more }))
  else document.querySelector('[data-paper-scroll]')?.scrollBy({ top: window.innerHeight * 0.6 })
}
