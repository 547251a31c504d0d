// Owns the proof of how days, figures and names are written.
import { expect, test } from 'vitest'
import { duration, longDay, readAt, untilDay, weekTitle } from '#renderer/words/days.ts'
import { counted } from '#domain/counted.ts'
import { byteSize, shortCount } from '#renderer/words/figures.ts'
import { bestFits, besideKind, fit, wantedOf } from '#renderer/words/palette.ts'
import { linePoints, votesSince } from '#renderer/views/pieces/votes.tsx'
import { paintedTheme } from '#renderer/views/theme.ts'

test('days are named, with the year only when it is another', () => {
  expect(longDay('2026-08-21', '2026')).toBe('Friday, 21 August')
  expect(longDay('2025-08-21', '2026')).toBe('Thursday, 21 August 2025')
  expect(weekTitle('2026-W34')).toBe('Week 34, 17 to 23 Aug')
  expect(weekTitle('2026-W05')).toBe('Week 5, 26 Jan to 1 Feb')
})

test('a snooze is said as a person says it', () => {
  expect(untilDay('2026-08-22', '2026-08-21')).toBe('tomorrow')
  expect(untilDay('2026-08-24', '2026-08-21')).toBe('Monday')
  expect(untilDay('2026-10-03', '2026-08-21')).toBe('3 Oct')
})

test('a figure says when it was read', () => {
  const now = new Date(2026, 7, 21, 12, 0).getTime()
  expect(readAt(new Date(2026, 7, 21, 8, 12).getTime(), now)).toBe('at 08:12')
  expect(readAt(new Date(2026, 7, 20, 8, 12).getTime(), now)).toBe('yesterday at 08:12')
  expect(readAt(new Date(2026, 6, 3, 8, 12).getTime(), now)).toBe('on 3 Jul')
})

test('counts are short in rows and whole elsewhere', () => {
  expect([0, 999, 1000, 1240, 31_000, 999_999].map(shortCount)).toEqual(['0', '999', '1k', '1.2k', '31k', '1M'])
  expect([counted(1, 'paper'), counted(12_480, 'paper')]).toEqual(['1 paper', '12,480 papers'])
  expect([byteSize(500), byteSize(1536)]).toEqual(['500 B', '1.5 KB'])
  expect([duration(41_000), duration(125_000), duration(3_780_000)]).toEqual(['41 s', '2 min 5 s', '1 h 3 min'])
})

test('votes are compared with the day before, else with the first reading', () => {
  const day = 86_400_000
  const at = (ms: number, votes: number) => ({ readAtMs: ms, votes, comments: null, stars: null })
  expect(votesSince([at(0, 10), at(day, 31)])).toEqual({ votes: 21, since: 'yesterday' })
  expect(votesSince([at(0, 10), at(3_600_000, 12)])).toEqual({ votes: 2, since: 'first read' })
  expect(votesSince([at(0, 10)])).toBeNull()
  expect(linePoints([at(0, 0), at(day, 10)])).toBe('0,14 72,2')
  expect(linePoints([at(0, 5)])).toBeUndefined()
})

test('the palette finds by beginnings, insides and first letters, best first', () => {
  const fits = (typed: string, name: string): number => fit(wantedOf(typed), name)
  expect(fits('later', 'Later')).toBeGreaterThan(fits('later', 'Go to Later'))
  expect(fits('go lat', 'Go to Later')).toBeGreaterThan(0)
  expect(fits('gtl', 'Go to Later')).toBeGreaterThan(0)
  expect(fits('naive', 'Naïve Bayes')).toBeGreaterThan(0)
  expect(fits('ater', 'Later, later')).toBeLessThan(fits('late', 'Go later'))
  expect(fits('xyz', 'Go to Later')).toBe(0)
})

test('a line of the palette does not say its kind twice', () => {
  const shown = (kind: string, title: string): string => besideKind({ kind, title })
  expect(shown('Go to', 'Go to Today')).toBe('Today')
  expect(shown('Go to', 'Go to the calendar of days')).toBe('The calendar of days')
  expect(shown('Paper', 'Go to where it hurts')).toBe('Go to where it hurts')
  expect(shown('Reader', 'Go to page')).toBe('Go to page')
})

test('of many names the palette keeps the best, of equal ones what was used last, then the earlier', () => {
  const names = Array.from({ length: 500 }, (_, at) => ({ title: `#tag ${at}` }))
  expect(bestFits('tag 7', names, 3, () => 0).map(({ title }) => title)).toEqual(['#tag 7', '#tag 70', '#tag 71'])
  expect(bestFits('tag', names, 2, ({ title }) => (title === '#tag 444' ? 0 : 1)).map(({ title }) => title)).toEqual(['#tag 444', '#tag 0'])
  expect(bestFits('nothing', names, 2, () => 0)).toEqual([])
  // typed on and taken back, the answer is that of the whole list
  for (const typed of ['t', 'ta', 'tag 4', 'tag 44', 'tag 4', 't4', '#', ''])
    expect(bestFits(typed, names, 5, () => 0)).toEqual(bestFits(typed, [...names], 5, () => 0))
})

test('the system decides the theme where it is left to it', () => {
  expect(paintedTheme('system', { dark: true, moreContrast: false })).toBe('dark')
  expect(paintedTheme('system', { dark: false, moreContrast: true })).toBe('high-contrast')
  expect(paintedTheme('high-contrast', { dark: true, moreContrast: false })).toBe('high-contrast-dark')
  expect(paintedTheme('sepia', { dark: true, moreContrast: true })).toBe('sepia')
})
