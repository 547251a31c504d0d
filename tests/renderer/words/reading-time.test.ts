// Owns the facts about how long a paper takes, and how long it has waited.
import { expect, test } from 'vitest'
import { minutesToRead, readingTime, waited } from '#renderer/words/reading-time.ts'

const DAY_MS = 86_400_000

test('a paper takes a minute for each 1,200 characters, and one at least', () => {
  expect([0, 1_200, 60_000].map(minutesToRead)).toEqual([1, 1, 50])
  expect([5, 60, 80, 120].map(readingTime)).toEqual(['5 min', '1 h', '1 h 20 min', '2 h'])
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
