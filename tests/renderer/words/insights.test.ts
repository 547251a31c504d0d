// Owns the facts about what the figures of Insights come to.
import { expect, test } from 'vitest'
import type { Insights } from '#contract/insights.ts'
import { insightsCsv, sumsOf, weeksOf } from '#renderer/words/insights.ts'

const day = (name: string, decided: number, kept = 0) => ({ day: name, decided, kept, minutes: 1.25, written: 0 })
const insights: Insights = {
  from: '2026-11-09',
  to: '2026-11-24',
  days: [day('2026-11-12', 3), day('2026-11-19', 5, 2), day('2026-11-20', 4), day('2026-11-23', 7, 1)],
  topics: [{ name: '=cmd "x"', kept: 3 }],
  authors: [],
  organizations: [],
}

test('weeks without anything stand among the others', () => {
  expect(weeksOf({ ...insights, from: '2026-11-02' }).map(({ week, decided, kept }) => [week, decided, kept])).toEqual([
    ['2026-W45', 0, 0],
    ['2026-W46', 3, 0],
    ['2026-W47', 9, 2],
    ['2026-W48', 7, 1],
  ])
})

test('days in a row go on over a weekend, and while today has nothing yet', () => {
  expect(sumsOf(insights)).toEqual({ decided: 19, kept: 3, minutes: 5, written: 0, days: 4, inARow: 3 })
})

test('the table has a line for every day and no field that a spreadsheet would run', () => {
  const lines = insightsCsv(insights).trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 16 + 1)
  expect(lines[4]).toBe('day,2026-11-12,3,0,1.3,0')
  expect(lines.at(-1)).toBe(`topic,"'=cmd ""x""",,3,,`)
})
