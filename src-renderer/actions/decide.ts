// Owns the decisions: shown in the same frame, sent in order, taken back with a sentence when they fail.
import { untilDay } from '../words/days.ts'
import type { Done } from '#contract/api.ts'
import type { Day } from '#domain/day.ts'
import { type PaperState, STATE_TITLES } from '#domain/marks.ts'
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import { client } from '../app/client.ts'
import { nowMs, today } from '../state/clock.ts'
import { currentList, indexIn, listsDecidedOnly, listsUndecidedOnly, type PaperList, undecidedCount } from '../state/lists.ts'
import { papers, type RowPatch } from '../state/papers.ts'
import { mark, reveal, usePlace } from '../state/place.ts'
import { reportFailure, say, showToast } from '../state/toasts.ts'
import { type Sitting, useWindow } from '../state/window.ts'
import { carryThrough } from '../state/work.ts'
import { counted, wholeCount } from '#domain/counted.ts'
import { isDecided, placeTitle } from '../words/places.ts'
import { rememberStep } from './steps.ts'
import { selectIndex, selectInList, targets, undecidedFrom } from './targets.ts'

const DEEDS: Record<PaperState, string> = {
  inbox: 'Back in the inbox',
  later: 'Saved to Later',
  shortlist: 'Saved to Shortlist',
  archive: 'Archived',
  dismissed: 'Dismissed',
}

/** So many papers take a while, which is shown, and can be stopped. */
const LONG_FROM = 1_000

/** Gives the papers at hand a state and goes on to the next undecided one. */
export function decide(state: PaperState): void {
  const ids = targets()
  if (ids.length === 0) return
  record(ids, state === 'inbox' ? null : state)
  const patch: RowPatch = { state, snoozedUntil: null }
  carryOut(ids, patch, { deed: DEEDS[state], advance: state !== 'inbox' }, (options) =>
    client.call('triage.decide', { ids, state }, options),
  )
}

/** Sends the papers away until a day; null brings them back. */
export function snooze(ids: PaperId[], until: Day | null): void {
  if (ids.length === 0) return
  if (until !== null) record(ids, 'snoozed')
  const deed = until === null ? 'Brought back' : `Snoozed until ${untilDay(until, today())}`
  carryOut(ids, { snoozedUntil: until }, { deed, advance: until !== null }, (options) =>
    client.call('triage.snooze', { ids, until }, options),
  )
}

/** Marks as read unless all of them are. */
export function toggleRead(): void {
  const ids = targets()
  if (ids.length === 0) return
  const read = !ids.every((id) => papers.get(id)?.read)
  carryOut(ids, { read }, { deed: read ? 'Marked as read' : 'Marked as unread', advance: false }, (options) =>
    client.call('triage.setRead', { ids, read }, options),
  )
}

/**
 * Shows a change at once, sends the call, says what happened. Whatever core answers is what stays: a failure brings
 * back what was there and is told with its own sentence.
 */
export function carryOut(
  ids: readonly PaperId[],
  patch: Parameters<typeof papers.patch>[1],
  { deed, advance }: { deed: string; advance: boolean },
  call: (options: { signal?: AbortSignal }) => Promise<Done>,
): void {
  const { place, selectedId } = usePlace.getState()
  const before = currentList()
  const next = before && advance ? nextAfter(before, ids) : -1
  // first, so that the list finds the selected paper where it looks, not by looking everywhere; seen once the list is as it is to be
  if (next >= 0) selectIndex(next, { reveal: false })
  const token = papers.patch(ids, patch)
  if (next >= 0) reveal()
  if (advance) mark(new Set())
  say(spoken(deed, ids.length))

  const title = `Working on ${wholeCount(ids.length)} papers`
  const sent = ids.length < LONG_FROM ? call({}) : carryThrough(title, call, ({ total }) => total === ids.length)
  sent.then(
    (done) => {
      papers.settle(token, ids, true)
      if (done.historyId !== null) rememberStep(done.historyId, place)
      showToast({ sentence: done.sentence, undo: done.historyId !== null })
    },
    (thrown: unknown) => {
      if (toFailure(thrown).code === 'cancelled') say('Stopped; everything is as it was.')
      papers.settle(token, ids, false)
      reportFailure(thrown)
      if (selectedId !== null && usePlace.getState().place === place) selectInList(selectedId)
    },
  )
}

/**
 * Where the next paper stands that waits for a decision: below, else above; where nothing is undecided, the next one of the list; -1 where none
 * is to be selected.
 */
function nextAfter(list: PaperList, ids: readonly PaperId[]): number {
  const leaving = new Set(ids)
  const { selectedId, selectedIndex } = usePlace.getState()
  const at = indexIn(list.ids, selectedId, selectedIndex)
  if (at < 0) return -1
  const undecided = undecidedFrom(list, at, 1, leaving)
  if (undecided >= 0) return undecided
  const earlier = undecidedFrom(list, at, -1, leaving)
  if (earlier >= 0) return earlier
  const isLeaving = listsDecidedOnly(list) || listsUndecidedOnly(list)
  if (!isLeaving) return at
  const stays = (id: PaperId): boolean => !leaving.has(id)
  const below = list.ids.findIndex((id, index) => index > at && stays(id))
  return below >= 0 ? below : list.ids.findLastIndex((id, index) => index < at && stays(id))
}

/** "Saved to Later, 37 left" */
function spoken(deed: string, count: number): string {
  const list = currentList()
  const what = count > 1 ? `${deed}: ${counted(count, 'paper')}` : deed
  if (list?.status !== 'ready') return what
  if (list.place.kind === 'state') return `${what}, ${wholeCount(list.ids.length)} in ${STATE_TITLES[list.place.state]}`
  const left = undecidedCount(list)
  if (list.place.kind === 'search' || list.place.kind === 'snoozed') return what
  if (left > 0) return `${what}, ${wholeCount(left)} left`
  return `${what}, nothing left to decide ${list.place.kind === 'day' ? 'on' : 'in'} ${placeTitle(list.place, today().slice(0, 4))}`
}

function record(ids: readonly PaperId[], outcome: 'later' | 'shortlist' | 'archive' | 'dismissed' | 'snoozed' | null): void {
  const { triage } = useWindow.getState()
  if (!triage) return
  const decided = new Map(triage.decided)
  for (const id of ids) {
    if (outcome === null) decided.delete(id)
    else decided.set(id, outcome)
  }
  const sitting: Sitting = { ...triage, decided, lastAtMs: nowMs() }
  useWindow.setState({ triage: sitting, more: false })
}

/** What undo gave back no longer counts as decided in this sitting. */
export function forgetUndone(ids: readonly PaperId[]): void {
  const { triage } = useWindow.getState()
  const undone = ids.filter((id) => {
    const row = papers.get(id)
    return row !== undefined && !isDecided(row, today())
  })
  if (triage && undone.length > 0) record(undone, null)
}
