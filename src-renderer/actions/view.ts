// Owns how the window shows things: triage view, sidebar, order of a list, dialogs.
import type { ListFilter, ListSort } from '#domain/list.ts'
import { nowMs } from '../state/clock.ts'
import { currentList, loadList, setList } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { useSettings } from '../state/settings.ts'
import { say } from '../state/toasts.ts'
import { openDialog, useWindow, wantFocus } from '../state/window.ts'
import { isPaperPlace } from '../words/places.ts'
import { goToday } from './go.ts'
import { cycleSearchSort } from './search.ts'
import { changeSettings } from './library.ts'
import { moveToUndecided } from './move.ts'
import { selectedRow } from './targets.ts'

export const SORT_TITLES: Record<ListSort, string> = {
  place: 'its own order',
  votes: 'votes',
  date: 'date',
  title: 'title',
  saved: 'when saved',
}
const SORTS = Object.keys(SORT_TITLES) as ListSort[]

export function toggleTriage(): void {
  if (useWindow.getState().triage) {
    useWindow.setState({ triage: null, more: false })
    return wantFocus('list')
  }
  if (!isPaperPlace(usePlace.getState().place)) goToday()
  const startedAtMs = nowMs()
  openDialog(null)
  useWindow.setState({ triage: { startedAtMs, lastAtMs: startedAtMs, decided: new Map() }, more: false, paperOpen: false })
  if (selectedRow()?.state !== 'inbox') moveToUndecided(1)
}

/** Below this width the sidebar is a sheet over the page. */
export const SHEET_BELOW_PX = 600

export function toggleSidebar(): void {
  if (window.innerWidth < SHEET_BELOW_PX) useWindow.setState(({ sheetOpen }) => ({ sheetOpen: !sheetOpen }))
  else changeSettings({ sidebarOpen: !useSettings.getState().settings.sidebarOpen })
}

export function cycleSort(): void {
  const list = currentList()
  if (list?.place.kind === 'search') return cycleSearchSort()
  if (list) sortBy(SORTS[(SORTS.indexOf(list.sort) + 1) % SORTS.length] ?? 'place')
}

/** Takes another order, or core's newest one of the same kind. */
export function sortBy(sort: ListSort): void {
  const list = currentList()
  if (!list || list.place.kind === 'search') return
  setList(list.place, { sort })
  say(`In order of ${SORT_TITLES[sort]}`)
  void loadList(list.place, { fresh: true }).then(() => usePlace.setState(({ reveal }) => ({ reveal: reveal + 1 })))
}

export function filterBy(change: ListFilter): void {
  const list = currentList()
  if (!list || list.place.kind === 'search') return
  setList(list.place, { filter: { ...list.filter, ...change } })
  void loadList(list.place, { fresh: true })
}
