// Owns one run of sync: the last 14 days with what is trending, or the days that were asked for.
import type { SyncReport } from '#contract/api.ts'
import { type Day, feedDayAt, FIRST_FEED_DAY } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { writeFact } from '../storage/sync-rows.ts'
import { fetchDay, fetchMonth, fetchTrending, inSteps, Tally } from './fetch-days.ts'
import { rangePlan, windowDays } from './plan.ts'
import type { SyncWork } from './work.ts'

export const LAST_SYNCED = 'lastSyncedAtMs'
/** The newest day that the source accepted: what the archive is counted from, whatever this machine's clock says. */
export const NEWEST_DAY = 'newestAcceptedDay'

export interface RunOutcome {
  report: SyncReport
  /** Set when some of it could not be read and has to be tried again. */
  failure: DogearError | null
}

/** Fetches the last 14 days, newest first, then what is trending unless that is left out. */
export async function runRecent(
  work: SyncWork,
  { signal, trending = true }: { signal: AbortSignal; trending?: boolean },
): Promise<RunOutcome> {
  const feedDay = feedDayAt(work.ports.clock.nowMs())
  const days = windowDays(feedDay)
  if (days.length === 0) {
    throw new DogearError(
      'invalid-input',
      `The clock of this computer says ${feedDay}, before the first Daily Papers. Set it right, then sync again.`,
      { retryable: true },
    )
  }
  return await run(work, days.length, days[0] ?? null, async (tally) => {
    let newest: Day | null = null
    const failure = await inSteps(trending ? [...days, null] : days, async (day, done) => {
      work.board.advance('days', { at: day, done })
      if (day === null) return await fetchTrending(work, tally, { signal })
      const before = tally.rows
      if ((await fetchDay(work, day, tally, { signal })) && newest === null) {
        newest = day
        writeFact(work.store, NEWEST_DAY, day)
      }
      work.board.advance('days', { done: done + 1 }, tally.rows - before)
    })
    if (newest === null && failure === null) {
      throw new DogearError(
        'invalid-input',
        `The clock of this computer says ${feedDay}, but Hugging Face is not that far yet. Set it right, then sync again.`,
        { retryable: true },
      )
    }
    if (failure === null) writeFact(work.store, LAST_SYNCED, work.ports.clock.nowMs())
    return failure
  })
}

/** Fetches the days from `from` to `to`, as far as the feed has them. */
export async function runRange(work: SyncWork, from: Day, to: Day, { signal }: { signal: AbortSignal }): Promise<RunOutcome> {
  if (from > to) throw new DogearError('invalid-input', `The first day, ${from}, is after the last, ${to}.`)
  const feedDay = feedDayAt(work.ports.clock.nowMs())
  const plan = rangePlan(from, to, feedDay)
  const total = plan.days.length + plan.months.reduce((sum, { days }) => sum + days.length, 0)
  if (total === 0)
    throw new DogearError('invalid-input', `The feed has the days from ${FIRST_FEED_DAY} to ${feedDay}; none of them was asked for.`)
  return await run(work, total, plan.days[0] ?? plan.months[0]?.month ?? null, async (tally) => {
    let done = 0
    return await inSteps([...plan.days, ...plan.months], async (step) => {
      if (typeof step === 'string') {
        work.board.advance('days', { at: step, done: done++ })
        const before = tally.rows
        await fetchDay(work, step, tally, { signal })
        work.board.advance('days', { done }, tally.rows - before)
      } else {
        work.board.advance('days', { at: step.month })
        await fetchMonth(work, step, tally, (_day, papers) => work.board.advance('days', { done: ++done }, papers), { signal })
      }
    })
  })
}

async function run(
  work: SyncWork,
  total: number,
  first: string | null,
  fetch: (tally: Tally) => Promise<DogearError | null>,
): Promise<RunOutcome> {
  const { clock } = work.ports
  const startedMs = clock.nowMs()
  const sentBefore = work.http.sent()
  const tally = new Tally()
  work.board.begin('days', { done: 0, total, unit: 'days', at: first })
  try {
    const failure = await fetch(tally)
    const { days, rows, setAside, papers } = tally
    const report = {
      days,
      papers: papers.size,
      rows,
      setAside,
      requests: work.http.sent() - sentBefore,
      ms: Math.max(0, clock.nowMs() - startedMs),
    }
    return { report, failure }
  } finally {
    work.changes.activity()
    work.changes.flush()
    work.board.end('days')
  }
}
