// Owns the fact that what changes all the time is shown at once, a few times a second, and as it is in the end.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { seldom } from '#renderer/reader/seldom.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first and the last change are shown, and of those between one in a tenth of a second', async () => {
  const shown: number[] = []
  let count = 0
  const { changed, stop } = seldom(() => shown.push(count))
  for (count = 1; count <= 25; count += 1) {
    changed()
    await vi.advanceTimersByTimeAsync(10)
  }
  count = 25
  await vi.advanceTimersByTimeAsync(1_000)
  expect([shown[0], shown.at(-1), shown.length]).toEqual([1, 25, 4])
  changed()
  count = 26
  changed()
  stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown.at(-1)).toBe(25)
})
