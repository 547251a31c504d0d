// Owns bringing days into the library: ask, sort a month into its days, store each day in one transaction.
import { type Day, monthOfDay } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { askDay, askMonth, askTrending, type AskOptions } from '../source/daily-papers.ts'
import type { ParsedRows, SourceRow } from '../source/hugging-face.ts'
import { storeDay, type Stored, storeTrending } from '../storage/outside-rows.ts'
import type { MonthPlan } from './plan.ts'
import type { SyncWork } from './work.ts'

/** After this many failures of single days in a row the source is left alone for a while. */
const FAILURES_IN_A_ROW = 3

/** What a run has brought so far. */
export class Tally {
  /** Days with papers. */
  days = 0
  rows = 0
  setAside = 0
  readonly papers = new Set<string>()
}

/** Stores one day; false when the source has no such day yet. */
export async function fetchDay(work: SyncWork, day: Day, tally: Tally, { signal }: { signal: AbortSignal }): Promise<boolean> {
  const parsed = await askDay(day, askOptions(work, signal))
  if (parsed === null) return false
  keepDay(work, day, parsed.rows, parsed.setAside, tally)
  await work.ports.yieldTurn()
  return true
}

/**
 * Stores the planned days of a month from its pages. Pages that leave a row's day open (it says none, or one outside the month, or comes
 * twice) can't be trusted to hold whole days, so the days are asked for one by one. An empty month is asked for twice before it is believed.
 * Calls `onDay` before each day with the papers read since the last call.
 */
export async function fetchMonth(
  work: SyncWork,
  plan: MonthPlan,
  tally: Tally,
  onDay: (day: Day, papers: number) => void,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  let parsed = await askMonth(plan.month, askOptions(work, signal))
  if (parsed !== null && isEmpty(parsed)) parsed = await askMonth(plan.month, askOptions(work, signal))
  if (parsed === null) throw new DogearError('upstream', `Hugging Face has no month ${plan.month}.`, { retryable: true })

  const byDay = Map.groupBy(parsed.rows, (row) => row.day)
  const leavesOpen = [...parsed.rows, ...parsed.setAside].some((row) => row.day === null || monthOfDay(row.day) !== plan.month)
  for (const day of plan.days) {
    signal.throwIfAborted()
    const before = tally.rows
    if (leavesOpen || parsed.repeated > 0) await fetchDay(work, day, tally, { signal })
    else {
      // a month has no order of its own within a day; a day is ordered by votes, so its days are as well
      const rows = (byDay.get(day) ?? []).toSorted((a, b) => b.metrics.votes - a.metrics.votes || a.sourceIndex - b.sourceIndex)
      keepDay(
        work,
        day,
        rows,
        parsed.setAside.filter((row) => row.day === day),
        tally,
      )
      await work.ports.yieldTurn()
    }
    onDay(day, tally.rows - before)
  }
}

export async function fetchTrending(work: SyncWork, tally: Tally, { signal }: { signal: AbortSignal }): Promise<void> {
  const parsed = await askTrending(askOptions(work, signal))
  if (parsed === null) return
  count(work, parsed.rows, parsed.setAside.length, tally, storeTrending(work.store, parsed.rows, work.ports.clock.nowMs(), parsed.setAside))
}

/**
 * Runs steps one after the other and goes on after one whose answer was no use, which is tried again next time; gives the last such failure.
 * What would fail every step (no network, told to wait, no room on the disk, stopped) is thrown at once.
 */
export async function inSteps<T>(steps: readonly T[], run: (step: T, index: number) => Promise<void>): Promise<DogearError | null> {
  let last: DogearError | null = null
  let inARow = 0
  for (const [index, step] of steps.entries()) {
    try {
      await run(step, index)
      inARow = 0
    } catch (thrown) {
      if (!(thrown instanceof DogearError) || thrown.code !== 'upstream') throw thrown
      last = thrown
      inARow += 1
      if (inARow >= FAILURES_IN_A_ROW || steps.length === 1) throw thrown
    }
  }
  return last
}

function keepDay(work: SyncWork, day: Day, rows: readonly SourceRow[], setAside: ParsedRows['setAside'], tally: Tally): void {
  if (rows.length > 0) tally.days += 1
  count(work, rows, setAside.length, tally, storeDay(work.store, day, rows, work.ports.clock.nowMs(), setAside))
}

function count(work: SyncWork, rows: readonly SourceRow[], setAside: number, tally: Tally, stored: Stored): void {
  tally.rows += rows.length
  tally.setAside += setAside
  for (const { paper } of rows) tally.papers.add(paper.id)
  work.changes.add(stored)
}

function isEmpty(parsed: ParsedRows): boolean {
  return parsed.rows.length === 0 && parsed.setAside.length === 0
}

function askOptions(work: SyncWork, signal: AbortSignal): AskOptions {
  return { http: work.http, baseUrl: work.settings().huggingFaceUrl, yieldTurn: work.ports.yieldTurn, signal }
}
