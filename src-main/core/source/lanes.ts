// Owns whose turn it is: one request at a time to each host, everything for arXiv in one lane with 3 s between two.
import type { Clock } from '../ports.ts'
import { untilAborted } from './abort.ts'
import { LONGEST_WAIT_MS } from './rate-limit.ts'

/** arXiv's terms: one request each three seconds, one connection, for everything that asks it. */
export const ARXIV_SPACING_MS = 3_000
/** A shorter wait is not worth telling. */
const NOTICED_MS = 5_000

export interface Lane {
  /** Settles when the request before is done. */
  tail: Promise<void>
  spacingMs: number
  /** When the last request was sent, or better, when its answer began. */
  lastSentMs: number
  notBeforeMs: number
}

export type Lanes = Map<string, Lane>

export function newLane(spacingMs: number, lastSentMs: number | null): Lane {
  return { tail: Promise.resolve(), spacingMs, lastSentMs: lastSentMs ?? Number.NEGATIVE_INFINITY, notBeforeMs: 0 }
}

/** A host has one lane; arXiv's hosts share the one that is already there under `arxiv`. */
export function laneFor(lanes: Lanes, source: string, url: string): Lane {
  const { host, hostname } = new URL(url)
  const name = source === 'arxiv' || hostname === 'arxiv.org' || hostname.endsWith('.arxiv.org') ? 'arxiv' : host
  const lane = lanes.get(name) ?? newLane(0, null)
  lanes.set(name, lane)
  return lane
}

/** Runs `work` after everything that queued up before it; an aborted wait leaves the queue as it was. */
export async function runInLane<T>(lane: Lane, work: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
  const before = lane.tail
  let leave = (): void => undefined
  const mine = new Promise<void>((resolve) => (leave = resolve))
  lane.tail = before.then(async () => await mine)
  try {
    await untilAborted(before, signal)
    return await work()
  } finally {
    leave()
  }
}

/** Sleeps until this lane may send again. */
export async function waitForTurn(
  lane: Lane,
  clock: Clock,
  onWait: ((untilMs: number | null) => void) | undefined,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted()
  let told = false
  try {
    for (;;) {
      const now = clock.nowMs()
      // a clock that was set back must not turn seconds into a year
      if (lane.notBeforeMs - now > LONGEST_WAIT_MS) lane.notBeforeMs = now
      const sinceLast = now < lane.lastSentMs ? Number.POSITIVE_INFINITY : now - lane.lastSentMs
      const untilMs = Math.max(lane.notBeforeMs, now + lane.spacingMs - sinceLast)
      if (untilMs <= now) return
      if (untilMs - now >= NOTICED_MS && !told) {
        told = true
        onWait?.(untilMs)
      }
      await clock.sleep(untilMs - now, { signal })
    }
  } finally {
    if (told) onWait?.(null)
  }
}
