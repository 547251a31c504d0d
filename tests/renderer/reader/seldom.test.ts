// Owns the fact that what changes all the time is shown at once, then less and less often, and as it is in the end.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { seldom } from '#renderer/reader/seldom.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first and the last change are shown, and of those between fewer and fewer: sixteen in a second', async () => {
  const shown: number[] = []
  let count = 0
  const { changed, stop } = seldom(() => shown.push(count))
  for (count = 1; count <= 200; count += 1) {
    changed()
    await vi.advanceTimersByTimeAsync(10)
  }
  count = 200
  await vi.advanceTimersByTimeAsync(1_000)
  expect([shown[0], shown.at(-1), shown.length]).toEqual([1, 200, 34])
  expect(shown.filter((value) => value > 100 && value < 200)).toHaveLength(16)
  changed()
  count = 201
  changed()
  stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown.at(-1)).toBe(200)
})

test('the last of a few changes is not waited for, also where many came before', async () => {
  const shown: number[] = []
  let count = 0
  const { changed, stop } = seldom(() => shown.push(count))
  for (const rest of [0, 2_000]) {
    await vi.advanceTimersByTimeAsync(rest)
    for (let more = 0; more < 4; more += 1) {
      count += 1
      changed()
      await vi.advanceTimersByTimeAsync(4)
    }
    await vi.advanceTimersByTimeAsync(16)
    expect(shown.at(-1)).toBe(count)
  }
  stop()
})
