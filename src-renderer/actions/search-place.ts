// Owns going to the search from anywhere, and back to exactly where one was.
import type { PaperId } from '#domain/paper.ts'
import type { FileHash } from '#domain/annotation.ts'
import { loadList, useLists } from '../state/lists.ts'
import { moveTo, usePlace } from '../state/place.ts'
import { useReader } from '../state/reader.ts'
import { runSearch, useSearch } from '../state/search.ts'
import { reportFailure } from '../state/toasts.ts'
import { type Sitting, useWindow, wantFocus } from '../state/window.ts'
import { isPaperPlace, type Place, placeKey } from '../words/places.ts'
import { closeReader, openReader } from './reader-tabs.ts'
import { rememberSearch } from './saved-searches.ts'

interface Origin {
  place: Place
  selectedId: PaperId | null
  selectedIndex: number
  marked: ReadonlySet<PaperId>
  triage: Sitting | null
  more: boolean
  paperOpen: boolean
  fullNote: boolean
  /** The file that was read. */
  file: FileHash | null
  wasInPaper: boolean
}

/** More than one where the search was left for a paper that was read, and asked for again from there. */
let origins: Origin[] = []

/** The box, with what was asked last. */
export function goSearch(): void {
  const { place, selectedId, selectedIndex, marked } = usePlace.getState()
  const { file } = useReader.getState()
  if (place.kind === 'search' && !file) return wantFocus('search')
  const { triage, more, paperOpen, fullNote } = useWindow.getState()
  const wasInPaper = document.activeElement?.closest('[data-keys="scroll"]') != null
  const origin = { place, selectedId, selectedIndex, marked, triage, more, paperOpen, fullNote, file: file?.hash ?? null, wasInPaper }
  origins = place.kind === 'search' ? [...origins, origin] : [origin]
  if (file) closeReader()
  useWindow.setState({ sheetOpen: false, paperOpen: false, triage: null, more: false, fullNote: false })
  moveTo({ kind: 'search' })
  wantFocus('search')
  const { text, answer } = useSearch.getState()
  usePlace.setState({ selectedId: usePlace.getState().selectedId ?? answer?.hits[0]?.id ?? null })
  // what was found before may have changed since
  if (text.trim() !== '') runSearch(text, { keep: true }).catch(reportFailure)
}

/** A saved search in the box, with the focus on what it finds. */
export function openSavedSearch(query: string): void {
  goSearch()
  runSearch(query).catch(reportFailure)
  wantFocus('list')
}

/** Leaves the search for where the reader came from, everything there as it was; false when that is not known. */
export function leaveSearch(): boolean {
  const { place, back, reveal } = usePlace.getState()
  const from = origins.at(-1)
  if (place.kind !== 'search' || !from) return false
  const isSame = from.place.kind === 'search'
  const last = back.at(-1)
  if (!isSame && (!last || placeKey(last) !== placeKey(from.place))) return false
  origins = origins.slice(0, -1)
  const { answer, answered, text } = useSearch.getState()
  if (answer && answered === text && answer.total > 0) rememberSearch(text)
  if (!isSame) {
    moveTo(from.place, { replace: true })
    usePlace.setState({ back: back.slice(0, -1) })
  }
  // the list stays where it was scrolled to: only a reveal would move it
  usePlace.setState({ selectedId: from.selectedId, selectedIndex: from.selectedIndex, marked: from.marked, reveal })
  useWindow.setState({ triage: from.triage, more: from.more, paperOpen: from.paperOpen, fullNote: from.fullNote })
  wantFocus(from.wasInPaper ? 'paper' : 'list')
  if (from.file !== null) openReader(from.file).catch(reportFailure)
  if (isPaperPlace(from.place) && !useLists.getState().byKey[placeKey(from.place)]) void loadList(from.place, { fresh: true })
  return true
}
