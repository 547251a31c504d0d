// Owns the facts about days to come as people write them.
import { expect, test } from 'vitest'
import { comingDay } from '#domain/coming-day.ts'

const FRIDAY = '2026-08-21'

test.each([
  ['tomorrow', '2026-08-22'],
  ['Monday', '2026-08-24'],
  ['next mon', '2026-08-24'],
  ['fri', '2026-08-28'],
  ['weekend', '2026-08-22'],
  ['in two weeks', '2026-09-04'],
  ['2w', '2026-09-04'],
  ['10 days', '2026-08-31'],
  ['a month', '2026-09-21'],
  ['3 dec', '2026-12-03'],
  ['Dec 3rd', '2026-12-03'],
  ['the 3rd of December', '2026-12-03'],
  ['1 feb.', '2027-02-01'],
  ['3.12.', '2026-12-03'],
  ['24. 12. 2027', '2027-12-24'],
  ['29 feb', '2028-02-29'],
  ['2027-01-15', '2027-01-15'],
  ['end of month', '2026-08-31'],
  ['Next month', '2026-09-01'],
])('“%s” is a day', (words, day) => expect(comingDay(words, FRIDAY)).toBe(day))

test.each([
  '',
  'm',
  'today',
  'yesterday',
  '2026-08-21',
  '2020-01-01',
  '3 dec 2020',
  '31 sept',
  '0 dec',
  'in zero days',
  'soon',
  'some 3 words',
])('“%s” names no day to come', (words) => expect(comingDay(words, FRIDAY)).toBe(null))

test('a month that is too short gives its last day', () => {
  expect(comingDay('in a month', '2026-01-31')).toBe('2026-02-28')
})
