// Owns the facts about which days and months are asked for.
import { describe, expect, test } from 'vitest'
import { archiveMonths, archivePlan, rangePlan, windowDays } from '#core/sync/plan.ts'
import { dayRange, msOfDay } from '#domain/day.ts'

const settled = (day: string): [string, number] => [day, msOfDay(day) + 20 * 86_400_000]

describe('the days of every sync', () => {
  test('are the last 14, newest first', () => {
    const days = windowDays('2026-11-20')
    expect([days.length, days[0], days.at(-1)]).toEqual([14, '2026-11-20', '2026-11-07'])
  })

  test('begin with the first feed day', () => {
    expect(windowDays('2023-05-06')).toEqual(['2023-05-06', '2023-05-05', '2023-05-04'])
  })

  test('are none when the clock stands before the feed began', () => {
    expect(windowDays('1970-01-01')).toEqual([])
    expect(archivePlan('1970-01-01', new Map())).toEqual([])
  })
})

describe('the archive', () => {
  test('goes back month by month to the first day', () => {
    const plan = archivePlan('2026-11-20', new Map())
    expect([plan.length, plan[0]?.month, plan[0]?.days[0], plan.at(-1)?.month]).toEqual([43, '2026-11', '2026-11-06', '2023-05'])
    expect(plan.at(-1)?.days.at(-1)).toBe('2023-05-04')
  })

  test('leaves out days that are there and settled', () => {
    const there = new Map(
      dayRange('2023-05-04', '2026-11-06')
        .filter((day) => day !== '2024-02-29')
        .map(settled),
    )
    expect(archivePlan('2026-11-20', there)).toEqual([{ month: '2024-02', days: ['2024-02-29'] }])
  })

  test('takes days again that were last read while they still moved', () => {
    const there = new Map(dayRange('2023-05-04', '2026-11-06').map(settled)).set('2026-10-01', msOfDay('2026-10-02'))
    expect(archivePlan('2026-11-20', there)).toEqual([{ month: '2026-10', days: ['2026-10-01'] }])
  })

  test('has no month when the feed is two weeks old', () => {
    expect(archiveMonths('2023-05-17')).toEqual([])
    expect(archiveMonths('2023-05-18')).toEqual([{ month: '2023-05', days: ['2023-05-04'] }])
  })
})

describe('days that are asked for by name', () => {
  test('are taken one by one when they are few or new', () => {
    expect(rangePlan('2026-10-29', '2026-11-02', '2026-11-20')).toEqual({
      days: ['2026-11-02', '2026-11-01', '2026-10-31', '2026-10-30', '2026-10-29'],
      months: [],
    })
    expect(rangePlan('2026-11-07', '2026-11-20', '2026-11-20').days).toHaveLength(14)
  })

  test('are taken by the month when they are many and old', () => {
    const plan = rangePlan('2026-09-30', '2026-11-20', '2026-11-20')
    expect([plan.days.length, plan.months.map(({ month, days }) => [month, days.length])]).toEqual([14 + 6 + 1, [['2026-10', 31]]])
  })

  test('never reach before the feed or into the future', () => {
    expect(rangePlan('2020-01-01', '2023-05-05', '2026-11-20').days).toEqual(['2023-05-05', '2023-05-04'])
    expect(rangePlan('2026-11-20', '2099-12-31', '2026-11-20').days).toEqual(['2026-11-20'])
    expect(rangePlan('2027-01-01', '2027-02-01', '2026-11-20')).toEqual({ days: [], months: [] })
  })
})
