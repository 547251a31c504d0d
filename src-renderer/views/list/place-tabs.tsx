// Owns the tabs over a list: places that stand beside each other.
import { useEffect } from 'react'
import { go } from '#renderer/actions/go.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { loadTabCounts, useTabCounts } from '#renderer/state/tab-counts.ts'
import { tabsOf } from '#renderer/words/place-tabs.ts'
import { type Place, placeKey } from '#renderer/words/places.ts'
import { Key } from '../pieces/key.tsx'
import style from './place-tabs.module.css'

export function PlaceTabs({ place }: { place: Place }) {
  const tabs = tabsOf(place)
  const counts = useTabCounts(({ byKey }) => byKey)
  const status = useLibrary((library) => library.status)
  // counted anew with every change of the library
  useEffect(() => void loadTabCounts(place), [place, status])
  if (tabs.length === 0) return null
  return (
    <div className={style.tabs} role="group" aria-label="Kinds of this list">
      {tabs.map((tab) => (
        <button
          key={tab.title}
          type="button"
          className={style.tab}
          aria-current={placeKey(tab.place) === placeKey(place) ? 'page' : undefined}
          onClick={() => go(tab.place)}
        >
          {tab.title}
          {counts.has(placeKey(tab.place)) && <span className={style.count}>{counts.get(placeKey(tab.place))}</span>}
        </button>
      ))}
      <span className={style.keys}>
        <Key action="day.previous" /> <Key action="day.next" />
      </span>
    </div>
  )
}
