// Owns which papers are in a place and in what order.
import { addDays, monthDays, msOfDay, weekDays } from '#domain/day.ts'
import type { ListFilter, ListPlace, ListSort } from '#domain/list.ts'
import type { PaperId } from '#domain/paper.ts'
import type { ReadingSum } from '#domain/reading-time.ts'
import type { SqlValue } from '../ports.ts'
import { INBOX_IDS, inboxSinceShown } from '../storage/inbox.ts'
import type { Store } from '../storage/store.ts'
import { json, numberOrNull } from '../storage/columns.ts'
import { isShown, shownSample } from '../storage/mode.ts'
import type { CatchUp } from './catch-up.ts'
import { feedPapers } from './feed-lists.ts'
import { readingSum } from './reading-sum.ts'

/** Sorts of every place but its own; ties fall to the newest identifier, so that an order never flickers. */
const SORTS: Record<Exclude<ListSort, 'place'>, string> = {
  votes: 'p.votes DESC, p.id DESC',
  date: 'p.published_at_ms DESC, p.id DESC',
  title: 'p.title, p.id DESC',
  saved: 'm.first_saved_at_ms DESC, p.id DESC',
  waiting: 'm.first_saved_at_ms IS NULL, m.first_saved_at_ms, p.id',
}

interface Selection {
  from: string
  where: string
  order: string
  values: SqlValue[]
  folded?: number
  gained?: Record<PaperId, number>
}

export interface PaperList {
  ids: PaperId[]
  /** Where in `ids` those stand that have no decision, ascending. */
  undecided: number[]
  /** Of those that the filters let through, `undecided` aside; 0 where none or all are decided. */
  decided: number
  saved: number
  folded: number
  gained: Record<PaperId, number>
  /** How long all of a reading list takes, as far as it is known. */
  reading: ReadingSum | null
  fetchedAtMs: number | null
}

/** What was missed is put in order before it is listed, see `catchUp`. */
export type ListedPlace = Exclude<ListPlace, { kind: 'catch-up' }> | CatchUp

/** `today` is the reader's own calendar day: what is snoozed beyond it is away. Without `nowMs` it is over. */
export function listPapers(
  store: Store,
  {
    place,
    sort,
    filter,
    today,
    nowMs = msOfDay(addDays(today, 1)),
  }: { place: ListedPlace; sort: ListSort; filter: ListFilter; today: string; nowMs?: number },
): PaperList {
  const selection = select(store, place, today, nowMs)
  const waiting = whatWaits(place)
  const order = sort === 'place' ? selection.order : SORTS[sort]
  const { all, decisions } = readOrdered(store, selection, { filter, order, today, isMixed: waiting === 'some' })
  const waits = (at: number): boolean => (decisions === null ? waiting === 'all' : decisions[at] === UNDECIDED)
  const every = [...all.keys()]
  const open = filter.undecided ? every.filter(waits) : every
  const shown = filter.sample ? drawn(open, all, today) : open
  const counted = decisions === null ? [] : filter.sample ? shown : every
  const ids = shown.map((at) => all[at] ?? '')
  return {
    ids,
    undecided: [...shown.keys()].filter((index) => waits(shown[index] ?? 0)),
    decided: counted.filter((at) => !waits(at)).length,
    saved: counted.filter((at) => decisions?.[at] === SAVED).length,
    folded: selection.folded ?? 0,
    gained: selection.gained ?? {},
    reading: isReadingList(place) ? readingSum(store, ids) : null,
    fetchedAtMs: fetchedAt(store, place),
  }
}

const UNDECIDED = 0
const SAVED = 1
const PUT_AWAY = 2
const DECISION = `CASE WHEN m.state IN ('later', 'shortlist') THEN ${SAVED}
  WHEN coalesce(m.state, 'inbox') = 'inbox' AND (m.snoozed_until IS NULL OR m.snoozed_until <= ?) THEN ${UNDECIDED}
  ELSE ${PUT_AWAY} END`

