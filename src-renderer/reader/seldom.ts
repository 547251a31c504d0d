// Owns showing what changes faster than it can be drawn: at once, then less and less often, the last change included.

const FIRST_MS = 16
const MOST_MS = 64

/** Drawing a count for each page of a book takes longer than finding its words; in a short paper the last one is waited for. */
export function seldom(show: () => void): { changed(): void; stop(): void } {
  let next: ReturnType<typeof setTimeout> | undefined
  let waitMs = FIRST_MS
  let isLate = false
  const changed = (): void => {
    isLate = next !== undefined
    if (isLate) return
    show()
    next = setTimeout(() => {
      next = undefined
      waitMs = isLate ? Math.min(MOST_MS, 2 * waitMs) : FIRST_MS
      if (isLate) changed()
    }, waitMs)
  }
  return { changed, stop: () => clearTimeout(next) }
}
