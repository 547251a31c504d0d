// Owns the facts about filling the archive: newest first, resumable, cancellable, within the source's rate.
import { describe, expect, test } from 'vitest'
import { verifyLibrary } from '#core/queries/verify.ts'
import { addDays, dayRange, isWeekend } from '#domain/day.ts'
import { madeRow, madeRows } from '../source/made-row.ts'
import { outsideContents, syncDesk, type SyncDesk } from './sync-desk.ts'

const NOW = '2023-09-20T15:00:00Z'

/** Five papers on every weekday from the first feed day on. */
function feedDays(): Map<string, unknown[]> {
  return new Map(
    dayRange('2023-05-04', '2023-09-20')
      .filter((day) => !isWeekend(day))
      .map((day) => [day, madeRows(5, { month: day.slice(2, 7).replace('-', ''), from: Number(day.slice(8)) * 10, day })]),
  )
}

const filled = (desk: SyncDesk): boolean => {
  const { archive, phase } = desk.sync.status()
  return phase === null && archive.totalMonths > 0 && archive.doneMonths === archive.totalMonths
}

const months = (desk: SyncDesk): string[] =>
  desk
    .paths()
    .map((path) => /month=([\d-]+)/.exec(path)?.[1] ?? '')
    .filter((month) => month !== '')

test('comes after the recent days, by the month, newest first, back to the first day', async () => {
  const days = feedDays()
  const desk = await syncDesk({ now: NOW, days, settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => filled(desk))
  expect(desk.days()).toEqual(Object.fromEntries([...days.keys()].map((day) => [day, 5])))
  expect([...new Set(months(desk))]).toEqual(['2023-09', '2023-08', '2023-07', '2023-06', '2023-05'])
  const paths = desk.paths()
  expect(paths.findIndex((path) => path.includes('month='))).toBeGreaterThan(paths.findLastIndex((path) => path.includes('date=')))
  expect(verifyLibrary(desk.store).ok).toBe(true)
  expect(
    desk.statuses.some(
      ({ phase, sentence, progress }) =>
        phase === 'archive' && /^Archive, back to 2023-0\d …$/.test(sentence) && (progress?.total ?? 0) > 100,
    ),
  ).toBe(true)
})

test('is not filled again when all of it is there', async () => {
  const desk = await syncDesk({ now: NOW, days: feedDays(), settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => filled(desk))
  const before = outsideContents(desk.store)
  desk.replica.requests.length = 0
  desk.restart()
  desk.sync.start()
  await desk.until(() => desk.paths().some((path) => path.includes('trending')) && filled(desk))
  await desk.pass(600_000)
  expect(months(desk)).toEqual([])
  expect(outsideContents(desk.store)).toEqual(before)
})

test('goes on after a kill with the months that lack a day', async () => {
  const days = feedDays()
  const desk = await syncDesk({ now: NOW, days, settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => desk.sync.status().archive.doneMonths >= 2)
  desk.restart()
  desk.replica.requests.length = 0
  const there = desk.papers()
  expect(there).toBeLessThan(500)
  desk.sync.start()
  await desk.until(() => filled(desk))
  expect(months(desk)).not.toContain('2023-09')
  expect(desk.days()).toEqual(Object.fromEntries([...days.keys()].map((day) => [day, 5])))
})

test('stops when it is cancelled and goes on when the machine wakes', async () => {
  const desk = await syncDesk({ now: NOW, days: feedDays(), settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => desk.sync.status().archive.doneMonths >= 1)
  desk.sync.cancel()
  await desk.until(() => desk.sync.status().state === 'idle')
  const sent = desk.paths().length
  await desk.pass(600_000)
  expect([desk.paths().length, filled(desk), desk.sync.status().lastFailure]).toEqual([sent, false, null])
  desk.sync.wake()
  await desk.until(() => filled(desk))
})

test('is left alone when the settings say so, and begins when they change', async () => {
  const desk = await syncDesk({ now: NOW, days: feedDays() })
  desk.sync.start()
  await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
  await desk.pass(600_000)
  expect(months(desk)).toEqual([])
  desk.settings.fillArchive = true
  desk.sync.settingsChanged()
  await desk.until(() => filled(desk))
})

test('stays within the rate that the source allows', async () => {
  const desk = await syncDesk({ now: NOW, days: feedDays(), quota: 12, settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => filled(desk))
  expect(desk.replica.requests.filter((request) => request.status === 429)).toEqual([])
  expect(desk.replica.requests.every((request) => request.concurrent === 1)).toBe(true)
})

test('does not believe an empty month at once', async () => {
  const days = feedDays()
  const desk = await syncDesk({
    now: NOW,
    days,
    faults: [{ name: 'empty-page', match: 'month=2023-07', times: 1 }],
    settings: { fillArchive: true },
  })
  desk.sync.start()
  await desk.until(() => filled(desk))
  expect(desk.days()).toEqual(Object.fromEntries([...days.keys()].map((day) => [day, 5])))
})

test('leaves a month that can’t be read for later and fills the others meanwhile', async () => {
  const days = feedDays()
  const desk = await syncDesk({
    now: NOW,
    days,
    faults: [{ name: 'html-for-json', match: 'month=2023-08', times: 4 }],
    settings: { fillArchive: true },
  })
  desk.sync.start()
  await desk.until(() => desk.sync.status().archive.doneMonths === 4)
  expect(desk.days()['2023-08-01']).toBeUndefined()
  await desk.until(() => filled(desk))
  expect([desk.days()['2023-08-01'], desk.sync.status().lastFailure]).toEqual([5, null])
})

test('reads days again that were last seen while they still moved', async () => {
  const days = feedDays()
  const desk = await syncDesk({ now: NOW, days, settings: { fillArchive: true } })
  desk.sync.start()
  await desk.until(() => filled(desk))
  await desk.sync.close()
  days.set('2023-09-19', [
    ...(days.get('2023-09-19') ?? []),
    madeRow('2309.99999', { paper: { submittedOnDailyAt: '2023-09-19T00:00:00Z' } }),
  ])
  for (const day of dayRange('2023-09-21', '2023-11-20')) days.set(day, [])
  days.set('2023-11-20', madeRows(1, { day: '2023-11-20' }))
  desk.clock.jumpTo(Date.parse('2023-11-20T15:00:00Z'))
  desk.restart()
  desk.sync.start()
  await desk.until(() => filled(desk) && desk.days()['2023-11-20'] === 1)
  expect(desk.days()['2023-09-19']).toBe(6)
})

describe('papers of the archive', () => {
  test('are not in the inbox, those of the 14 days before the first start are', async () => {
    const desk = await syncDesk({ now: NOW, days: feedDays(), settings: { fillArchive: true } })
    desk.sync.start()
    await desk.until(() => filled(desk))
    const since = String(desk.store.sql.prepare('SELECT inbox_since FROM library').get()?.['inbox_since'])
    expect(since).toBe(addDays('2023-09-20', -14))
    expect(desk.store.sql.prepare('SELECT count(*) AS count FROM marks').get()).toEqual({ count: 0 })
    expect(desk.store.sql.prepare('SELECT count(*) AS count FROM papers WHERE newest_day >= ?').get(since)).toEqual({ count: 11 * 5 })
  })
})
