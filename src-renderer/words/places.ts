// Owns what a place is called, the key it is remembered by, and which papers belong to it.
import type { ListFilter, ListPlace } from '#domain/list.ts'
import { STATE_TITLES } from '#domain/marks.ts'
import type { PaperRow } from '#domain/paper.ts'
import { isSampleDay, longDay, monthTitle, weekTitle } from './days.ts'

export type Place =
  | ListPlace
  /** Before the library said which day is the newest, or when it has none. */
  | { kind: 'today' }
  | { kind: 'search' }
  /** The calendar of all days. */
  | { kind: 'days' }
  | { kind: 'insights' }
  | { kind: 'activity' }
  /** What is on disk, and what is on its way there. */
  | { kind: 'downloads' }
  /** What the reader did. */
  | { kind: 'journal' }
  | { kind: 'annotations' }
  /** Import and export. */
  | { kind: 'exchange' }
  | { kind: 'settings' }

/** A place whose middle is a list of papers. */
export type PaperPlace = ListPlace | { kind: 'search' }

export function isPaperPlace(place: Place): place is PaperPlace {
  return (
    place.kind !== 'today' &&
    place.kind !== 'days' &&
    place.kind !== 'insights' &&
    place.kind !== 'activity' &&
    place.kind !== 'downloads' &&
    place.kind !== 'journal' &&
    place.kind !== 'annotations' &&
    place.kind !== 'exchange' &&
    place.kind !== 'settings'
  )
}

/** A place that core has a list of. */
export function isListPlace(place: Place): place is ListPlace {
  return isPaperPlace(place) && place.kind !== 'search'
}

/** The entry of the sidebar that a place belongs to: what has tabs has one for all of them. */
export function entryKey(place: Place): string {
  if (place.kind === 'rising') return 'trending'
  return placeKey(place.kind === 'since' ? { kind: 'since', what: 'rose' } : place)
}

export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'day':
      return `day ${place.day}`
    case 'week':
      return `week ${place.week}`
    case 'month':
      return `month ${place.month}`
    case 'state':
      return `state ${place.state}`
    case 'tag':
      return `tag ${place.tag}`
    case 'followed':
      return place.follow ? `followed ${place.follow.kind} ${place.follow.key}` : 'followed'
    case 'since':
      return `since ${place.what}`
    case 'rising':
    case 'catch-up':
    case 'days':
    case 'trending':
    case 'inbox':
    case 'snoozed':
    case 'notes':
    case 'sample':
    case 'all':
    case 'today':
    case 'search':
    case 'insights':
    case 'activity':
    case 'downloads':
    case 'journal':
    case 'annotations':
    case 'exchange':
    case 'settings':
      return place.kind
  }
}

export function placeTitle(place: Place, thisYear: string): string {
  switch (place.kind) {
    case 'day':
      return isSampleDay(place.day) ? 'Sample day' : longDay(place.day, thisYear)
    case 'week':
      return weekTitle(place.week)
    case 'month':
      return monthTitle(place.month)
    case 'state':
      return STATE_TITLES[place.state]
    case 'tag':
      return `#${place.tag}`
    case 'followed':
      return place.follow?.name ?? 'Following'
    case 'since':
      return 'Since you looked'
    case 'rising':
      return 'Trending'
    case 'catch-up':
      return 'Catch up'
    case 'trending':
      return 'Trending'
    case 'inbox':
      return 'Inbox'
    case 'snoozed':
      return 'Snoozed'
    case 'notes':
      return 'Notes'
    case 'sample':
      return 'Sample days'
    case 'all':
      return 'All papers'
    case 'today':
      return 'Today'
    case 'search':
      return 'Search'
    case 'days':
      return 'Days'
    case 'insights':
      return 'Insights'
    case 'activity':
      return 'Activity'
    case 'downloads':
      return 'Papers on disk'
    case 'journal':
      return 'Journal'
    case 'annotations':
      return 'All annotations'
    case 'exchange':
      return 'Import and export'
    case 'settings':
      return 'Settings'
  }
}

/** What the source brought, to be decided from top to bottom; the others are the reader's own, to be looked at. */
export function isForDeciding({ kind }: PaperPlace): boolean {
  return kind !== 'state' && kind !== 'snoozed' && kind !== 'notes' && kind !== 'tag' && kind !== 'search' && kind !== 'all'
}

/** Decided: has a state other than inbox, or is away until later. */
export function isDecided(row: Pick<PaperRow, 'state' | 'snoozedUntil'>, today: string): boolean {
  return row.state !== 'inbox' || isAway(row, today)
}

export function isAway(row: Pick<PaperRow, 'snoozedUntil'>, today: string): boolean {
  return row.snoozedUntil !== null && row.snoozedUntil > today
}

/**
 * Whether a paper that is in the list belongs there after its marks changed. Days, weeks and searches keep what they
 * show; the inbox and the states let go of what moved on.
 */
export function stillBelongs(place: PaperPlace, filter: ListFilter, row: PaperRow, today: string): boolean {
  if (filter.undecided && isDecided(row, today)) return false
  if (filter.unread && row.read) return false
  if (filter.hasNote && !row.hasNote) return false
  if (place.kind === 'inbox' || place.kind === 'catch-up') return row.state === 'inbox' && !isAway(row, today)
  if (place.kind === 'state') return row.state === place.state && !isAway(row, today)
  if (place.kind === 'snoozed') return isAway(row, today)
  return true
}

/** Lists whose order is the reader's own: they follow every change at once. */
export function hasReadersOrder(place: PaperPlace): boolean {
  return place.kind === 'state' && (place.state === 'later' || place.state === 'shortlist')
}
