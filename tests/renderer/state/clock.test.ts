// Owns the window's calendar day: when it is known, and when its end is told.
import { beforeEach, expect, test, vi } from 'vitest'

const SECOND_MS = 1000
/** Ten seconds before the reader's own midnight, as the program has it and as the browser has it. */
const CORE_NOW_MS = new Date(2026, 7, 21, 23, 59, 50).getTime()
const BROWSER_NOW_MS = new Date(2026, 10, 3, 12).getTime()

let clock: typeof import('#renderer/state/clock.ts')
let turned: number

beforeEach(async () => {
  vi.useFakeTimers({ now: BROWSER_NOW_MS })
  vi.stubGlobal('document', new EventTarget())
  vi.resetModules()
  clock = await import('#renderer/state/clock.ts')
  turned = 0
  clock.watchDay(() => (turned += 1))
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})

test('a day that ends seconds after the program told its time is told, once', () => {
  clock.setClock(CORE_NOW_MS)
  vi.advanceTimersByTime(30 * SECOND_MS)
  expect(turned).toBe(1)
  vi.advanceTimersByTime(300 * SECOND_MS)
  expect(turned).toBe(1)
})

test('until the program tells its time no day has begun, so none ends', () => {
  vi.advanceTimersByTime(90 * SECOND_MS)
  clock.setClock(new Date(2026, 7, 21, 12).getTime())
  vi.advanceTimersByTime(90 * SECOND_MS)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(turned).toBe(0)
})

test('a day that ended is told also where the program told its time anew before anyone looked', () => {
  clock.setClock(CORE_NOW_MS)
  vi.advanceTimersByTime(15 * SECOND_MS)
  clock.setClock(CORE_NOW_MS + 15 * SECOND_MS)
  vi.advanceTimersByTime(15 * SECOND_MS)
  expect(turned).toBe(1)
})
