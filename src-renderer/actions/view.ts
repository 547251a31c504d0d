// Owns how the window shows things: triage view, sidebar, order of a list, dialogs.
import type { ListFilter, ListSort } from '#domain/list.ts'
import { nowMs } from '../state/clock.ts'
import { currentList, loadList, setList } from '../state/lists.ts'
import { usePlace } from '../state/place.ts'
import { useSettings } from '../state/settings.ts'
import { say } from '../state/toasts.ts'
import { openDialog, type Sitting, useWindow, wantFocus } from '../state/window.ts'
import { isPaperPlace, placeKey } from '../words/places.ts'
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
  waiting: 'longest waiting',
}
const SORTS = Object.keys(SORT_TITLES) as ListSort[]

export function toggleTriage(): void {
  if (useWindow.getState().triage) {
    useWindow.setState({ triage: null, more: false })
    return wantFocus('list')
  }
  if (!isPaperPlace(usePlace.getState().place)) goToday()
  openDialog(null)
  useWindow.setState({ triage: sittingIn(placeKey(usePlace.getState().place)), more: false, paperOpen: false })
  if (selectedRow()?.state !== 'inbox') moveToUndecided(1)
}

/** After a longer pause it is another sitting. */
const LONGEST_BREAK_MS = 4 * 3_600_000
let left: { key: string; sitting: Sitting } | null = null

/** The sitting that was left here is gone on with, without the time of the break. */
function sittingIn(key: string): Sitting {
  const now = nowMs()
  if (left?.key !== key || now - left.sitting.lastAtMs > LONGEST_BREAK_MS) return { startedAtMs: now, lastAtMs: now, decided: new Map() }
  const { startedAtMs, lastAtMs, decided } = left.sitting
  return { startedAtMs: now - (lastAtMs - startedAtMs), lastAtMs: now, decided }
}

/** Remembers each sitting as it is left, whichever way. */
export function rememberSittings(): () => void {
  return useWindow.subscribe(({ triage }) => {
    if (triage) left = { key: placeKey(usePlace.getState().place), sitting: triage }
  })
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

const FILTER_WORDS: Record<keyof ListFilter, string> = {
  undecided: 'undecided',
  unread: 'unread',
  hasCode: 'with code',
  hasNote: 'with a note',
  sample: 'a sample of ten',
}

export function toggleFilter(name: keyof ListFilter): void {
  const list = currentList()
  if (!list || list.place.kind === 'search') return
  const isOn = !(list.filter[name] ?? false)
  say(isOn ? `Only ${FILTER_WORDS[name]}` : `Not only ${FILTER_WORDS[name]}`)
  filterBy({ [name]: isOn })
}

export function filterBy(change: ListFilter): void {
  const list = currentList()
  if (!list || list.place.kind === 'search') return
  setList(list.place, { filter: { ...list.filter, ...change } })
  void loadList(list.place, { fresh: true })
}
