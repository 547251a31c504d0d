// Owns which places stand beside each other as tabs.
import { type Place, placeKey } from './places.ts'

export interface PlaceTab {
  place: Place
  title: string
}

const TRENDING: readonly PlaceTab[] = [
  { place: { kind: 'trending' }, title: 'The source’s list' },
  { place: { kind: 'rising' }, title: 'Rising here' },
]
const SINCE: readonly PlaceTab[] = [
  { place: { kind: 'since', what: 'rose' }, title: 'Rose' },
  { place: { kind: 'since', what: 'code' }, title: 'Got code' },
  { place: { kind: 'since', what: 'regret' }, title: 'Dismissed, then rose' },
]
const NONE: readonly PlaceTab[] = []

export function tabsOf(place: Place): readonly PlaceTab[] {
  if (place.kind === 'trending' || place.kind === 'rising') return TRENDING
  return place.kind === 'since' ? SINCE : NONE
}

/** The tab before or after, around at the ends; null where there are no tabs. */
export function besideTab(place: Place, direction: -1 | 1): Place | null {
  const tabs = tabsOf(place)
  const index = tabs.findIndex((tab) => placeKey(tab.place) === placeKey(place))
  return tabs[(index + direction + tabs.length) % tabs.length]?.place ?? null
}
