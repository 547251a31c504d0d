// Owns when the library is looked after by itself: copied, and its history kept within bounds, a while after the start and then each hour.
import { toFailure } from '#domain/errors.ts'
import type { Ports } from './ports.ts'

/** The start belongs to the reader. */
const AFTER_START_MS = 30_000
const BETWEEN_LOOKS_MS = 3_600_000

export interface DailyBackup {
  start(): void
  /** Waits for a copy that is being made. */
  close(): Promise<void>
}

/** `prune` lets go of what is older than its rule keeps. */
export function createDailyBackup(
  { clock, log, backUpDaily }: Pick<Ports, 'clock' | 'log' | 'backUpDaily'>,
  prune: () => void,
): DailyBackup {
  const stop = new AbortController()
  let running = Promise.resolve()

  const run = async (): Promise<void> => {
    let wait = AFTER_START_MS
    while (!stop.signal.aborted) {
      try {
        await clock.sleep(wait, { signal: stop.signal })
        prune()
        if (await backUpDaily()) log({ level: 'info', event: 'daily backup made' })
      } catch (thrown) {
        if (stop.signal.aborted) return
        // tried again at the next look; the copies made before are untouched
        log({ level: 'warning', event: 'daily backup failed', facts: { code: toFailure(thrown).code } })
      }
      wait = BETWEEN_LOOKS_MS
    }
  }

  return {
    start: () => {
      running = run()
    },
    close: async () => {
      stop.abort()
      await running
    },
  }
}
