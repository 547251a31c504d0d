// Owns the sidebar: places with their counts, the month's days, tags, and how syncing stands.
import {
  Activity,
  AlarmClock,
  Archive,
  ArrowLeftRight,
  Bookmark,
  Building2,
  Calendar,
  CalendarDays,
  CalendarRange,
  ChartColumn,
  Clock,
  FastForward,
  HardDrive,
  Highlighter,
  History,
  Inbox,
  Pencil,
  Rss,
  Search,
  Settings,
  Shapes,
  Sparkles,
  TextAlignStart,
  ThumbsDown,
  TrendingUp,
  Type,
  type LucideIcon,
  UserRound,
} from 'lucide-react'
import { memo, type RefObject, useEffect, useRef } from 'react'
import { type ActionId, actions } from '#contract/actions.ts'
import { monthOfDay, weekOfDay } from '#domain/day.ts'
import { go } from '#renderer/actions/go.ts'
import { perform } from '#renderer/actions/perform.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { usePlace } from '#renderer/state/place.ts'
import { wholeCount } from '#domain/counted.ts'
import { entryKey, type Place, placeKey } from '#renderer/words/places.ts'
import { DayStrip } from './day-strip.tsx'
import { SavedSearches, useOpenSavedSearch } from './saved-searches.tsx'
import { Tags } from './tags.tsx'
import { Tip } from '../pieces/tips.tsx'
import style from './sidebar.module.css'
import { SyncFoot } from './sync-foot.tsx'

export const Sidebar = memo(function Sidebar() {
  const status = useLibrary((library) => library.status)
  const counts = status?.counts
  const newestDay = status?.newestDay ?? null
  const feedDay = newestDay ?? status?.feedDay
  const isReal = status?.mode === 'real'
  const scroll = useOpenPlaceInSight()
  return (
    <nav className={style.side} aria-label="Places">
      <div className={style.brand}>
        <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 3h9l5 5v13H5z" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
          <path d="M14 3v5h5z" fill="currentColor" />
        </svg>
        Dogear
      </div>
      <div ref={scroll} className={style.scroll}>
        <ul>
          <Entry
            icon={TextAlignStart}
            action="go.today"
            title="Today"
            place={newestDay ? { kind: 'day', day: newestDay } : { kind: 'today' }}
            count={counts?.today}
          />
          <Entry icon={Inbox} action="go.inbox" title="Inbox" place={{ kind: 'inbox' }} count={counts?.inbox} />
          {isReal && <Entry icon={FastForward} action="go.catchUp" title="Catch up" place={{ kind: 'catch-up' }} count={status.missed} />}
          {isReal && <Entry icon={Sparkles} action="go.since" title="Since you looked" place={{ kind: 'since', what: 'rose' }} />}
          <Entry icon={Rss} action="go.followed" title="Following" place={{ kind: 'followed' }} />
          <Entry icon={TrendingUp} action="go.trending" title="Trending" place={{ kind: 'trending' }} />
          {isReal && <Entry icon={Calendar} action="go.days" title="Days" place={{ kind: 'days' }} />}
          {feedDay && isReal && (
            <Entry icon={CalendarDays} action="go.week" title="This week" place={{ kind: 'week', week: weekOfDay(feedDay) }} />
          )}
          {feedDay && isReal && (
            <Entry icon={CalendarRange} action="go.month" title="This month" place={{ kind: 'month', month: monthOfDay(feedDay) }} />
          )}
          {status?.mode === 'sample' && !status.samplesRemoved && (
            <Entry icon={Shapes} action="go.sample" title="Sample days" place={{ kind: 'sample' }} />
          )}
        </ul>
        <DayStrip />
        <h2 className={style.head}>Reading list</h2>
        <ul>
          <Entry icon={Clock} action="go.later" title="Later" place={{ kind: 'state', state: 'later' }} count={counts?.later} />
          <Entry
            icon={Bookmark}
            action="go.shortlist"
            title="Shortlist"
            place={{ kind: 'state', state: 'shortlist' }}
            count={counts?.shortlist}
          />
          <Entry icon={AlarmClock} action="go.snoozed" title="Snoozed" place={{ kind: 'snoozed' }} count={counts?.snoozed} />
          <Entry icon={Archive} action="go.archive" title="Archive" place={{ kind: 'state', state: 'archive' }} count={counts?.archive} />
          <Entry
            icon={ThumbsDown}
            action="go.dismissed"
            title="Dismissed"
            place={{ kind: 'state', state: 'dismissed' }}
            count={counts?.dismissed}
          />
          <Entry icon={Highlighter} action="go.annotations" title="Annotations" place={{ kind: 'annotations' }} />
          <Entry icon={Pencil} action="go.notes" title="Notes" place={{ kind: 'notes' }} count={counts?.notes} />
          <Entry icon={ChartColumn} action="go.insights" title="Insights" place={{ kind: 'insights' }} />
        </ul>
        <SavedSearches />
        <Follows />
        <Tags />
        <h2 className={style.head}>Library</h2>
        <ul>
          <SearchEntry />
          <Entry icon={ArrowLeftRight} action="go.exchange" title="Import, export" place={{ kind: 'exchange' }} />
          <Entry icon={HardDrive} action="go.downloads" title="On disk" place={{ kind: 'downloads' }} />
          <Entry icon={Activity} action="go.activity" title="Activity" place={{ kind: 'activity' }} />
          <Entry icon={History} action="go.journal" title="Journal" place={{ kind: 'journal' }} />
          <Entry icon={Settings} action="settings.open" title="Settings" place={{ kind: 'settings' }} />
        </ul>
      </div>
      <SyncFoot />
    </nav>
  )
})