/** How much of what a place lists waits for a decision. */
function whatWaits({ kind }: ListedPlace): 'all' | 'some' | 'none' {
  if (kind === 'inbox' || kind === 'catch-up') return 'all'
  return kind === 'state' || kind === 'snoozed' ? 'none' : 'some'
}

/** All that the filters let through but `undecided` and `sample`, and what was decided of each where that differs. */
function readOrdered(
  { sql }: Store,
  { from, where, values }: Selection,
  { filter, order, today, isMixed }: { filter: ListFilter; order: string; today: string; isMixed: boolean },
): { all: readonly PaperId[]; decisions: readonly number[] | null } {
  const narrowed = [where, ...filters(filter)].join(' AND ')
  // one row for all of them: ten thousand rows of one word each cost more than finding them
  const found =
    sql
      .prepare(
        `SELECT json_group_array(id) AS ids, ${isMixed ? 'json_group_array(decision)' : 'NULL'} AS decisions
         FROM (SELECT p.id, ${isMixed ? DECISION : 'NULL'} AS decision FROM ${from} WHERE ${narrowed} ORDER BY ${order})`,
      )
      .get(...(isMixed ? [today] : []), ...values) ?? {}
  return { all: json<PaperId[]>(found, 'ids') ?? [], decisions: json<number[]>(found, 'decisions') }
}

function isReadingList(place: ListedPlace): boolean {
  return place.kind === 'state' && (place.state === 'later' || place.state === 'shortlist')
}

const SAMPLE_PAPERS = 10

/** Ten of these places in `ids`, in their order, by a lot that holds for the day. */
function drawn(places: readonly number[], ids: readonly PaperId[], today: string): number[] {
  const lots = new Map(places.map((at) => [at, lotOf(`${today} ${ids[at]}`)]))
  return places
    .toSorted((a, b) => (lots.get(a) ?? 0) - (lots.get(b) ?? 0))
    .slice(0, SAMPLE_PAPERS)
    .toSorted((a, b) => a - b)
}

