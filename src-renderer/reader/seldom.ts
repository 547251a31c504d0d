// Owns showing what changes faster than it can be drawn: at once, then a few times a second, the last change included.

const LEAST_MS = 100

/** Drawing a count for each page of a book takes longer than finding its words. */
export function seldom(show: () => void): { changed(): void; stop(): void } {
  let next: ReturnType<typeof setTimeout> | undefined
  let isLate = false
  const changed = (): void => {
    isLate = next !== undefined
    if (isLate) return
    show()
    next = setTimeout(() => {
      next = undefined
      if (isLate) changed()
    }, LEAST_MS)
  }
  return { changed, stop: () => clearTimeout(next) }
}
