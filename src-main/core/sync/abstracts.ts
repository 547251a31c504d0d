// Owns the fetching of arXiv's own abstracts: papers in view first, then saved ones, then the recent days; gently.
import { addDays, feedDayAt } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { arxivQueryUrl, MAX_BATCH, parseArxivFeed } from '../source/arxiv.ts'
import {
  nextTryAtMs,
  nextWanted,
  postponeWanted,
  storeArxivRecords,
  wantedCount,
  wantSavedAndRecent,
  wantVersionsOfFiles,
} from '../storage/arxiv-rows.ts'
import { WINDOW_DAYS } from './plan.ts'
import type { SyncWork } from './work.ts'

/** Papers in one request after none, one, or more failures in a row: one bad id must not cost the others. */
const BATCH_SIZES = [MAX_BATCH, 10, 1] as const

/** How often the records of papers whose PDF is on disk are read again. */
const VERSIONS_MS = 7 * 86_400_000

/** What is remembered from one try to the next. */
export interface AbstractsMemory {
  failures: number
}

/**
 * Works through the queue; gives the milliseconds until the next paper may be asked for, null when none waits. Throws the first failure:
 * the next try asks for fewer papers at once.
 */
export async function fetchAbstracts(work: SyncWork, memory: AbstractsMemory, { signal }: { signal: AbortSignal }): Promise<number | null> {
  const { store, http } = work
  const { clock } = work.ports
  wantSavedAndRecent(store, addDays(feedDayAt(clock.nowMs()), 1 - WINDOW_DAYS))
  wantVersionsOfFiles(store, clock.nowMs() - VERSIONS_MS)
  let done = 0
  if (nextWanted(store, clock.nowMs(), 1).length > 0)
    work.board.begin('abstracts', { done, total: wantedCount(store), unit: 'papers', at: null })
  try {
    for (;;) {
      // what is wanted most can change while the turn is waited for
      await http.untilFree({ source: 'arxiv', url: work.settings().arxivUrl }, { signal })
      const batch = nextWanted(store, clock.nowMs(), BATCH_SIZES[memory.failures] ?? 1)
      if (batch.length === 0) break
      try {
        done += await fetchBatch(work, batch, signal)
        memory.failures = Math.max(0, memory.failures - 1)
      } catch (thrown) {
        if (thrown instanceof DogearError && thrown.code === 'upstream') {
          memory.failures = Math.min(memory.failures + 1, BATCH_SIZES.length - 1)
          if (batch.length === 1) postponeWanted(store, batch, clock.nowMs())
        }
        throw thrown
      }
      work.changes.activity()
      work.board.advance('abstracts', { done, total: done + wantedCount(store) })
      await work.ports.yieldTurn()
    }
  } finally {
    work.changes.flush()
    work.board.end('abstracts')
  }
  const next = nextTryAtMs(store)
  return next === null ? null : Math.max(0, next - clock.nowMs())
}

/** Asks for these papers; those that the answer leaves out are postponed. Gives how many were stored. */
async function fetchBatch(work: SyncWork, ids: readonly string[], signal: AbortSignal): Promise<number> {
  const { store, ports } = work
  const answer = await work.http.get(
    {
      source: 'arxiv',
      url: arxivQueryUrl(work.settings().arxivUrl, ids),
      why: ids.length === 1 ? 'abstract of one paper' : `abstracts of ${ids.length} papers`,
      accept: 'application/atom+xml',
      read: parseArxivFeed,
    },
    { signal },
  )
  await ports.yieldTurn()
  const asked = new Set(ids)
  const records = (answer.value ?? []).filter((record) => asked.has(record.id))
  const changedIds = storeArxivRecords(store, records, ports.clock.nowMs())
  const answered = new Set(records.map((record) => record.id))
  const missing = ids.filter((id) => !answered.has(id))
  if (missing.length > 0) postponeWanted(store, missing, ports.clock.nowMs())
  work.changes.add({ changedIds, papersAdded: 0, listChanged: false })
  return records.length
}
