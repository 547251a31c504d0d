// Owns a clock of their own for tests of what waits until the pages rest; they have just moved.
import { afterEach, beforeEach, vi } from 'vitest'
import { notePagesBusy } from '#renderer/reader/page-rest.ts'

/** Before and after each test of a file. */
export function withRestingClock(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('requestIdleCallback', (idle: () => void) => setTimeout(idle, 0))
    notePagesBusy()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}
