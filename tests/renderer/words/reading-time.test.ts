// Owns the facts about how long a paper takes, and how long it has waited.
import { expect, test } from 'vitest'
import { readingTime, sumInWords, waited } from '#renderer/words/reading-time.ts'

const DAY_MS = 86_400_000

test('a time is told in minutes or hours', () => {
  expect([5, 60, 80, 120].map(readingTime)).toEqual(['5 min', '1 h', '1 h 20 min', '2 h'])
})

test('a sum is round, and says how much it does not know', () => {
  expect(sumInWords({ minutes: 42, papers: 2, unknown: 0 })).toBe('about 42 min to read')
  expect(sumInWords({ minutes: 344, papers: 12, unknown: 3 })).toBe('about 5 h 40 min to read, 3 of unknown length')
  expect(sumInWords({ minutes: 1_234, papers: 30, unknown: 0 })).toBe('about 21 h to read')
  expect(sumInWords({ minutes: 0, papers: 0, unknown: 8 })).toBeNull()
})

test('what waits is told in the unit that a person would use', () => {
  expect([0, 1, 20, 21, 89, 120].map((days) => waited(0, days * DAY_MS))).toEqual([
    'saved today',
    'waits 1 day',
    'waits 20 days',
    'waits 3 weeks',
    'waits 12 weeks',
    'waits 3 months',
  ])
})
