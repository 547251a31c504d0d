// Owns the facts about how long a paper takes, and how long it has waited.
import { expect, test } from 'vitest'
import { readingTime, sumInWords, waited } from '#renderer/words/reading-time.ts'

test('a time is told in minutes or hours', () => {
  expect([5, 60, 80, 120].map(readingTime)).toEqual(['5 min', '1 h', '1 h 20 min', '2 h'])
})

test('a sum is round, and says how much it does not know', () => {
  expect(sumInWords({ minutes: 42, papers: 2, unknown: 0 })).toBe('about 42 min to read')
  expect(sumInWords({ minutes: 344, papers: 12, unknown: 3 })).toBe('about 5 h 40 min to read, 3 of unknown length')
  expect(sumInWords({ minutes: 1_234, papers: 30, unknown: 0 })).toBe('about 21 h to read')
  expect(sumInWords({ minutes: 0, papers: 0, unknown: 8 })).toBeNull()
})

const at = (moment: string): number => new Date(moment).getTime()

test('what waits is told in the unit that a person would use', () => {
  const days = ['2026-03-02', '2026-03-03', '2026-03-22', '2026-03-23', '2026-06-01', '2026-06-02', '2027-03-01', '2027-03-02']
  expect(days.map((day) => waited(at('2026-03-02T09:00'), at(`${day}T08:00`)))).toEqual([
    'saved today',
    'waits 1 day',
    'waits 20 days',
    'waits 3 weeks',
    'waits 13 weeks',
    'waits 3 months',
    'waits 11 months',
    'waits 12 months',
  ])
})

test('a day of waiting is one of the calendar where the machine stands, not 24 hours', () => {
  expect(waited(at('2026-08-20T23:50'), at('2026-08-21T00:10'))).toBe('waits 1 day')
  expect(waited(at('2026-08-20T00:10'), at('2026-08-20T23:50'))).toBe('saved today')
  expect(waited(at('2026-08-19T23:50'), at('2026-08-21T00:10'))).toBe('waits 2 days')
  // a clock that was put back
  expect(waited(at('2026-08-21T09:00'), at('2026-08-19T09:00'))).toBe('saved today')
})