/** FNV-1a, 32 bit, with the last mix of MurmurHash3 so that neighbours lie far apart. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

function filters(filter: ListFilter): string[] {
  return [
    ...(filter.unread ? ['coalesce(m.read, 0) = 0'] : []),
    ...(filter.hasCode ? ['p.has_code'] : []),
    ...(filter.hasNote ? ['p.id IN (SELECT n.paper_id FROM notes n)'] : []),
  ]
}

function select(store: Store, place: ListedPlace, today: string, nowMs: number): Selection {
  const shown = shownSample(store)
  const here = '(m.snoozed_until IS NULL OR m.snoozed_until <= ?)'
  const papers = (where: string, order: string, ...values: SqlValue[]): Selection => ({
    from: `paper_order p ${JOINS}`,
    where: `${isShown('p.id', shown)} AND ${where}`,
    order,
    values,
  })
  const inOrder = (ids: readonly PaperId[]): Selection => ({
    from: `json_each(?) e JOIN paper_order p ON p.id = e.value ${JOINS}`,
    where: isShown('p.id', shown),
    order: 'e.key',
    values: [JSON.stringify(ids)],
  })
  switch (place.kind) {
    case 'day':
      return {
        from: `day_entries e JOIN paper_order p ON p.id = e.paper_id ${JOINS}`,
        where: 'e.day = ?',
        order: 'e.position, p.id',
        values: [place.day],
      }
    case 'week': {
      const { first, last } = weekDays(place.week)
      return between(first, last, shown)
    }
    case 'month': {
      const { first, last } = monthDays(place.month)
      return between(first, last, shown)
    }
    case 'trending':
      return { from: `trending_entries e JOIN paper_order p ON p.id = e.paper_id ${JOINS}`, where: '1', order: 'e.position', values: [] }
    case 'catch-up':
      return { ...inOrder(place.ids), folded: place.folded }
    case 'rising':
    case 'followed':
    case 'since': {
      const papersOfFeed = feedPapers(store, place, nowMs)
      const gained = Object.fromEntries(papersOfFeed.flatMap(({ id, rise }) => (rise === undefined ? [] : [[id, rise]])))
      return { ...inOrder(papersOfFeed.map(({ id }) => id)), gained }
    }
    case 'inbox':
      return papers(
        `coalesce(m.state, 'inbox') = 'inbox' AND ${here} AND p.id IN (${INBOX_IDS})`,
        'p.newest_day DESC, (SELECT e.position FROM day_entries e WHERE e.day = p.newest_day AND e.paper_id = p.id), p.id',
        today,
        shown,
        inboxSinceShown(store, shown),
      )
    case 'state':
      return place.state === 'later' || place.state === 'shortlist'
        ? papers(`m.state = ? AND ${here}`, 'm.list_position, p.id', place.state, today)
        : papers(`m.state = ? AND ${here}`, 'm.decided_at_ms DESC, p.id DESC', place.state, today)
    case 'snoozed':
      return papers('m.snoozed_until > ?', 'm.snoozed_until, p.id', today)
    case 'notes': {
      const words = (place.text ?? '')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '')
        .slice(0, 20)
      const has = "(n.text LIKE ? ESCAPE '\\' OR p.title LIKE ? ESCAPE '\\')"
      return papers(
        `p.id IN (SELECT paper_id FROM notes) AND EXISTS (SELECT 1 FROM notes n WHERE n.paper_id = p.id${words.map(() => ` AND ${has}`).join('')})`,
        '(SELECT n.updated_at_ms FROM notes n WHERE n.paper_id = p.id) DESC, p.id',
        ...words.flatMap((word) => Array<string>(2).fill(`%${word.replace(/[\\%_]/g, '\\$&')}%`)),
      )
    }
    case 'tag':
      return papers(
        'p.id IN (SELECT pt.paper_id FROM paper_tags pt JOIN tags t ON t.id = pt.tag_id WHERE t.name = ?)',
        'p.newest_day DESC, p.votes DESC, p.id DESC',
        place.tag,
      )
    case 'sample':
      return {
        from: `day_entries e JOIN paper_order p ON p.id = e.paper_id ${JOINS}`,
        where: "p.id GLOB 'sample-*' AND NOT EXISTS (SELECT 1 FROM library_facts WHERE key = 'samples_removed')",
        order: 'e.day DESC, e.position',
        values: [],
      }
    case 'all':
      return papers('1', 'p.newest_day DESC, p.votes DESC, p.id DESC')
  }
}

/** The narrow line of a paper is read here, never its wide one. */
const JOINS = 'LEFT JOIN marks m ON m.paper_id = p.id'

/** Days newest first, each in the source's order; a paper of two days stands in the newer one. */
function between(first: string, last: string, shown: number): Selection {
  return {
    from: `day_entries e JOIN paper_order p ON p.id = e.paper_id ${JOINS}`,
    where: `${isShown('p.id', shown)} AND e.day BETWEEN ? AND ? AND e.day = (SELECT max(o.day) FROM day_entries o WHERE o.paper_id = p.id AND o.day BETWEEN ? AND ?)`,
    order: 'e.day DESC, e.position, p.id',
    values: [first, last, first, last],
  }
}

function fetchedAt({ sql }: Store, place: ListedPlace): number | null {
  const row =
    place.kind === 'day'
      ? sql.prepare('SELECT fetched_at_ms FROM days WHERE day = ?').get(place.day)
      : place.kind === 'trending'
        ? sql.prepare('SELECT min(fetched_at_ms) AS fetched_at_ms FROM trending_entries').get()
        : undefined
  return row ? numberOrNull(row, 'fetched_at_ms') : null
}
