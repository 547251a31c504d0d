// Owns how many papers each tab beside the open place has.
import { create } from 'zustand'
import { client } from '../app/client.ts'
import { tabsOf } from '../words/place-tabs.ts'
import { isListPlace, type Place, placeKey } from '../words/places.ts'

export const useTabCounts = create<{ byKey: ReadonlyMap<string, number> }>(() => ({ byKey: new Map() }))

/** Nothing is said of a failure: the tab stays without its count. */
export async function loadTabCounts(place: Place): Promise<void> {
  for (const tab of tabsOf(place)) {
    if (!isListPlace(tab.place)) continue
    const list = await client.call('papers.list', { place: tab.place, rows: 0 }).catch(() => null)
    if (list) useTabCounts.setState(({ byKey }) => ({ byKey: new Map(byKey).set(placeKey(tab.place), list.ids.length) }))
  }
}
