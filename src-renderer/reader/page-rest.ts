// Owns knowing when no page is drawn or moved, so that words are read in the background only then: drawing and finding wait for the same worker.

/** Long enough that the next page of a steady scroll comes before it, and where a reader goes right after opening a paper. */
export const REST_MS = 1_200

let busyMs = Number.NEGATIVE_INFINITY
let works = 0

/** Something is drawn or moves, in whichever paper. */
export function notePagesBusy(): void {
  busyMs = performance.now()
}

/** However long the work takes, it is followed by a rest. */
export async function whilePagesBusy<Value>(work: Promise<Value>): Promise<Value> {
  works += 1
  try {
    return await work
  } finally {
    works -= 1
    notePagesBusy()
  }
}

/** Resolves once the pages have rested for a moment. */
export async function pagesAtRest(): Promise<void> {
  for (;;) {
    const leftMs = works > 0 ? REST_MS : busyMs + REST_MS - performance.now()
    if (leftMs <= 0) return
    await new Promise((resolve) => setTimeout(resolve, leftMs))
  }
}

/** Resolves when the window has nothing else to do, in a second at the latest. */
export function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1_000 }))
}
