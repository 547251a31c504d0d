// Owns the fact that words are read in the background only while no page moves or is drawn.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { notePagesBusy, pagesAtRest, REST_MS } from '#renderer/reader/page-rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Whether it has come, asked without moving the clock. */
function watched(coming: Promise<void>): () => 'waits' | 'came' {
  let state: 'waits' | 'came' = 'waits'
  void coming.then(() => (state = 'came'))
  return () => state
}

test('rest comes a moment after the last movement, and not while one follows another', async () => {
  notePagesBusy()
  const rest = watched(pagesAtRest())
  for (let move = 0; move < 5; move++) {
    await vi.advanceTimersByTimeAsync(REST_MS / 2)
    expect(rest()).toBe('waits')
    notePagesBusy()
  }
  await vi.advanceTimersByTimeAsync(REST_MS - 10)
  expect(rest()).toBe('waits')
  await vi.advanceTimersByTimeAsync(20)
  expect(rest()).toBe('came')
})

test('pages that rest already are not waited for', async () => {
  notePagesBusy()
  await vi.advanceTimersByTimeAsync(REST_MS + 10)
  const rest = watched(pagesAtRest())
  await vi.advanceTimersByTimeAsync(0)
  expect(rest()).toBe('came')
})
