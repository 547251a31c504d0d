// Owns the filling of the archive: month by month, newest first, back to the first day; whatever stops it, it goes on from the days stored.
import type { Day } from '#domain/day.ts'
import { isDay } from '#domain/day.ts'
import { fetchedDays, readFact } from '../storage/sync-rows.ts'
import type { Store } from '../storage/store.ts'
import { fetchMonth, inSteps, Tally } from './fetch-days.ts'
import { archiveMonths, archivePlan } from './plan.ts'
import { NEWEST_DAY } from './recent.ts'
import type { SyncWork } from './work.ts'

/** How much of the archive is there, in months; zeros until the source accepted a first day. */
export function archiveState(store: Store): { doneMonths: number; totalMonths: number } {
  const newest = newestDay(store)
  if (newest === null) return { doneMonths: 0, totalMonths: 0 }
  const totalMonths = archiveMonths(newest).length
  return { doneMonths: totalMonths - archivePlan(newest, fetchedDays(store)).length, totalMonths }
}

/** Fetches every month that lacks a day. Throws what stopped it; months that could not be read are left for the next time, and thrown at the end. */
export async function fillArchive(work: SyncWork, { signal }: { signal: AbortSignal }): Promise<void> {
  const newest = newestDay(work.store)
  if (newest === null) return
  const plan = archivePlan(newest, fetchedDays(work.store))
  if (plan.length === 0) return
  const total = plan.reduce((sum, { days }) => sum + days.length, 0)
  const tally = new Tally()
  let done = 0
  work.board.begin('archive', { done, total, unit: 'days', at: plan[0]?.month ?? null })
  try {
    const failure = await inSteps(plan, async (month) => {
      work.board.advance('archive', { at: month.month })
      await fetchMonth(work, month, tally, (_day, papers) => work.board.advance('archive', { done: ++done }, papers), { signal })
      work.board.setArchive(archiveState(work.store))
      work.changes.activity()
    })
    if (failure) throw failure
  } finally {
    work.changes.flush()
    work.board.setArchive(archiveState(work.store))
    work.board.end('archive')
  }
}

function newestDay(store: Store): Day | null {
  const day = readFact(store, NEWEST_DAY)
  return typeof day === 'string' && isDay(day) ? day : null
}
