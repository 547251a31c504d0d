// Owns how this window keeps up: what each event refreshes, and nothing more.
import type { Topic } from '#contract/api.ts'
import { monthDays, monthOfDay } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { isPaperPlace } from '../words/places.ts'
import { loadActivity, loadAllDays, loadDays, loadStatus, loadSync, loadTags, useLibrary } from './library.ts'
import { loadFilesOf, loadQueue, loadStored } from './downloads.ts'
import { loadOutbox } from './digest.ts'
import { loadKept, loadStyles } from './exchange.ts'
import { refreshDetails } from './details.ts'
import { currentList, followRows, forgetClosedLists, indexIn, loadList } from './lists.ts'
import { forgetExcerpts } from './excerpts.ts'
import { loadNote, openNotes, saveNotesNow } from './notes.ts'
import { refreshPictures } from './pictures.ts'
import { fetchRows, papers } from './papers.ts'
import { loadNoteCode } from '../text/note-code.ts'
import { usePlace } from './place.ts'
import { loadSavedSearches, wantCounts } from './saved-searches.ts'
import { loadOwnFiles } from './reader.ts'
import { runSearch, useSearch } from './search.ts'
import { hearSettings, loadSettings, useSettings } from './settings.ts'
import { reportFailure, say, showToast } from './toasts.ts'
import { isCoreAway, useWindow } from './window.ts'

/** Above this many named papers, rows are read again as they come into view instead of at once. */
const MOST_ROWS_AT_ONCE = 300
const SOON_MS = 40
const WHILE_SYNCING_MS = 700
/** What only the reader changes. */
const OWN: ReadonlySet<Topic> = new Set(['marks', 'tags', 'notes', 'annotations'])

type Named = ReadonlySet<PaperId> | null

let topics = new Set<Topic>()
let named: Named = new Set()
let timer: ReturnType<typeof setTimeout> | undefined
let lastRunMs = 0

/** Starts to listen; the first answers come from `loadEverything`. */
export function startLive(): void {
  papers.watch(followRows)
  client.onHost((host) => {
    const wasDown = isCoreAway(useWindow.getState().host)
    useWindow.setState({ host })
    if (host.core === 'up' && wasDown) {
      saveNotesNow().catch(reportFailure)
      void loadEverything()
    }
  })
  client.on('changed', (change) => {
    change.topics.forEach((topic) => topics.add(topic))
    named = named === null || change.ids === null ? null : new Set([...named, ...change.ids])
    if (timer !== undefined) return
    // a sync names something every moment; a deed of the reader is followed at once
    const quick = change.ids !== null && change.topics.some((topic) => OWN.has(topic))
    const wait = quick ? 0 : Math.max(SOON_MS, lastRunMs + WHILE_SYNCING_MS - Date.now())
    timer = setTimeout(() => void follow(), wait)
  })
  client.on('sync', (sync) => useLibrary.setState({ sync }))
  client.on('settings', hearSettings)
  client.on('told', ({ sentence, undo }) => {
    showToast({ sentence, undo })
    say(sentence)
  })
  client.on('notice', ({ title, body }) => showToast({ sentence: `${title}: ${body}` }))
}

/** A new day: what was snoozed until it is back, and every list is as it is on this day. */
export async function turnDay(): Promise<void> {
  await refresh(new Set(['papers', 'days', 'marks']), null).catch(reportFailure)
}

export async function loadEverything(): Promise<void> {
  // at first the place opens, and reads its list, as soon as the status is there
  const isFirst = useLibrary.getState().status === null
  await Promise.all([loadSettings().then(tellOfSettings, reportFailure), loadStatus(), loadSync().catch(reportFailure)])
  await Promise.all([loadAllDays(), loadTags(), loadSavedSearches().then(wantCounts)]).catch(reportFailure)
  const { place } = usePlace.getState()
  if (isPaperPlace(place) && !isFirst) await loadList(place, { fresh: false })
  // the first note is begun without a wait, and without the network
  requestIdleCallback(() => void loadNoteCode().catch(() => undefined))
}

let toldOfSettings: string | null = null

/** A file that could not be used is told once, and stays on screen until it was seen. */
function tellOfSettings(): void {
  const { notice } = useSettings.getState()
  if (notice === null || notice === toldOfSettings) return
  toldOfSettings = notice
  showToast({ sentence: notice, kind: 'failure' })
  say(notice)
}

/** What changed and was not followed yet is read again now: a work that is done is seen with its message. */
export function followNow(): void {
  if (timer === undefined) return
  clearTimeout(timer)
  void follow()
}