/** Where one is stays in sight in a sidebar that is longer than the window. */
function useOpenPlaceInSight(): RefObject<HTMLDivElement | null> {
  const scroll = useRef<HTMLDivElement>(null)
  const place = usePlace((where) => entryKey(where.place))
  useEffect(() => {
    const entry = scroll.current?.querySelector('li > [aria-current="page"]')
    if (!entry) return undefined
    // asked of the frame that is drawn anyway: a question at once would lay the window out in the middle of the step
    const watch = new IntersectionObserver(
      ([seen]) => {
        watch.disconnect()
        if (seen && seen.intersectionRatio < 1) entry.scrollIntoView({ block: 'nearest' })
      },
      { root: scroll.current },
    )
    watch.observe(entry)
    return () => watch.disconnect()
  }, [place])
  return scroll
}

const MOST_FOLLOWS = 30

/** One by one; the same paper may be named by several, so a sum would count it twice. */
function Follows() {
  const follows = useLibrary((library) => library.status?.follows)
  if (!follows || follows.length === 0) return null
  return (
    <>
      <h2 className={style.head}>Following</h2>
      <ul>
        {follows.slice(0, MOST_FOLLOWS).map(({ kind, key, name, undecided }) => (
          <Entry
            key={`${kind} ${key}`}
            icon={kind === 'author' ? UserRound : kind === 'organization' ? Building2 : Type}
            title={name}
            place={{ kind: 'followed', follow: { kind, key, name } }}
            count={undecided}
          />
        ))}
      </ul>
    </>
  )
}

/** A saved search has an entry of its own, and one entry is marked as open. */
function SearchEntry() {
  const isSaved = useOpenSavedSearch() !== null
  return <Entry icon={Search} action="search.focus" title="Search" place={{ kind: 'search' }} hasOwnEntry={isSaved} />
}

interface EntryProps {
  icon: LucideIcon
  title: string
  place: Place
  count?: number | undefined
  action?: ActionId
  /** What is open there stands elsewhere in the sidebar. */
  hasOwnEntry?: boolean
}

function Entry({ icon: Icon, title, place, count, action, hasOwnEntry = false }: EntryProps) {
  const isOpen = usePlace((where) => entryKey(where.place) === placeKey(place)) && !hasOwnEntry
  const entry = (
    <button
      type="button"
      className={style.item}
      aria-current={isOpen ? 'page' : undefined}
      onClick={() => (action ? perform(action) : go(place))}
    >
      <Icon size={16} strokeWidth={1.6} aria-hidden="true" />
      <span className={style.name}>{title}</span>
      {count !== undefined && count > 0 && <span className={style.count}>{wholeCount(count)}</span>}
    </button>
  )
  return (
    <li>
      {action ? (
        <Tip text={actions[action].title} action={action} side="right">
          {entry}
        </Tip>
      ) : (
        entry
      )}
    </li>
  )
}
