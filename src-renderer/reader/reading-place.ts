// Owns keeping where a reader is in a file: read when it opens, saved as it moves, with the time that was spent.
import type { CallOutput } from '#contract/api.ts'
import type { ReadingLayout, ReadingPlace } from '#contract/reading.ts'
import { client } from '../app/client.ts'
import { whenLeaving } from '../app/leaving.ts'
import { reportFailure } from '../state/toasts.ts'
import type { PdfSpot, PdfView } from './pdf-view.ts'

const SAVE_AFTER_MS = 400
/** Who has not moved for this long is not reading. */
const STILL_READING_MS = 120_000
export function lastReading(hash: string): Promise<CallOutput<'reading.get'>> {
  return client.call('reading.get', { hash })
}

export interface KeptReading {
  /** The layout changed. */
  changed(): void
  /** Time that passed while the paper was hidden is not counted. */
  resume(): void
  /** Saves for the last time. */
  stop(): void
}

/** Saves from now on; `saved` is told what was added to the time. */
export function keepReading(
  hash: string,
  view: PdfView,
  { layout, saved }: { layout: () => ReadingLayout; saved: (moreSeconds: number, page: number) => void },
): KeptReading {
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let countedMs = performance.now()
  let waits = false

  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (!waits) return
    waits = false
    const nowMs = performance.now()
    const spentMs = nowMs - countedMs
    const moreSeconds = spentMs < STILL_READING_MS ? Math.floor(spentMs / 1000) : 0
    countedMs = spentMs < STILL_READING_MS ? countedMs + moreSeconds * 1000 : nowMs
    const place = placeOf(view.spot())
    client.call('reading.save', { hash, place, layout: layout(), moreSeconds }).catch(reportFailure)
    saved(moreSeconds, place.page)
  }
  const changed = (): void => {
    waits = true
    timer ??= setTimeout(save, SAVE_AFTER_MS)
  }
  const stopMoved = view.onMoved(changed)
  const stopLeaving = whenLeaving(save)
  const onSeen = (): void => {
    if (document.visibilityState === 'visible') countedMs = performance.now()
  }
  document.addEventListener('visibilitychange', onSeen, { signal: abort.signal })
  return {
    changed,
    resume: () => void (countedMs = performance.now()),
    stop: () => {
      save()
      stopMoved()
      stopLeaving()
      abort.abort()
    },
  }
}

/** A place as it can be stored: whole hundredths, nothing that is no number. */
export function placeOf({ page, x, y, zoom, rotation }: PdfSpot): ReadingPlace {
  const hundredths = (value: number): number => (Number.isFinite(value) ? Math.round(value * 100) / 100 : 0)
  return { page, x: hundredths(x), y: hundredths(y), zoom: zoom.slice(0, 20), rotation: ((rotation % 360) + 360) % 360 }
}
