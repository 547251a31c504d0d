// Owns time in tests: it stands still until a test moves it, and wakes sleepers in the order they asked for.
import type { Clock } from '#core/ports.ts'

export const TEST_NOW_MS = Date.parse('2026-11-20T12:00:00Z')

/** Turns of the event loop given to whoever was woken, so that it can do its work and fall asleep again. */
const TURNS_PER_STEP = 8

interface Sleeper {
  wakeAtMs: number
  order: number
  wake(): void
}

export class FakeClock implements Clock {
  #nowMs: number
  #order = 0
  #sleepers: Sleeper[] = []

  constructor(nowMs = TEST_NOW_MS) {
    this.#nowMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  sleep(ms: number, { signal }: { signal: AbortSignal }): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error)
        return
      }
      const sleeper: Sleeper = { wakeAtMs: this.#nowMs + Math.max(0, ms), order: (this.#order += 1), wake: () => undefined }
      const onAbort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal.reason as Error)
      }
      sleeper.wake = () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#sleepers.push(sleeper)
    })
  }

  /** How many sleeps have not ended. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  /** When the next sleeper wakes, in milliseconds since the epoch; null when nobody sleeps. */
  get nextWakeMs(): number | null {
    return this.#next()?.wakeAtMs ?? null
  }

  /** Moves time on by `ms`, stopping at every sleeper on the way; sleeps begun meanwhile count too. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms
    await turns(TURNS_PER_STEP)
    for (let sleeper = this.#next(); sleeper && sleeper.wakeAtMs <= endMs; sleeper = this.#next()) {
      this.#nowMs = sleeper.wakeAtMs
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
      sleeper.wake()
      await turns(TURNS_PER_STEP)
    }
    this.#nowMs = endMs
    await turns(TURNS_PER_STEP)
  }

  /** Moves time to the next sleeper and wakes it; false when nobody sleeps. */
  async advanceToNext(): Promise<boolean> {
    const next = this.#next()
    if (!next) return false
    await this.advance(next.wakeAtMs - this.#nowMs)
    return true
  }

  /** Sets the wall clock without waking anyone, as a person or a time server does. */
  jumpTo(nowMs: number): void {
    const shiftMs = nowMs - this.#nowMs
    this.#nowMs = nowMs
    for (const sleeper of this.#sleepers) sleeper.wakeAtMs += shiftMs
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined
    for (const sleeper of this.#sleepers) {
      if (!next || sleeper.wakeAtMs < next.wakeAtMs || (sleeper.wakeAtMs === next.wakeAtMs && sleeper.order < next.order)) next = sleeper
    }
    return next
  }
}

/** Lets everything that is ready run: `count` macrotasks with all their microtasks. */
export async function turns(count = 1): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
