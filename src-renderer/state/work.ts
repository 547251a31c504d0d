// Owns a long work that the reader asked for: told once it takes longer than half a second, how far it is, and stopped when asked.
import { dropToast, moveToast, showToast } from './toasts.ts'

const LONG_AFTER_MS = 500
/** Of a work whose length is known; it moves in steps of one. */
const STEPS = 100

/** Rejects with `cancelled` when the reader stops it. `show` takes the share that is done, 0 to 1; without it nobody knows how long it takes. */
export async function carryThrough<T>(
  title: string,
  work: (options: { signal: AbortSignal; show(share: number): void }) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController()
  let toast: number | null = null
  let share: number | null = null
  const timer = setTimeout(() => {
    const done = { done: Math.round((share ?? 0) * STEPS), total: share === null ? 0 : STEPS, stop: () => stopping.abort() }
    toast = showToast({ sentence: `${title} …`, work: done })
  }, LONG_AFTER_MS)
  try {
    return await work({
      signal: stopping.signal,
      show: (now) => {
        share = now
        if (toast !== null) moveToast(toast, Math.round(now * STEPS))
      },
    })
  } finally {
    clearTimeout(timer)
    if (toast !== null) dropToast(toast)
  }
}
