// Owns when a page counts as slow to draw: after some seconds in which it is drawn, not while another page goes before it.

const SLOW_MS = 5_000

export type Drawing = 'under way' | 'waiting' | 'no'

export interface SlowPages {
  began(page: number): void
  ended(page: number): void
  stop(): void
}

/** `tell` gets the page that takes long, and null when it is done. */
export function watchSlowPages(drawingOf: (page: number) => Drawing, tell: (page: number | null) => void): SlowPages {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const wait = (page: number): void => {
    timers.set(
      page,
      setTimeout(() => {
        const drawing = drawingOf(page)
        if (drawing === 'under way') tell(page)
        else if (drawing === 'waiting') wait(page)
        else timers.delete(page)
      }, SLOW_MS),
    )
  }
  const ended = (page: number): void => {
    clearTimeout(timers.get(page))
    if (timers.delete(page)) tell(null)
  }
  return {
    began: (page) => {
      ended(page)
      wait(page)
    },
    ended,
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  }
}
