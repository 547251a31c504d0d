// Owns the facts about one run of sync: what it asks, what it stores, what it says, and that twice is once.
import { describe, expect, test } from 'vitest'
import { verifyLibrary } from '#core/queries/verify.ts'
import { DogearError } from '#domain/errors.ts'
import { madeRow, madeRows } from '../source/made-row.ts'
import { never, outsideContents, syncDesk } from './sync-desk.ts'

const NOW = '2026-11-20T15:00:00Z'
const threeDays = (): Map<string, unknown[]> =>
  new Map([
    ['2026-11-18', madeRows(4, { from: 1 })],
    ['2026-11-19', madeRows(120, { from: 101 })],
    ['2026-11-20', madeRows(2, { from: 301 })],
  ])

describe('a plain run', () => {
  test('fetches the last 14 days with all their pages, and what is trending', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    const report = await desk.run()
    expect(report).toMatchObject({ days: 3, papers: 126, setAside: 0, requests: 16 })
    expect(desk.days()).toEqual({ '2026-11-18': 4, '2026-11-19': 120, '2026-11-20': 2 })
    expect(desk.paths().every((path) => path.includes('limit=100'))).toBe(true)
    expect(desk.paths().filter((path) => path.includes('date='))).toHaveLength(15)
    expect(desk.paths().at(-1)).toContain('sort=trending')
    expect(verifyLibrary(desk.store).ok).toBe(true)
  })

  test('asks for the day that New York has, not the one that London has', async () => {
    const desk = await syncDesk({ now: '2026-11-20T01:00:00Z', days: threeDays() })
    await desk.run()
    expect(desk.paths()[0]).toContain('date=2026-11-19')
    await desk.pass(2 * 3_600_000)
    desk.replica.requests.length = 0
    await desk.run()
    expect(desk.paths()[0]).toContain('date=2026-11-20')
  })

  test('run twice changes nothing and tells of no change to a paper', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    await desk.run()
    const before = outsideContents(desk.store)
    desk.changes.length = 0
    await desk.pass(3_600_000)
    await desk.run()
    expect(outsideContents(desk.store)).toEqual(before)
    expect(desk.changes.flatMap(({ topics }) => topics)).toEqual(['activity'])
    expect(desk.changes.flatMap(({ ids }) => ids)).toEqual([])
  })

  test('brings late rows and moved votes, and tells which papers changed', async () => {
    const days = threeDays()
    const desk = await syncDesk({ now: NOW, days })
    await desk.run()
    desk.changes.length = 0
    days.set('2026-11-20', [
      madeRow('2611.00303', { paper: { upvotes: 200 } }),
      madeRow('2611.00301', { paper: { upvotes: 150 } }),
      madeRow('2611.00302', { paper: { upvotes: 99 } }),
    ])
    await desk.pass(3_600_000)
    await desk.run()
    expect(desk.days()['2026-11-20']).toBe(3)
    const ids = new Set(desk.changes.flatMap((change) => change.ids ?? []))
    expect([...ids].toSorted()).toEqual(['2611.00301', '2611.00303'])
    expect(desk.changes[0]?.topics).toEqual(['papers', 'days', 'library'])
  })

  test('says what it does and when it was done', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    expect(desk.sync.status()).toMatchObject({ state: 'idle', sentence: 'Not synced yet.', lastSyncedAtMs: null, papersStored: 0 })
    await desk.run()
    const running = desk.statuses.filter(({ state }) => state === 'running')
    expect(
      running.some(
        ({ sentence, phase, progress }) => /^Fetching 2026-11-\d\d …$/.test(sentence) && phase === 'days' && progress?.total === 14,
      ),
    ).toBe(true)
    const date = new Date(desk.clock.nowMs())
    const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
    expect(desk.sync.status()).toMatchObject({
      state: 'idle',
      phase: null,
      sentence: `Synced ${time}`,
      papersStored: 126,
      lastSyncedAtMs: desk.clock.nowMs(),
      lastFailure: null,
    })
  })

  test('lists its requests', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    await desk.run()
    const { entries } = desk.sync.activity({ limit: 1000 })
    expect(entries).toHaveLength(16)
    expect(entries.at(-1)).toMatchObject({
      host: `127.0.0.1:${desk.replica.port}`,
      why: 'papers of 2026-11-20',
      status: 200,
      failure: null,
    })
    expect(desk.replica.requests[0]?.userAgent).toBe('Dogear/0.0.0 (desktop reader)')
  })

  test('asked for by two at once runs once, and goes on when one of them leaves', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    const leaving = new AbortController()
    const first = desk.sync.run({}, { signal: leaving.signal })
    const second = desk.sync.run({}, { signal: never })
    leaving.abort(new DogearError('cancelled', 'Left.'))
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(await desk.finish(second)).toMatchObject({ days: 3 })
    expect(desk.paths()).toHaveLength(16)
  })

  test('stops when it is cancelled, without a failure, and keeps what it has', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    const run = desk.sync.run({}, { signal: never })
    run.catch(() => undefined)
    await desk.until(() => desk.papers() > 0)
    desk.sync.cancel()
    await expect(desk.finish(run)).rejects.toMatchObject({ code: 'cancelled' })
    expect(desk.papers()).toBeGreaterThan(0)
    expect(desk.sync.status()).toMatchObject({ state: 'idle', phase: null, lastFailure: null })
    expect(await desk.run()).toMatchObject({ days: 3 })
  })

  test('stops when its last caller leaves', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    const leaving = new AbortController()
    const run = desk.sync.run({}, { signal: leaving.signal })
    run.catch(() => undefined)
    await desk.until(() => desk.replica.requests.length > 2)
    leaving.abort(new DogearError('cancelled', 'Left.'))
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    await desk.sync.close()
    const sent = desk.replica.requests.length
    await desk.pass(600_000)
    expect([sent < 16, desk.replica.requests.length]).toEqual([true, sent])
  })
})

