// Owns keeping where a reader is in a file: read when it opens, saved as it moves, with the time that was spent.
import type { CallInput, CallOutput } from '#contract/api.ts'
import type { ReadingLayout, ReadingPlace } from '#contract/reading.ts'
import { client } from '../app/client.ts'
import { reportFailure } from '../state/toasts.ts'
import type { PdfSpot, PdfView } from './pdf-view.ts'

const SAVE_AFTER_MS = 400
/** Who has not moved for this long is not reading. */
const STILL_READING_MS = 120_000
const PLAIN: ReadingLayout = { flow: 'continuous', columns: 'one', pane: 'none' }

export function lastReading(hash: string): Promise<CallOutput<'reading.get'>> {
  return client.call('reading.get', { hash })
}

/** Saves from now on; what it returns saves for the last time and stops. */
export function keepReading(hash: string, view: PdfView): () => void {
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
    const input: CallInput<'reading.save'> = { hash, place: placeOf(view.spot()), layout: PLAIN, moreSeconds }
    client.call('reading.save', input).catch(reportFailure)
  }
  const stop = view.onMoved(() => {
    waits = true
    timer ??= setTimeout(save, SAVE_AFTER_MS)
  })
  window.addEventListener('pagehide', save, { signal: abort.signal })
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') save()
  }
  document.addEventListener('visibilitychange', onHidden, { signal: abort.signal })
  return () => {
    save()
    stop()
    abort.abort()
  }
}

/** A place as it can be stored: whole hundredths, nothing that is no number. */
export function placeOf({ page, x, y, zoom, rotation }: PdfSpot): ReadingPlace {
  const hundredths = (value: number): number => (Number.isFinite(value) ? Math.round(value * 100) / 100 : 0)
  return { page, x: hundredths(x), y: hundredths(y), zoom: zoom.slice(0, 20), rotation: ((rotation % 360) + 360) % 360 }
}
