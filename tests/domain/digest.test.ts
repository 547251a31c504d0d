// Owns the facts about when a digest is due.
import { expect, test } from 'vitest'
import { DigestSettings, lastDigestDue, mailAddresses } from '#domain/digest.ts'

const settings = (patch: Partial<DigestSettings>): DigestSettings => DigestSettings.parse(patch)
const at = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime()

test('a daily digest is due at its time on its days, and not before', () => {
  const daily = settings({ dailyOn: true, time: '08:00', days: [1, 2, 3, 4, 5] })
  // 20 November 2026 is a Friday
  expect(lastDigestDue('daily', daily, at(2026, 11, 20, 8))).toEqual({ day: '2026-11-20', atMs: at(2026, 11, 20, 8) })
  expect(lastDigestDue('daily', daily, at(2026, 11, 20, 7, 59))).toBeNull()
  expect(lastDigestDue('daily', daily, at(2026, 11, 21, 12))).toBeNull()
})

test('what was missed while the machine slept is caught up within half a day, and a week’s within three', () => {
  const both = settings({ dailyOn: true, weeklyOn: true, weeklyDay: 1, days: [1] })
  const monday = at(2026, 11, 16, 8)
  expect(lastDigestDue('daily', both, monday + 11 * 3_600_000)?.day).toBe('2026-11-16')
  expect(lastDigestDue('daily', both, monday + 13 * 3_600_000)).toBeNull()
  expect(lastDigestDue('weekly', both, monday + 71 * 3_600_000)?.day).toBe('2026-11-16')
  expect(lastDigestDue('weekly', both, monday + 73 * 3_600_000)).toBeNull()
})

test('nothing is due while both are off', () => {
  expect(lastDigestDue('daily', settings({}), at(2026, 11, 20, 9))).toBeNull()
  expect(lastDigestDue('weekly', settings({}), at(2026, 11, 16, 9))).toBeNull()
})

test('a bad setting falls back alone', () => {
  expect(settings({ time: '25:99', smtpPort: 0, mailTo: 'me@example.org' } as Partial<DigestSettings>)).toMatchObject({
    time: '08:00',
    smtpPort: 587,
    mailTo: 'me@example.org',
  })
})

test('addresses are told apart by commas and semicolons, and what is none is left out', () => {
  expect(mailAddresses('a@b.org; Lin <lin@b.org>, nobody, "x"@ ,c@d.org\r\nBcc: e@f.org')).toEqual(['a@b.org', 'Lin <lin@b.org>'])
})
