// Owns the lists of papers by place. While a list is open its order stays; what is new is appended.
import { create } from 'zustand'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { ListFilter, ListSort } from '#domain/list.ts'
import type { PaperId } from '#domain/paper.ts'
import type { ReadingSum } from '#domain/reading-time.ts'
import { client } from '../app/client.ts'
import { hasReadersOrder, isDecided, type PaperPlace, placeKey, stillBelongs } from '../words/places.ts'
import { today } from './clock.ts'
import { papers, type RowChange, wantRows } from './papers.ts'
import { usePlace } from './place.ts'

export interface PaperList {
  place: PaperPlace
  sort: ListSort
  filter: ListFilter
  /** What is shown, in the order that stays. */
  ids: readonly PaperId[]
  /** Everything seen since the list was opened: what comes back stands where it stood. */
  order: readonly PaperId[]
  /** Those that had no decision when the list was read; rows that are known say it better. */
  undecided: ReadonlySet<PaperId>
  status: 'loading' | 'ready' | 'failed'
  failure: Failure | null
  decided: number
  saved: number
  folded: number
  /** Votes gained, in the lists that go by them. */
  gained: Readonly<Record<PaperId, number>>
  /** How long all of a reading list takes, as far as it is known. */
  reading: ReadingSum | null
  fetchedAtMs: number | null
  /** Core would order it otherwise by now. */
  moved: boolean
}

interface Lists {
  byKey: Readonly<Record<string, PaperList>>
}

export const useLists = create<Lists>(() => ({ byKey: {} }))

const MOST_KEPT = 12
const FIRST_ROWS = 60
const EMPTY: readonly PaperId[] = []

export function currentList(): PaperList | undefined {
  return useLists.getState().byKey[placeKey(usePlace.getState().place)]
}

export function useCurrentList(): PaperList | undefined {
  const key = usePlace((where) => placeKey(where.place))
  return useLists((lists) => lists.byKey[key])
}

/** How many papers of a list wait for a decision. */
export function undecidedCount(list: PaperList): number {
  return listsUndecidedOnly(list) ? list.ids.length : list.ids.length - list.decided
}

/** Nothing in such a list waits for a decision, and what is decided otherwise leaves it. */
export function listsDecidedOnly({ place }: PaperList): boolean {
  return place.kind === 'state' || place.kind === 'snoozed'
}

/** What is decided leaves such a list. */
export function listsUndecidedOnly({ place, filter }: PaperList): boolean {
  return place.kind === 'inbox' || place.kind === 'catch-up' || filter.undecided === true
}

/** Whether there is anything to select; an empty list speaks for itself, and what stands beside it is silent. */
export function useIsListEmpty(): boolean {
  const key = usePlace((where) => placeKey(where.place))
  return useLists((lists) => (lists.byKey[key]?.ids.length ?? 0) === 0)
}

export function setList(place: PaperPlace, change: Partial<PaperList>): void {
  const key = placeKey(place)
  useLists.setState(({ byKey }) => {
    const list = byKey[key] ?? newList(place)
    const kept = Object.entries(byKey).filter(([other]) => other !== key)
    return { byKey: Object.fromEntries([...kept.slice(-MOST_KEPT), [key, { ...list, ...change }]]) }
  })
}

function newList(place: PaperPlace): PaperList {
  return {
    place,
    sort: 'place',
    filter: {},
    ids: EMPTY,
    order: EMPTY,
    undecided: new Set(),
    status: 'loading',
    failure: null,
    decided: 0,
    saved: 0,
    folded: 0,
    gained: {},
    reading: null,
    fetchedAtMs: null,
    moved: false,
  }
}

let turn = 0
const newest = new Map<string, number>()
/** Lists that are asked for, with the turn of the call that is on its way. */
const awaited = new Map<string, number>()

/** Nothing is selected yet, because the list of the place that was gone to is on its way. */
export function isListAwaited(): boolean {
  const { place, selectedId } = usePlace.getState()
  return selectedId === null && awaited.has(placeKey(place))
}

/** Reads a list. `fresh` takes core's order; otherwise the order that is shown stays and what is new is appended. */
export async function loadList(place: PaperPlace, options: { fresh: boolean }): Promise<void> {
  if (place.kind === 'search') return
  const key = placeKey(place)
  const mine = ++turn
  newest.set(key, mine)
  awaited.set(key, mine)
  const answered = (): void => {
    if (awaited.get(key) === mine) awaited.delete(key)
  }
  const before = useLists.getState().byKey[key]
  if (!before) setList(place, {})
  const { sort, filter } = before ?? newList(place)
  try {
    const answer = await client.call('papers.list', { place, sort, filter, rows: options.fresh || !before ? FIRST_ROWS : 0 })
    answered()
    if (newest.get(key) !== mine) return
    papers.put(answer.rows)
    const list = useLists.getState().byKey[key]
    const fresh = options.fresh || !list || list.status !== 'ready' || hasReadersOrder(place)
    const merged = fresh ? { ids: answer.ids, order: answer.ids, moved: false } : mergeOrder(list.order, answer.ids)
    const shown = withUnconfirmed(place, filter, merged.ids, { decided: answer.decided, saved: answer.saved })
    setList(place, {
      ...shown,
      ids: asBefore(list?.ids, shown.ids),
      order: asBefore(list?.order, merged.order),
      moved: merged.moved,
      undecided: new Set(answer.undecided.map((at) => answer.ids[at] ?? '')),
      status: 'ready',
      failure: null,
      folded: answer.folded,
      gained: answer.gained,
      reading: answer.reading,
      fetchedAtMs: answer.fetchedAtMs,
    })
    if (answer.rows.length === 0 && answer.ids.length > 0) wantRows(answer.ids.slice(0, FIRST_ROWS))
  } catch (thrown) {
    answered()
    const failure = toFailure(thrown)
    if (newest.get(key) === mine) setList(place, { status: before?.status === 'ready' ? 'ready' : 'failed', failure })
  }
}

