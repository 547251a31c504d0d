// Owns sync as the rest of the program sees it: run, cancel, wake, status, and the background work behind them.
import type { ActivityEntry, SetAsideRow, SyncReport, SyncStatus, Topic } from '#contract/api.ts'
import { addDays, type Day, feedDayAt } from '#domain/day.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import { untilAborted } from '../source/abort.ts'
import { createHttp, type RequestRecord, type SourceHttp } from '../source/http.ts'
import { tokenFor } from '../source/token.ts'
import { wantedCount, wantInView } from '../storage/arxiv-rows.ts'
import { outsideTransaction } from '../storage/outside-transaction.ts'
import type { Store } from '../storage/store.ts'
import { countOutside, readActivity, readFact, recordRequest, writeFact } from '../storage/sync-rows.ts'
import { fetchAbstracts } from './abstracts.ts'
import { archiveState, fillArchive } from './archive.ts'
import { WINDOW_DAYS } from './plan.ts'
import { LAST_SYNCED, type RunOutcome, runRange, runRecent } from './recent.ts'
import { type Background, FIRST_RETRY_MS, nextSyncDelayMs, startBackground } from './schedule.ts'
import { StatusBoard } from './status.ts'
import { ChangeTeller, type SyncWork } from './work.ts'

const ARXIV_LAST_SENT = 'arxivLastSentMs'
/** A wake within this time of the last sync fetches nothing new. */
const FRESH_MS = 10 * 60_000

/** Without days: the last 14, with what is trending unless `trending` is false. */
export interface SyncRange {
  from?: Day | undefined
  to?: Day | undefined
  trending?: boolean
}

export interface Sync {
  /** The one door to the sources: whoever else asks them keeps to the same lanes and the same list of requests. */
  readonly http: SourceHttp

  status(): SyncStatus
  /** Without days: the last 14 and what is trending. Throws `offline`, `rate-limited`, `upstream`, `cancelled` or what storing throws. */
  run(range: SyncRange, options: { signal: AbortSignal }): Promise<SyncReport>
  /** Stops all that runs now; what is stored stays, and the next sync goes on from there. */
  cancel(): void
  /** The network may be back, or the machine woke: what waits is tried now. */
  wake(): void
  /** Begins the schedule: at once, every few hours, then the archive and the abstracts. */
  start(): void
  inView(ids: readonly PaperId[]): void
  activity(options: { limit: number }): { entries: ActivityEntry[]; setAside: SetAsideRow[] }
  settingsChanged(): void
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>
}

export interface SyncParts {
  store: Store
  ports: Ports
  settings: () => CoreSettings
  onChanged(topics: Topic[], ids: PaperId[] | null): void
  onStatus(status: SyncStatus): void
}

interface SharedRun {
  outcome: Promise<RunOutcome>
  waiting: number
  stop: AbortController
}

