// Owns the facts about a month in weeks.
import { expect, it } from 'vitest'
import { weeksOfMonth } from '#renderer/words/month-weeks.ts'

it('begins its weeks on Monday and leaves out days of other months', () => {
  const weeks = weeksOfMonth('2026-11')
  expect(weeks).toHaveLength(6)
  expect(weeks[0]?.days).toEqual([null, null, null, null, null, null, '2026-11-01'])
  expect(weeks.at(-1)?.days).toEqual(['2026-11-30', null, null, null, null, null, null])
  expect(weeks[1]?.week).toBe('2026-W45')
})

it('has four whole weeks for a February that begins on a Monday', () => {
  expect(weeksOfMonth('2027-02').flatMap(({ days }) => days)).not.toContain(null)
})