/** The array that was there, where nothing of it changed: whoever shows it has nothing to do. */
function asBefore(before: readonly PaperId[] | undefined, now: readonly PaperId[]): readonly PaperId[] {
  return before?.length === now.length && now.every((id, index) => id === before[index]) ? before : now
}

/** An answer that was on its way when the reader decided does not know of it yet. */
function withUnconfirmed(
  place: PaperPlace,
  filter: ListFilter,
  ids: readonly PaperId[],
  counts: { decided: number; saved: number },
): { ids: readonly PaperId[]; decided: number; saved: number } {
  const day = today()
  const leaving = new Set<PaperId>()
  let { decided, saved } = counts
  for (const { stored, shown } of papers.unconfirmed()) {
    if (indexIn(ids, stored.id) < 0) continue
    if (!stillBelongs(place, filter, shown, day)) leaving.add(stored.id)
    decided += Number(isDecided(shown, day)) - Number(isDecided(stored, day))
    saved += Number(isSaved(shown.state)) - Number(isSaved(stored.state))
  }
  return { ids: leaving.size === 0 ? ids : ids.filter((id) => !leaving.has(id)), decided, saved }
}

/** Keeps the order that was seen, drops what is gone, appends what is new. */
export function mergeOrder(
  order: readonly PaperId[],
  incoming: readonly PaperId[],
): { ids: readonly PaperId[]; order: readonly PaperId[]; moved: boolean } {
  const there = new Set(incoming)
  const seen = new Set(order)
  const kept = order.filter((id) => there.has(id))
  const added = incoming.filter((id) => !seen.has(id))
  const ids = [...kept, ...added]
  return { ids, order: added.length === 0 ? order : [...order, ...added], moved: ids.some((id, index) => id !== incoming[index]) }
}

/** Lists that are not open are read again when they are next opened. */
export function forgetClosedLists(): void {
  const open = placeKey(usePlace.getState().place)
  useLists.setState(({ byKey }) => ({
    byKey: Object.fromEntries(Object.entries(byKey).filter(([key]) => key === open || key === 'search')),
  }))
}

/** Follows the marks of papers in the open list: what moved on leaves, what came back returns to its place. */
export function followRows(changes: readonly RowChange[]): void {
  const list = currentList()
  if (!list || list.status !== 'ready') return
  const day = today()
  let { decided, saved } = list
  const leaving = new Set<PaperId>()
  const returning = new Set<PaperId>()
  const near = usePlace.getState().selectedIndex
  for (const { id, before, after } of changes) {
    const isShown = indexIn(list.ids, id, near) >= 0
    const belongs = stillBelongs(list.place, list.filter, after, day)
    if (isShown && !belongs) leaving.add(id)
    if (!isShown && belongs && before && !stillBelongs(list.place, list.filter, before, day) && indexIn(list.order, id, near) >= 0)
      returning.add(id)
    if (!before || (!isShown && !returning.has(id))) continue
    decided += Number(isDecided(after, day)) - Number(isDecided(before, day))
    saved += Number(isSaved(after.state)) - Number(isSaved(before.state))
  }
  if (leaving.size === 0 && returning.size === 0) {
    if (decided !== list.decided || saved !== list.saved) setList(list.place, { decided, saved })
    return
  }
  const kept = leaving.size === 0 ? list.ids : list.ids.filter((id) => !leaving.has(id))
  setList(list.place, { ids: returning.size === 0 ? kept : withReturned(kept, list.order, [...returning]), decided, saved })
}

/** Each where it stood in `order`, of which `ids` are some. */
function withReturned(ids: readonly PaperId[], order: readonly PaperId[], returning: readonly PaperId[]): readonly PaperId[] {
  const all: PaperId[] = []
  let next = 0
  for (const { id, place } of returning.map((each) => ({ id: each, place: indexIn(order, each) })).toSorted((a, b) => a.place - b.place)) {
    let [low, high] = [next, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (indexIn(order, ids[middle] ?? null) < place) low = middle + 1
      else high = middle
    }
    for (; next < low; next += 1) all.push(ids[next] ?? id)
    all.push(id)
  }
  return [...all, ...ids.slice(next)]
}

function isSaved(state: string): boolean {
  return state === 'later' || state === 'shortlist'
}

const indexes = new WeakMap<readonly PaperId[], Map<PaperId, number>>()
/** So far from where it was last seen a paper is looked for before a list's index is made: decisions around it moved it no further. */
const NEAR = 24

/** Where a paper stands in a list, -1 when it does not. `near` is where it was last seen. */
export function indexIn(ids: readonly PaperId[], id: PaperId | null, near = 0): number {
  if (id === null) return -1
  if (ids[near] === id) return near
  let index = indexes.get(ids)
  if (!index) {
    for (let away = 1; away <= NEAR; away += 1) {
      if (ids[near - away] === id) return near - away
      if (ids[near + away] === id) return near + away
    }
    index = new Map(ids.map((other, at) => [other, at]))
    indexes.set(ids, index)
  }
  return index.get(id) ?? -1
}
