// Owns where the reader is: the place, the paper that is selected there, what is marked, and the way back.
import { create } from 'zustand'
import type { PaperId } from '#domain/paper.ts'
import { type Place, placeKey } from '../words/places.ts'

interface Spot {
  selectedId: PaperId | null
  scrollTop: number
}

interface Where {
  place: Place
  selectedId: PaperId | null
  /** Index at which the selected paper was last seen, so that finding it costs nothing. */
  selectedIndex: number
  /** Several papers at once, for bulk; empty most of the time. */
  marked: ReadonlySet<PaperId>
  back: Place[]
  /** The list scrolls to its selected paper when this grows. */
  reveal: number
}

export const usePlace = create<Where>(() => ({
  place: { kind: 'today' },
  selectedId: null,
  selectedIndex: 0,
  marked: new Set(),
  back: [],
  reveal: 0,
}))

const MOST_BACK = 50
const spots = new Map<string, Spot>()

/** Leaves for another place; each place remembers its paper and how far it was scrolled. */
export function moveTo(place: Place, options: { replace?: boolean } = {}): void {
  usePlace.setState((where) => {
    const from = placeKey(where.place)
    const to = placeKey(place)
    if (from === to) return { place }
    remember(from, { selectedId: where.selectedId })
    return {
      place,
      selectedId: spots.get(to)?.selectedId ?? null,
      selectedIndex: 0,
      marked: new Set(),
      back: options.replace ? where.back : [...where.back, where.place].slice(-MOST_BACK),
      reveal: where.reveal + 1,
    }
  })
}

/** Back to where the reader came from; false when there is no such place. */
export function moveBack(): boolean {
  const { back } = usePlace.getState()
  const last = back.at(-1)
  if (!last) return false
  moveTo(last, { replace: true })
  usePlace.setState({ back: back.slice(0, -1) })
  return true
}

export function select(id: PaperId | null, index: number, options: { reveal?: boolean } = {}): void {
  usePlace.setState((where) => ({
    selectedId: id,
    selectedIndex: Math.max(0, index),
    reveal: options.reveal === false ? where.reveal : where.reveal + 1,
  }))
}

/** Has the list scroll to its selected paper. */
export function reveal(): void {
  usePlace.setState((where) => ({ reveal: where.reveal + 1 }))
}

export function mark(ids: ReadonlySet<PaperId>): void {
  usePlace.setState({ marked: ids })
}

export function rememberScroll(place: Place, scrollTop: number): void {
  remember(placeKey(place), { scrollTop })
}

export function scrollOf(place: Place): number {
  return spots.get(placeKey(place))?.scrollTop ?? 0
}

function remember(key: string, spot: Partial<Spot>): void {
  spots.set(key, { ...(spots.get(key) ?? { selectedId: null, scrollTop: 0 }), ...spot })
}
