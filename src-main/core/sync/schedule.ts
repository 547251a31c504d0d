// Owns when background work runs: when it is due, when it is kicked, and later and later while it fails.
import { DogearError } from '#domain/errors.ts'
import { feedDayAt } from '#domain/day.ts'
import type { Clock, Random } from '../ports.ts'

export const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 15 * 60_000
/** Longest single sleep: a machine that was suspended, or a clock that was set, is noticed within this time. */
const LONGEST_SLEEP_MS = 5 * 60_000
/** How far apart the moments are at which a new feed day is looked for. */
const FEED_DAY_STEP_MS = 5 * 60_000

export interface BackgroundParts {
  clock: Clock
  random: Random
  /** Gives the milliseconds until it wants to run again; null: when it is kicked. */
  work(options: { signal: AbortSignal }): Promise<number | null>
  /** Begins without a kick. */
  atOnce: boolean
  /** Milliseconds until it runs again after it was stopped; null: when it is kicked. */
  afterStopMs(): number | null
  /** Not called when the work was stopped. */
  onFailure(thrown: unknown, retryAtMs: number): void
}

export interface Background {
  /** Runs the work at once, or again as soon as it is done when it is running. */
  kick(): void
  /** Makes it due this soon, if it is not due sooner. */
  within(ms: number): void
  /** Stops the work that runs now. */
  stop(reason: Error): void
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>
}

export function startBackground(parts: BackgroundParts): Background {
  const { clock } = parts
  let closed = false
  let kicked = parts.atOnce
  let dueMs = Number.POSITIVE_INFINITY
  let sleeper = new AbortController()
  let worker = new AbortController()

  async function loop(): Promise<void> {
    let failures = 0
    while (!closed) {
      if (!kicked && clock.nowMs() < dueMs) {
        await rest()
        continue
      }
      kicked = false
      worker = new AbortController()
      try {
        const delayMs = await parts.work({ signal: worker.signal })
        failures = 0
        dueMs = delayMs === null ? Number.POSITIVE_INFINITY : clock.nowMs() + Math.max(delayMs, 1000)
      } catch (thrown) {
        if (worker.signal.aborted) {
          dueMs = clock.nowMs() + (parts.afterStopMs() ?? Number.POSITIVE_INFINITY)
          continue
        }
        failures += 1
        dueMs = clock.nowMs() + retryDelayMs(failures, parts.random)
        parts.onFailure(thrown, dueMs)
      }
    }
  }

  async function rest(): Promise<void> {
    sleeper = new AbortController()
    const beganMs = clock.nowMs()
    await clock.sleep(Math.min(dueMs - beganMs, LONGEST_SLEEP_MS), { signal: sleeper.signal }).catch(() => undefined)
    // the clock was set back: what was a short wait must not become a long one
    if (clock.nowMs() < beganMs && Number.isFinite(dueMs)) dueMs += clock.nowMs() - beganMs
  }

  const done = loop()
  return {
    kick: () => {
      kicked = true
      sleeper.abort(new DogearError('cancelled', 'There is something to do.'))
    },
    within: (ms) => {
      dueMs = Math.min(dueMs, clock.nowMs() + ms)
      sleeper.abort(new DogearError('cancelled', 'It is due sooner.'))
    },
    stop: (reason) => worker.abort(reason),
    close: async () => {
      closed = true
      worker.abort(new DogearError('cancelled', 'Dogear is closing.'))
      sleeper.abort(new DogearError('cancelled', 'Dogear is closing.'))
      await done
    },
  }
}

/** 30 s, 1 min, 2 min … 15 min, a quarter more or less by chance so that not everyone comes back at once. */
export function retryDelayMs(failures: number, random: Random): number {
  const base = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS)
  return Math.round(base * (0.75 + random.fraction() / 2))
}

/** Milliseconds until the next sync: after `hours`, or a few minutes after the feed's day has turned when that is sooner. */
export function nextSyncDelayMs(nowMs: number, hours: number): number {
  const everyMs = hours * 3_600_000
  const today = feedDayAt(nowMs)
  for (let ms = FEED_DAY_STEP_MS; ms < everyMs; ms += FEED_DAY_STEP_MS) {
    if (feedDayAt(nowMs + ms) !== today) return ms + FEED_DAY_STEP_MS
  }
  return everyMs
}
