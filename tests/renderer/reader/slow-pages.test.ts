// Owns the facts about when a page is told to take long.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Drawing, watchSlowPages } from '#renderer/reader/slow-pages.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a page that is drawn for seconds is told, and again when it is done', () => {
  const told: (number | null)[] = []
  const pages = watchSlowPages(
    () => 'under way',
    (page) => told.push(page),
  )
  pages.began(0)
  pages.began(1)
  vi.advanceTimersByTime(4_000)
  pages.ended(1)
  vi.advanceTimersByTime(1_000)
  pages.ended(0)
  pages.stop()
  expect(told).toEqual([null, 0, null])
})

test('a page that was left before it was drawn is not told; one that goes on later is, and one that was let go of never', () => {
  const told: (number | null)[] = []
  const drawing = new Map<number, Drawing>([
    [0, 'waiting'],
    [1, 'no'],
  ])
  const pages = watchSlowPages(
    (page) => drawing.get(page) ?? 'no',
    (page) => told.push(page),
  )
  pages.began(0)
  pages.began(1)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([])
  drawing.set(0, 'under way').set(1, 'under way')
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([0])
})
