// Owns which papers an action is about, and which paper is selected after the list changed.
import type { PaperId, PaperRow } from '#domain/paper.ts'
import { today } from '../state/clock.ts'
import { currentList, indexIn, listsDecidedOnly, type PaperList, undecidedCount, useLists } from '../state/lists.ts'
import { papers } from '../state/papers.ts'
import { select, usePlace } from '../state/place.ts'
import { useWindow } from '../state/window.ts'
import { isDecided, isForDeciding, placeKey } from '../words/places.ts'

/** The marked papers in list order, else the selected one; none where the end of a triage is on screen in the place of a paper. */
export function targets(): PaperId[] {
  const { marked, selectedId } = usePlace.getState()
  const list = currentList()
  if (useWindow.getState().triage && list && isAllDecided(list, selectedRow())) return []
  if (marked.size === 0) return selectedId === null ? [] : [selectedId]
  const shown = (list?.ids ?? []).filter((id) => marked.has(id))
  return shown.length === marked.size ? shown : [...marked]
}

/** Whether a triage of the list is at its end; `selected` may be ahead of the list's count. */
export function isAllDecided(list: PaperList, selected: PaperRow | undefined): boolean {
  const isLeft = list.ids.length > 0 && selected !== undefined && !isDecided(selected, today())
  return list.status === 'ready' && undecidedCount(list) === 0 && !isLeft
}

export function selectedRow(): PaperRow | undefined {
  const { selectedId } = usePlace.getState()
  return selectedId === null ? undefined : papers.get(selectedId)
}

/** The next paper without a decision from `start` on (`-1`: backwards), leaving out `except`; -1 when there is none. */
export function undecidedFrom(list: PaperList, start: number, step: 1 | -1, except?: ReadonlySet<PaperId>): number {
  // of ten thousand archived papers none is looked at
  if (listsDecidedOnly(list)) return -1
  const day = today()
  for (let index = start; index >= 0 && index < list.ids.length; index += step) {
    const id = list.ids[index]
    if (id === undefined || except?.has(id)) continue
    const row = papers.get(id)
    if (row ? !isDecided(row, day) : list.undecided.has(id)) return index
  }
  return -1
}

export function selectIndex(index: number, options: { reveal?: boolean } = {}): void {
  const ids = currentList()?.ids ?? []
  const clamped = Math.max(0, Math.min(index, ids.length - 1))
  select(ids[clamped] ?? null, clamped, options)
}

/** Selects a paper of the open list; false when it is not in it. */
export function selectInList(id: PaperId): boolean {
  const list = currentList()
  const index = list ? indexIn(list.ids, id, usePlace.getState().selectedIndex) : -1
  if (index < 0) return false
  select(id, index)
  return true
}

/** Keeps a paper selected while lists load and change: at first the first one, in what is decided from top to bottom the first undecided; its neighbour when it leaves. */
export function keepSelection(): () => void {
  const settle = (): void => {
    const { place, selectedId, selectedIndex } = usePlace.getState()
    const list = currentList()
    if (!list || list.status !== 'ready' || placeKey(list.place) !== placeKey(place)) return
    if (list.ids.length === 0) {
      if (selectedId !== null && list.place.kind !== 'day') select(null, 0)
      return
    }
    if (selectedId === null) {
      selectIndex(isForDeciding(list.place) ? Math.max(0, undecidedFrom(list, 0, 1)) : 0)
      return
    }
    const index = indexIn(list.ids, selectedId, selectedIndex)
    if (index >= 0 && index !== selectedIndex) usePlace.setState({ selectedIndex: index })
    // a paper that was never in this list was asked for by itself; one that left makes room for its neighbour
    if (index < 0 && indexIn(list.order, selectedId, selectedIndex) >= 0) selectIndex(selectedIndex)
  }
  const stopLists = useLists.subscribe(settle)
  const stopPlace = usePlace.subscribe((now, before) => {
    if (now.place !== before.place || (now.selectedId === null && before.selectedId !== null)) settle()
  })
  return () => {
    stopLists()
    stopPlace()
  }
}
