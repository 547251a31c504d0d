// Owns knowing when no page is drawn or moved, so that words are read in the background only then: drawing waits for the same worker.

/** Long enough that the next page of a steady scroll comes before it. */
const REST_MS = 350

let busyMs = Number.NEGATIVE_INFINITY

/** Something is drawn, moves or is looked for, in whichever paper. */
export function notePagesBusy(): void {
  busyMs = performance.now()
}

/** Resolves once the pages have rested for a moment. */
export async function pagesAtRest(): Promise<void> {
  for (;;) {
    const leftMs = busyMs + REST_MS - performance.now()
    if (leftMs <= 0) return
    await new Promise((resolve) => setTimeout(resolve, leftMs))
  }
}

/** Resolves when the window has nothing else to do, in a second at the latest. */
export function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1_000 }))
}
