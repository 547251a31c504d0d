// Owns what time it is for this window: the program's clock, which `--now` can move, not the browser's.
import { type Day, localDayOf } from '#domain/day.ts'

let offsetMs = 0

export function setClock(coreNowMs: number): void {
  offsetMs = coreNowMs - Date.now()
}

export function nowMs(): number {
  return Date.now() + offsetMs
}

/** The reader's own calendar day. */
export function today(): Day {
  return localDayOf(nowMs())
}