export function createSync({ store, ports, settings, onChanged, onStatus }: SyncParts): Sync {
  const { clock } = ports
  const loops: Background[] = []
  const running = new Map<AbortController, Promise<unknown>>()
  let background: { recent: Background; archive: Background; abstracts: Background } | null = null
  const abstractsMemory = { failures: 0 }
  let recentRun: SharedRun | null = null
  let closed = false

  const lastSyncedAtMs = (): number | null => numberFact(LAST_SYNCED)
  const board = new StatusBoard({
    clock,
    networkOn: () => settings().networkOn,
    counts: () => ({ ...countOutside(store), abstracts: wantedCount(store) }),
    lastSyncedAtMs,
    tell: onStatus,
  })
  const http = createHttp({
    ports,
    settings,
    tokenFor: tokenFor(ports.secrets, settings),
    arxivLastSentMs: numberFact(ARXIV_LAST_SENT),
    record,
    onWait: (source, untilMs) => board.wait(source, untilMs),
  })
  const work: SyncWork = { store, ports, settings, http, board, changes: new ChangeTeller(onChanged, () => clock.nowMs()) }
  board.setArchive(archiveState(store))

  function numberFact(key: string): number | null {
    const value = readFact(store, key)
    return typeof value === 'number' ? value : null
  }

  function record({ source, ...entry }: RequestRecord): void {
    try {
      outsideTransaction(store, () => {
        recordRequest(store, entry)
        if (source === 'arxiv') writeFact(store, ARXIV_LAST_SENT, entry.atMs + entry.ms)
      })
    } catch (thrown) {
      ports.log({ level: 'warning', event: 'request-not-listed', facts: { code: toFailure(thrown).code } })
    }
    // after an outage everything that waited goes on
    if (source === 'hugging-face' && entry.status !== null && board.heard()) kickAll()
  }

  /** Runs something that `cancel` and `close` stop, and that the caller's signal stops. */
  async function stoppable<T>(run: (signal: AbortSignal) => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
    const stop = new AbortController()
    const outcome = run(AbortSignal.any([signal, stop.signal]))
    running.set(stop, outcome)
    try {
      return await outcome
    } finally {
      running.delete(stop)
    }
  }

  /** One run at a time for the recent days: whoever asks meanwhile gets the same answer. It stops when nobody waits for it any more. */
  async function sharedRecent({ signal }: { signal: AbortSignal }): Promise<RunOutcome> {
    let shared = recentRun
    if (!shared) {
      const stop = new AbortController()
      shared = { stop, waiting: 0, outcome: stoppable(async (inner) => await runRecent(work, { signal: inner }), { signal: stop.signal }) }
      const mine = shared
      recentRun = mine
      const forget = (): void => {
        if (recentRun === mine) recentRun = null
      }
      mine.outcome.then(forget, forget)
    }
    shared.waiting += 1
    try {
      return await untilAborted(shared.outcome, signal)
    } finally {
      shared.waiting -= 1
      if (shared.waiting === 0) {
        shared.stop.abort(stopped())
        if (recentRun === shared) recentRun = null
      }
    }
  }

  /** Joins the run that goes on; what that asked in vain before it was joined is asked once more. */
  async function recentByHand({ signal }: { signal: AbortSignal }): Promise<RunOutcome> {
    if (recentRun === null) return await sharedRecent({ signal })
    try {
      const joined = await sharedRecent({ signal })
      if (!joined.failure) return joined
    } catch (thrown) {
      // a source that asks Dogear to wait is not asked sooner because the reader asks
      if (!(thrown instanceof DogearError) || thrown.code !== 'upstream') throw thrown
    }
    return await sharedRecent({ signal })
  }

  async function run(range: SyncRange, { signal }: { signal: AbortSignal }): Promise<SyncReport> {
    signal.throwIfAborted()
    try {
      const { report, failure } =
        range.from !== undefined || range.to !== undefined
          ? await rangeRun(range, signal)
          : range.trending === false
            ? await stoppable(async (inner) => await runRecent(work, { signal: inner, trending: false }), { signal })
            : await recentByHand({ signal })
      if (failure) failedByHand(failure)
      else board.succeed('days')
      board.tell()
      kickFollowers()
      return report
    } catch (thrown) {
      if (!isStop(thrown) && !signal.aborted) failedByHand(thrown)
      throw thrown
    }
  }

  function failedByHand(thrown: unknown): void {
    const failure = toFailure(thrown)
    const retryAtMs = background && failure.retryable ? clock.nowMs() + FIRST_RETRY_MS : null
    board.fail('days', failure, retryAtMs)
    if (retryAtMs !== null) background?.recent.within(FIRST_RETRY_MS)
  }

  async function rangeRun({ from, to }: SyncRange, signal: AbortSignal): Promise<RunOutcome> {
    const last = to ?? feedDayAt(clock.nowMs())
    const first = from ?? addDays(last, 1 - WINDOW_DAYS)
    return await stoppable(async (inner) => await runRange(work, first, last, { signal: inner }), { signal })
  }

  function start(): void {
    if (background || closed) return
    const loop = (
      phase: NonNullable<SyncStatus['phase']>,
      run: (options: { signal: AbortSignal }) => Promise<number | null>,
    ): Background => {
      const started = startBackground({
        clock,
        random: ports.random,
        atOnce: phase === 'days',
        afterStopMs: () => (phase === 'days' ? nextSyncDelayMs(clock.nowMs(), settings().syncEveryHours) : null),
        work: async (options) => {
          const delayMs = await run(options)
          board.succeed(phase)
          return delayMs
        },
        onFailure: (thrown, retryAtMs) => {
          const failure = toFailure(thrown)
          if (failure.code === 'internal') ports.log({ level: 'error', event: 'sync-failed', facts: { detail: failure.detail ?? null } })
          board.fail(phase, failure, retryAtMs)
        },
      })
      loops.push(started)
      return started
    }
    background = {
      recent: loop('days', async (options) => {
        if (!settings().networkOn) return null
        const { failure } = await sharedRecent(options)
        if (failure) throw failure
        board.tell()
        kickFollowers()
        return nextSyncDelayMs(clock.nowMs(), settings().syncEveryHours)
      }),
      archive: loop('archive', async (options) => {
        if (settings().networkOn && settings().fillArchive) await stoppable(async (signal) => await fillArchive(work, { signal }), options)
        return null
      }),
      abstracts: loop('abstracts', async (options) => {
        if (!settings().networkOn || !settings().fetchArxiv) return null
        return await stoppable(async (signal) => await fetchAbstracts(work, abstractsMemory, { signal }), options)
      }),
    }
  }

  function kickFollowers(): void {
    background?.archive.kick()
    background?.abstracts.kick()
  }

  function kickAll(): void {
    // a run that goes on right now brings what is new
    if (recentRun === null) background?.recent.kick()
    kickFollowers()
  }

  function stopAll(reason: DogearError): void {
    for (const one of loops) one.stop(reason)
    for (const stop of running.keys()) stop.abort(reason)
  }

  return {
    http,
    status: () => board.snapshot(),
    run,
    start,
    cancel: () => stopAll(stopped()),
    wake: () => {
      const synced = lastSyncedAtMs()
      const sinceMs = synced === null ? Number.POSITIVE_INFINITY : Math.abs(clock.nowMs() - synced)
      const isFresh = sinceMs < FRESH_MS && board.snapshot().lastFailure === null
      if (isFresh) kickFollowers()
      else kickAll()
    },
    inView: (ids) => {
      if (!settings().fetchArxiv) return
      try {
        if (wantInView(store, ids) > 0) background?.abstracts.kick()
      } catch (thrown) {
        // a wish, not a change of the reader's: it comes again with the next look at the paper
        ports.log({ level: 'warning', event: 'abstracts-not-queued', facts: { code: toFailure(thrown).code } })
      }
    },
    activity: ({ limit }) => readActivity(store, limit),
    settingsChanged: () => {
      // what failed under the old settings says nothing about the new ones
      for (const phase of ['days', 'archive', 'abstracts'] as const) board.succeed(phase)
      if (settings().networkOn) kickAll()
      else stopAll(stopped())
      board.tell()
    },
    close: async () => {
      closed = true
      stopAll(new DogearError('cancelled', 'Dogear is closing.'))
      await Promise.allSettled([...loops.map(async (one) => await one.close()), ...running.values()])
    },
  }
}

function stopped(): DogearError {
  return new DogearError('cancelled', 'Stopped. What is stored stays; the next sync goes on from there.')
}

function isStop(thrown: unknown): boolean {
  return thrown instanceof DogearError ? thrown.code === 'cancelled' : thrown instanceof Error && thrown.name === 'AbortError'
}
