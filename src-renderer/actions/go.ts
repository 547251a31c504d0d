// Owns going from place to place, and back.
import { addDays, addMonths, type Day, isWeekend, monthOfDay, weekDays, weekOfDay } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { loadKept, loadKeys, loadStyles } from '../state/exchange.ts'
import { loadActivity, neighbourDay, useLibrary } from '../state/library.ts'
import { loadQueue, loadStored } from '../state/downloads.ts'
import { loadDetail } from '../state/details.ts'
import { loadList, useLists } from '../state/lists.ts'
import { fetchRows, papers } from '../state/papers.ts'
import { CLOSED_TEXT, usePaperText } from '../state/paper-text.ts'
import { mark, moveBack, moveTo, usePlace } from '../state/place.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, say, tell } from '../state/toasts.ts'
import { openDialog, useWindow, wantFocus } from '../state/window.ts'
import { besideTab } from '../words/place-tabs.ts'
import { isSampleDay } from '../words/days.ts'
import { isPaperPlace, type Place, placeKey } from '../words/places.ts'
import { closeReader } from './reader-tabs.ts'
import { searchNow } from './search.ts'
import { goSearch, leaveSearch } from './search-place.ts'
import { selectInList } from './targets.ts'

/** Opens a place; resolves when its list is there. What is kept of it is shown at once. */
export async function openPlace(place: Place, options: { replace?: boolean } = {}): Promise<void> {
  useWindow.setState({ sheetOpen: false, paperOpen: false, triage: null, more: false, fullNote: false })
  openDialog(null)
  usePaperText.setState(CLOSED_TEXT)
  if (!isPaperPlace(place) || !isPaperPlace(usePlace.getState().place)) letFocusGo()
  moveTo(place, options)
  wantFocus(place.kind === 'search' ? 'search' : 'list')
  await loadPlace(place)
}

/** Before the page is changed: an element taken out with the focus in it has the half changed page laid out. */
function letFocusGo(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

async function loadPlace(place: Place): Promise<void> {
  if (isPaperPlace(place)) await loadList(place, { fresh: true })
  else if (place.kind === 'downloads') await Promise.all([loadQueue(), loadStored()]).catch(reportFailure)
  else if (place.kind === 'activity') await loadActivity().catch(reportFailure)
  else if (place.kind === 'exchange') await Promise.all([loadStyles(), loadKept(), loadKeys()]).catch(reportFailure)
}

export function go(place: Place): void {
  leaveReader()
  void openPlace(place)
}

/** A place that is asked for is seen: an open paper stays in its tab. */
export function leaveReader(): void {
  if (useReader.getState().file) closeReader()
}

export function goToday(): void {
  const { status } = useLibrary.getState()
  go(status?.newestDay ? { kind: 'day', day: status.newestDay } : { kind: 'today' })
}

/** Today opens by itself as soon as the library has said which day that is; a sample day gives way to the first real one, and to none when it is removed. */
export function followToday(): () => void {
  return useLibrary.subscribe(({ status }, before) => {
    if (!status || status === before.status) return
    const { place } = usePlace.getState()
    if (!status.newestDay) {
      if (place.kind === 'day' && isSampleDay(place.day)) void openPlace({ kind: 'today' }, { replace: true })
      return
    }
    const becameReal = before.status?.mode === 'sample' && status.mode === 'real'
    const wasNewest = place.kind === 'day' && place.day === before.status?.newestDay
    if (place.kind === 'today' || (becameReal && wasNewest)) void openPlace({ kind: 'day', day: status.newestDay }, { replace: true })
  })
}

/** The day, week or month before or after the open one. */
export function goBeside(direction: -1 | 1): void {
  const { place } = usePlace.getState()
  const { status } = useLibrary.getState()
  if (!status) return
  if (place.kind === 'week') return go({ kind: 'week', week: weekOfDay(addDays(weekDays(place.week).first, direction * 7)) })
  const tab = besideTab(place, direction)
  if (tab) return go(tab)
  if (place.kind === 'month') return go({ kind: 'month', month: addMonths(place.month, direction) })
  const from = place.kind === 'day' ? place.day : addDays(status.newestDay ?? status.feedDay, direction === -1 ? 1 : 0)
  const next = neighbourDay(from, direction) ?? (status.mode === 'real' && direction === -1 ? weekdayBefore(from) : null)
  if (next === null) return tell(direction === 1 ? 'This is the newest day.' : 'This is the first day.')
  go({ kind: 'day', day: next })
}

function weekdayBefore(day: Day): Day {
  let before = addDays(day, -1)
  while (isWeekend(before)) before = addDays(before, -1)
  return before
}

export function goThisWeek(): void {
  const { status } = useLibrary.getState()
  if (status) go({ kind: 'week', week: weekOfDay(status.newestDay ?? status.feedDay) })
}

export function goThisMonth(): void {
  const { status } = useLibrary.getState()
  if (status) go({ kind: 'month', month: monthOfDay(status.newestDay ?? status.feedDay) })
}

/** One step out of whatever is open. */
export function goBack(): void {
  const { triage, paperOpen, sheetOpen, fullNote } = useWindow.getState()
  const { place, marked } = usePlace.getState()
  const focusIsElsewhere =
    document.activeElement instanceof HTMLElement && document.activeElement.closest('[data-note], [data-keys="scroll"]')
  if (sheetOpen) return useWindow.setState({ sheetOpen: false })
  if (triage) {
    useWindow.setState({ triage: null, more: false })
    return wantFocus('list')
  }
  if (focusIsElsewhere && !paperOpen) return wantFocus('list')
  if (paperOpen) {
    useWindow.setState({ paperOpen: false })
    return wantFocus('list')
  }
  if (fullNote) {
    useWindow.setState({ fullNote: false })
    return wantFocus('list')
  }
  if (marked.size > 0) {
    mark(new Set())
    return say('Nothing selected')
  }
  if (leaveSearch()) return
  if (place.kind === 'search' || !isPaperPlace(place)) {
    if (!moveBack()) return goToday()
    wantFocus('list')
    const now = usePlace.getState().place
    if (isPaperPlace(now) && !useLists.getState().byKey[placeKey(now)]) void loadPlace(now)
    return
  }
  wantFocus('list')
}

/** Shows one paper, in its newest day where it has one. */
export async function showPaper(id: PaperId): Promise<void> {
  try {
    if (!papers.get(id)) await fetchRows([id])
    const row = papers.get(id)
    if (!row) return reportMissing(id)
    leaveReader()
    await openPlace(row.day === null ? { kind: 'all' } : { kind: 'day', day: row.day })
    if (!selectInList(id)) usePlace.setState({ selectedId: id })
    useWindow.setState({ paperOpen: true })
    wantFocus('list')
    await loadDetail(id)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

function reportMissing(id: PaperId): void {
  reportFailure(new DogearError('not-found', `There is no paper ${id} in the library. Sync, or look for it by its title.`))
}

/** Follows `[[…]]` in a note: an identifier opens its paper, words are searched. */
export function openReference(reference: { id: PaperId } | { title: string }): void {
  if ('id' in reference) void showPaper(reference.id)
  else {
    goSearch()
    searchNow(`"${reference.title}"`)
  }
}
