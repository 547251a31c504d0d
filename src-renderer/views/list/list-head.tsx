// Owns the head of a list: where one is, how far the day is decided, its order, and the way to the days beside it.
import { ChevronLeft, ChevronRight, PanelLeft, SlidersHorizontal } from 'lucide-react'
import { Menu } from '@base-ui/react/menu'
import type { LibraryStatus, SyncStatus } from '#contract/api.ts'
import { isWeekend } from '#domain/day.ts'
import type { ListFilter, ListSort } from '#domain/list.ts'
import { filterBy, SORT_TITLES, sortBy } from '#renderer/actions/view.ts'
import { nowMs, today } from '#renderer/state/clock.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { type PaperList, undecidedCount, useCurrentList } from '#renderer/state/lists.ts'
import { usePlace } from '#renderer/state/place.ts'
import { useSettings } from '#renderer/state/settings.ts'
import { isSampleDay, longDay, readAt, weekdayOf } from '#renderer/words/days.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { sumInWords } from '#renderer/words/reading-time.ts'
import { hasReadersOrder, type Place, placeTitle } from '#renderer/words/places.ts'
import { SHEET, useMedia } from '../media.ts'
import { ActionButton, Button, IconAction } from '../pieces/button.tsx'
import { PlaceTabs } from './place-tabs.tsx'
import { SampleLabel, TagDot, useTagColour } from '../pieces/marks.tsx'
import { TagDeeds } from './tag-deeds.tsx'
import style from './list.module.css'
import menu from '../pieces/menu.module.css'

export function ListHead() {
  const place = usePlace((where) => where.place)
  const marked = usePlace((where) => where.marked.size)
  const status = useLibrary((library) => library.status)
  const sync = useLibrary((library) => library.sync)
  const sidebarOpen = useSettings(({ settings }) => settings.sidebarOpen)
  const isSheet = useMedia(SHEET)
  const list = useCurrentList()
  const isDated = place.kind === 'day' || place.kind === 'week' || place.kind === 'month'
  const isSample = (place.kind === 'day' && isSampleDay(place.day)) || place.kind === 'sample'
  const remark = status ? todayRemark(place, status, sync) : null
  return (
    <header className={style.head}>
      <div className={style.headLine}>
        {(isSheet || !sidebarOpen) && (
          <IconAction action="view.sidebar">
            <PanelLeft size={16} strokeWidth={1.6} aria-hidden="true" />
          </IconAction>
        )}
        {place.kind === 'tag' && <PlaceDot tag={place.tag} />}
        <h1>{placeTitle(place, today().slice(0, 4))}</h1>
        {isSample && <SampleLabel />}
        <span className={style.push} />
        {isDated && (
          <>
            <IconAction action="day.previous" title={`Previous ${place.kind}`}>
              <ChevronLeft size={16} strokeWidth={1.6} aria-hidden="true" />
            </IconAction>
            <IconAction action="day.next" title={`Next ${place.kind}`}>
              <ChevronRight size={16} strokeWidth={1.6} aria-hidden="true" />
            </IconAction>
          </>
        )}
        {list && (place.kind === 'day' || place.kind === 'inbox') && undecidedCount(list) > 0 && (
          <ActionButton action="view.triage">Triage {wholeCount(undecidedCount(list))}</ActionButton>
        )}
        {list && list.ids.length > 0 && place.kind === 'catch-up' && (
          <ActionButton action="catchUp.archiveRest">Archive the rest</ActionButton>
        )}
        {place.kind === 'tag' && <TagDeeds tag={place.tag} />}
        {list && list.ids.length > 0 && place.kind === 'followed' && <ActionButton action="follow.manage">Follow…</ActionButton>}
      </div>
      {list && (
        <div className={style.sub}>
          <span>{marked > 0 ? `${wholeCount(marked)} selected` : subWords(list)}</span>
          {showsProgress(list) ? <Progress list={list} /> : <span className={style.push} />}
          {list.moved && (
            <Button className={style.resort} onClick={() => sortBy(list.sort)}>
              Re-sort
            </Button>
          )}
          <OrderMenu list={list} />
        </div>
      )}
      <PlaceTabs place={place} />
      {remark !== null && <p className={style.remark}>{remark}</p>}
    </header>
  )
}

function PlaceDot({ tag }: { tag: string }) {
  const colour = useTagColour(tag)
  return colour === null ? null : <TagDot colour={colour} />
}

function showsProgress(list: PaperList): boolean {
  const { kind } = list.place
  return (kind === 'day' || kind === 'week' || kind === 'month' || kind === 'sample') && list.ids.length > 0
}

