// Owns what time it is for this window: the program's clock, which `--now` can move, not the browser's; and that a day ends while it is open.
import { create } from 'zustand'
import { type Day, localDayOf } from '#domain/day.ts'

let offsetMs = 0

/** Null until the program told its time. */
const useDay = create<{ day: Day | null }>(() => ({ day: null }))

export function setClock(coreNowMs: number): void {
  offsetMs = coreNowMs - Date.now()
  // a day that ended since is told where the day is watched
  if (useDay.getState().day === null) useDay.setState({ day: today() })
}

export function nowMs(): number {
  return Date.now() + offsetMs
}

/** The reader's own calendar day. */
export function today(): Day {
  return localDayOf(nowMs())
}

/** The reader's own calendar day, painted anew when it ends. */
export function useToday(): Day {
  return useDay(({ day }) => day) ?? today()
}

/** A machine that slept tells no timer how long. */
const LOOK_MS = 30_000

/** Calls `turned` soon after each midnight. */
export function watchDay(turned: () => void): void {
  const look = (): void => {
    const before = useDay.getState().day
    const day = today()
    if (before === null || day === before) return
    useDay.setState({ day })
    turned()
  }
  setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
}
