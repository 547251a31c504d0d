// Owns when the library is looked after by itself: copied, and its history kept within bounds, a while after the start and then each hour.
import type { Notice } from '#contract/api.ts'
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

export interface DailyBackupParts {
  ports: Pick<Ports, 'clock' | 'log' | 'backUpDaily'>
  /** Lets go of what is older than its rule keeps. */
  prune(): void
  notify(notice: Notice): void
}

export function createDailyBackup({ ports: { clock, log, backUpDaily }, prune, notify }: DailyBackupParts): DailyBackup {
  const stop = new AbortController()
  let running = Promise.resolve()
  let isTold = false

  const run = async (): Promise<void> => {
    let wait = AFTER_START_MS
    while (!stop.signal.aborted) {
      try {
        await clock.sleep(wait, { signal: stop.signal })
        prune()
        if (!(await backUpDaily())) continue
        isTold = false
        log({ level: 'info', event: 'daily backup made' })
      } catch (thrown) {
        if (stop.signal.aborted) return
        // tried again at the next look; the copies made before are untouched
        const { code, message } = toFailure(thrown)
        log({ level: 'warning', event: 'daily backup failed', facts: { code } })
        if (code === 'damaged-database' && !isTold) {
          isTold = true
          notify({ title: 'No copy today', body: message, link: null })
        }
      } finally {
        wait = BETWEEN_LOOKS_MS
      }
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