async function follow(): Promise<void> {
  timer = undefined
  lastRunMs = Date.now()
  const seen = topics
  const ids = named
  topics = new Set()
  named = new Set()
  try {
    await refresh(seen, ids)
  } catch (thrown) {
    reportFailure(thrown)
  }
}

async function refresh(seen: ReadonlySet<Topic>, ids: Named): Promise<void> {
  const has = (...any: Topic[]): boolean => any.some((topic) => seen.has(topic))
  const { selectedId, place } = usePlace.getState()
  const work: Promise<unknown>[] = []

  if (has('papers', 'marks', 'tags', 'notes', 'library')) {
    refreshDetails(ids === null ? null : [...ids], selectedId)
    const list = currentList()
    const known = papers.known(ids === null ? papers.allKnown() : [...ids])
    const near = known.length > MOST_ROWS_AT_ONCE ? nearRows(new Set(known)) : known
    if (near.length > 0) work.push(fetchRows(near))
    forgetClosedLists()
    const mayMove = ids === null || ids.size > MOST_ROWS_AT_ONCE || has('papers', 'days') || namesUnknown(ids, list?.order)
    if (isPaperPlace(place) && (mayMove || place.kind === 'state' || place.kind === 'tag' || (place.kind === 'notes' && has('notes'))))
      work.push(loadList(place, { fresh: false }))
  } else if (has('days') && isPaperPlace(place)) {
    work.push(loadList(place, { fresh: false }))
  }
  if (has('pictures')) refreshPictures(ids === null ? null : [...ids])
  if (has('notes', 'library')) forgetExcerpts(ids)
  if (has('notes', 'library')) for (const id of openNotes()) if (ids === null || ids.has(id)) work.push(loadNote(id))
  if (has('papers', 'days', 'marks', 'tags', 'notes', 'library')) work.push(loadStatus())
  // the first real day takes the tags of the sample days away with it
  const isSample = useLibrary.getState().status?.mode !== 'real'
  if (has('tags', 'library') || (isSample && has('days'))) work.push(loadTags())
  if (has('days', 'library')) work.push(loadAllDays())
  else if (has('marks')) work.push(loadDaysOf(ids))
  if (has('files')) work.push(loadOwnFiles())
  if (has('downloads', 'files') && place.kind === 'downloads') work.push(loadQueue())
  if (has('files', 'annotations') && (place.kind === 'downloads' || place.kind === 'settings')) work.push(loadStored())
  if (has('downloads', 'files') && selectedId !== null && (ids === null || ids.size === 0 || ids.has(selectedId)))
    work.push(loadFilesOf(selectedId))
  if (has('activity') && place.kind === 'activity') work.push(loadActivity(), loadOutbox())
  if (has('activity', 'settings', 'notes') && place.kind === 'exchange') work.push(loadKept(), loadStyles())
  // what the reader wrote is found at once: an answer has it, whether or not the index told of it
  if (has('index', 'tags', 'notes', 'annotations') && place.kind === 'search')
    work.push(runSearch(useSearch.getState().text, { keep: true }))
  if (has('searches', 'library')) work.push(loadSavedSearches().then(wantCounts))
  else if (has('papers', 'marks', 'tags', 'notes', 'annotations', 'files', 'index')) wantCounts()
  await Promise.all(work)
}

/** The days that changed papers are in, and the month that is open, tell anew how much of them is decided. */
async function loadDaysOf(ids: Named): Promise<void> {
  const { place } = usePlace.getState()
  const touched = ids === null ? [null] : [...ids].map((id) => papers.get(id)?.day ?? null)
  // a paper that is not known here may be of any day
  if (touched.includes(null)) return await loadAllDays()
  const days = touched.filter((day) => day !== null)
  if (place.kind === 'day') {
    const { first, last } = monthDays(monthOfDay(place.day))
    days.push(first, last)
  }
  const sorted = days.toSorted()
  const [from, to] = [sorted[0], sorted.at(-1)]
  if (from !== undefined && to !== undefined) await loadDays(from, to)
}

/** Of many changed papers, those around the selected one. */
function nearRows(changed: ReadonlySet<PaperId>): PaperId[] {
  const list = currentList()
  const { selectedIndex } = usePlace.getState()
  return (list?.ids.slice(Math.max(0, selectedIndex - 100), selectedIndex + 200) ?? []).filter((id) => changed.has(id))
}

/** A paper that this list has not seen may have to come into it. */
function namesUnknown(ids: ReadonlySet<PaperId>, order: readonly PaperId[] | undefined): boolean {
  if (!order) return true
  const { selectedIndex } = usePlace.getState()
  return [...ids].some((id) => indexIn(order, id, selectedIndex) < 0)
}