function subWords(list: PaperList): string {
  const papers = list.filter.undecided ? `${wholeCount(list.ids.length)} undecided` : counted(list.ids.length, 'paper')
  if (list.status === 'loading' && list.ids.length === 0) return ' '
  const read = list.place.kind === 'trending' && list.fetchedAtMs !== null ? `, read ${readAt(list.fetchedAtMs, nowMs())}` : ''
  const sum = list.reading === null ? null : sumInWords(list.reading)
  if (sum !== null) return `${papers}, ${sum}`
  if (list.folded > 0) return `${papers}, ${counted(list.folded, 'near-duplicate')} folded`
  return showsProgress(list) ? `${papers}, ${wholeCount(list.decided)} decided` : papers + read
}

function Progress({ list }: { list: PaperList }) {
  const all = list.decided + undecidedCount(list)
  const total = Math.max(1, all)
  const other = Math.max(0, list.decided - list.saved)
  return (
    <span
      className={style.bar}
      data-bar
      role="progressbar"
      aria-label="Decided"
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={list.decided}
      title={`${list.saved} saved, ${other} put away`}
    >
      <b style={{ width: `${(other / total) * 100}%` }} />
      <u style={{ width: `${(list.saved / total) * 100}%` }} />
    </span>
  )
}

const SORT_LABELS: Record<ListSort, string> = {
  place: 'as listed',
  votes: 'votes ↓',
  date: 'date ↓',
  title: 'title ↑',
  saved: 'saved ↓',
  waiting: 'waiting ↓',
}
const FILTERS: readonly [keyof ListFilter, string][] = [
  ['undecided', 'Undecided only'],
  ['unread', 'Unread only'],
  ['hasCode', 'With code'],
  ['hasNote', 'With a note'],
  ['sample', 'A sample of ten'],
]

export function OrderMenu({ list }: { list: PaperList }) {
  const filters = FILTERS.filter(([name]) => list.filter[name])
  const sort = list.sort === 'place' && hasReadersOrder(list.place) ? 'my order' : SORT_LABELS[list.sort]
  const label = filters.length === 0 ? sort : `${sort} · ${filters.map(([, words]) => words.toLowerCase()).join(', ')}`
  return (
    <Menu.Root>
      <Menu.Trigger className={style.order} aria-label={`Order and filter: ${label}`}>
        <span>{label}</span>
        <SlidersHorizontal size={12} strokeWidth={2} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <Menu.Group>
              <Menu.GroupLabel className={menu.label}>Order</Menu.GroupLabel>
              <Menu.RadioGroup value={list.sort} onValueChange={(value: ListSort) => sortBy(value)}>
                {(Object.keys(SORT_TITLES) as ListSort[]).map((sort) => (
                  <Menu.RadioItem key={sort} value={sort} className={menu.item} closeOnClick>
                    <span className={menu.tick}>
                      <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
                    </span>
                    {SORT_TITLES[sort][0]?.toUpperCase()}
                    {SORT_TITLES[sort].slice(1)}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Group>
            <Menu.Separator className={menu.line} />
            <Menu.Group>
              <Menu.GroupLabel className={menu.label}>Show</Menu.GroupLabel>
              {FILTERS.map(([name, words]) => (
                <Menu.CheckboxItem
                  key={name}
                  className={menu.item}
                  checked={list.filter[name] ?? false}
                  onCheckedChange={(on) => filterBy({ [name]: on })}
                >
                  <span className={menu.tick}>
                    <Menu.CheckboxItemIndicator>✓</Menu.CheckboxItemIndicator>
                  </span>
                  {words}
                </Menu.CheckboxItem>
              ))}
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** Why Today is an older day, or that it is what was stored last. */
export function todayRemark(place: Place, status: LibraryStatus, sync: SyncStatus | null): string | null {
  if (place.kind === 'sample' || (place.kind === 'day' && isSampleDay(place.day))) {
    return 'Written for Dogear: each entry teaches one thing the program does.'
  }
  if (place.kind !== 'day' || place.day !== status.newestDay || place.day >= status.feedDay) return null
  const day = weekdayOf(place.day)
  if (sync?.state === 'offline') return `Offline: ${longDay(place.day, status.feedDay.slice(0, 4))} is the newest day stored here.`
  if (sync?.state === 'off') return 'The network is switched off in Settings: this is the newest day stored here.'
  if (isWeekend(status.feedDay)) return `No list on weekends: this is ${day}’s.`
  return `The list of ${weekdayOf(status.feedDay)} is not out yet: this is ${day}’s.`
}