describe('a run over named days', () => {
  test('fetches them, a whole month by its pages', async () => {
    const days = new Map(
      Array.from({ length: 31 }, (_, index) => `2026-08-${String(index + 1).padStart(2, '0')}`).map((day, index) => [
        day,
        madeRows(8, { from: index * 10, month: '2608', day }),
      ]),
    )
    const desk = await syncDesk({ now: NOW, days })
    expect(await desk.run({ from: '2026-08-01', to: '2026-08-31' })).toMatchObject({ days: 31, papers: 248, rows: 248, requests: 3 })
    expect(desk.days()).toEqual(Object.fromEntries([...days.keys()].map((day) => [day, 8])))
    expect(desk.paths().every((path) => path.includes('month=2026-08'))).toBe(true)
  })

  test('orders a day of a month by votes', async () => {
    const days = new Map([['2026-08-03', madeRows(3, { day: '2026-08-03' }).toReversed()]])
    const desk = await syncDesk({ now: NOW, days })
    await desk.run({ from: '2026-08-01', to: '2026-08-31' })
    expect(
      desk.store.sql
        .prepare('SELECT paper_id FROM day_entries ORDER BY position')
        .all()
        .map((row) => row['paper_id']),
    ).toEqual(['2611.00001', '2611.00002', '2611.00003'])
  })

  test('asks day by day where a row of a month does not tell its day', async () => {
    const days = new Map([
      ['2026-08-03', madeRows(2, { day: '2026-08-03' })],
      ['2026-08-04', [madeRow('2611.00009', { paper: { submittedOnDailyAt: 'lately' } })]],
    ])
    const desk = await syncDesk({ now: NOW, days })
    await desk.run({ from: '2026-08-01', to: '2026-08-31' })
    expect(desk.days()).toEqual({ '2026-08-03': 2, '2026-08-04': 1 })
    expect(desk.paths().filter((path) => path.includes('date='))).toHaveLength(31)
  })

  test('keeps a paper in both of its days', async () => {
    const days = new Map(['2026-08-03', '2026-08-10'].map((day) => [day, madeRows(2, { day })]))
    const desk = await syncDesk({ now: NOW, days })
    expect(await desk.run({ from: '2026-08-01', to: '2026-08-31' })).toMatchObject({ days: 2, papers: 2, rows: 4 })
    expect(desk.days()).toEqual({ '2026-08-03': 2, '2026-08-10': 2 })
  })

  test.each([
    ['the last before the first', { from: '2026-11-20', to: '2026-11-01' }],
    ['before the feed', { from: '2020-01-01', to: '2020-02-01' }],
    ['in the future', { from: '2027-01-01', to: '2027-02-01' }],
  ])('refuses days %s', async (_name, range) => {
    const desk = await syncDesk({ now: NOW, days: threeDays() })
    await expect(desk.run(range)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(desk.replica.requests).toEqual([])
  })
})

describe('a clock that is wrong', () => {
  test('before the feed began asks nothing and says so', async () => {
    const desk = await syncDesk({ now: '2001-01-01T12:00:00Z', days: threeDays() })
    await expect(desk.run()).rejects.toMatchObject({ message: expect.stringContaining('The clock of this computer says 2001-01-01') })
    expect(desk.replica.requests).toEqual([])
  })

  test('years ahead asks for 14 days, stores none and does not begin the archive', async () => {
    const desk = await syncDesk({ now: NOW, days: threeDays(), settings: { fillArchive: true } })
    desk.clock.jumpTo(Date.parse('2099-01-01T12:00:00Z'))
    desk.replica.setNow(NOW)
    await expect(desk.run()).rejects.toMatchObject({ message: expect.stringContaining('The clock of this computer says 2099-01-01') })
    expect(desk.replica.requests.filter((request) => request.path.includes('date='))).toHaveLength(14)
    expect(desk.sync.status().archive).toEqual({ doneMonths: 0, totalMonths: 0 })
    expect(desk.store.sql.prepare('SELECT count(*) AS count FROM days').get()).toEqual({ count: 0 })
  })
})

test('a new day of the feed that the source does not have yet is left for later', async () => {
  const desk = await syncDesk({ now: '2026-11-20T15:00:00Z', days: threeDays() })
  desk.clock.jumpTo(Date.parse('2026-11-21T12:00:00Z'))
  desk.replica.setNow(NOW)
  expect(await desk.run()).toMatchObject({ days: 3 })
  expect(desk.store.sql.prepare("SELECT day FROM days WHERE day = '2026-11-21'").all()).toEqual([])
})
