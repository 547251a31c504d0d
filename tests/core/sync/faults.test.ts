// Owns the facts about bad days: every fault of the source, no network, a disk that is full or may not be written.
import { describe, expect, test } from 'vitest'
import { verifyLibrary } from '#core/queries/verify.ts'
import { madeRows } from '../source/made-row.ts'
import { syncDesk } from './sync-desk.ts'

const NOW = '2026-11-20T15:00:00Z'
const HOUR = 3_600_000
const days = (): Map<string, unknown[]> =>
  new Map([
    ['2026-11-19', madeRows(6, { from: 11 })],
    ['2026-11-20', madeRows(5)],
  ])
const all = { '2026-11-19': 6, '2026-11-20': 5 }

describe('a fault that passes', () => {
  test.each(['storm-429', 'error-500', 'reset', 'refuse', 'truncated-json', 'slow-body', 'html-for-json'] as const)(
    '(%s) costs a run time but no row',
    async (name) => {
      const desk = await syncDesk({ now: NOW, days: days(), faults: [{ name, times: 2, seconds: 30, everyMs: 1 }] })
      expect(await desk.run()).toMatchObject({ days: 2, rows: expect.any(Number), setAside: 0 })
      expect(desk.days()).toEqual(all)
      expect(desk.sync.status().lastFailure).toBeNull()
    },
  )

  test('that hangs in the middle is left after half a minute and asked again', async () => {
    const desk = await syncDesk({ now: NOW, days: days(), faults: [{ name: 'stall', times: 1 }] })
    const run = desk.sync.run({}, { signal: new AbortController().signal })
    // the hanging answer counts as on its way, so the clock is moved by hand once it hangs
    await expect.poll(() => desk.replica.requests[0]?.fault).toBe('stall')
    while (desk.sync.activity({ limit: 1 }).entries.length === 0) await desk.clock.advance(10_000)
    await desk.finish(run)
    expect(desk.days()).toEqual(all)
    expect(desk.sync.activity({ limit: 1000 }).entries.at(-1)?.failure).toMatch(/did not answer in time/)
  })
})

describe('a fault that stays', () => {
  test.each([
    ['error-500', 'upstream'],
    ['truncated-json', 'upstream'],
    ['html-for-json', 'upstream'],
    ['redirect', 'upstream'],
    ['huge-body', 'upstream'],
    ['gzip-bomb', 'upstream'],
    ['storm-429', 'rate-limited'],
  ])('(%s) ends the run with a sentence after few requests and stores nothing', async (name, code) => {
    const desk = await syncDesk({ now: NOW, days: days(), faults: [{ name: name as 'reset', bytes: 40_000_000 }] })
    await expect(desk.run()).rejects.toMatchObject({ code })
    expect(desk.replica.requests.length).toBeLessThanOrEqual(9)
    expect(desk.papers()).toBe(0)
    expect(desk.sync.status().lastFailure?.message).toMatch(/^\S.*\.$/)
    expect(desk.sync.status().sentence).toBe(desk.sync.status().lastFailure?.message)
  })

  test('on one day leaves the others to land, is told, and mends itself', async () => {
    const desk = await syncDesk({ now: NOW, days: days(), faults: ['truncated-json=3@date=2026-11-20'] })
    desk.sync.start()
    await desk.until(() => desk.sync.status().lastFailure !== null)
    expect(desk.days()).toEqual({ '2026-11-19': 6 })
    expect(desk.sync.status()).toMatchObject({
      state: 'waiting',
      sentence: 'The answer of Hugging Face is cut off or damaged.',
      lastSyncedAtMs: null,
    })
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    expect([desk.days(), desk.sync.status().lastFailure]).toEqual([all, null])
  })
})

test('a run by hand that joins one in which a day had failed already brings that day too', async () => {
  const desk = await syncDesk({ now: NOW, days: days(), faults: ['error-500@date=2026-11-20'] })
  desk.sync.start()
  const isFailed = (): boolean => desk.paths().some((path) => path.includes('2026-11-19'))
  await desk.until(isFailed)
  desk.replica.setFaults([])
  await desk.run()
  expect([desk.days(), desk.sync.status().lastFailure]).toEqual([all, null])
})

describe('rows that are bad', () => {
  test('are set aside and shown, the rest of their day lands', async () => {
    const desk = await syncDesk({ now: NOW, days: days(), faults: ['wrong-types@date=2026-11-20'] })
    expect(await desk.run()).toMatchObject({ days: 2, setAside: 1 })
    expect(desk.store.sql.prepare("SELECT count(*) AS count FROM day_entries WHERE day = '2026-11-20'").get()).toEqual({ count: 4 })
    const { setAside } = desk.sync.activity({ limit: 10 })
    expect(setAside).toMatchObject([
      { day: '2026-11-20', paperId: expect.stringMatching(/^2611\.\d{5}$/), reason: expect.stringMatching(/^The .*\.$/) },
    ])
    expect(desk.sync.status().setAside).toBe(1)
    await desk.run()
    expect(desk.sync.status().setAside).toBe(1)
    desk.replica.setFaults([])
    await desk.run()
    expect([desk.days(), desk.sync.status().setAside]).toEqual([all, 0])
  })

  test('never take a stored paper away', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    await desk.run()
    for (const fault of ['wrong-types', 'empty-page']) {
      desk.replica.setFaults([fault])
      await desk.run()
      expect(desk.days()).toEqual(all)
    }
    expect(verifyLibrary(desk.store).ok).toBe(true)
  })
})

describe('without a network', () => {
  test('says since when, keeps what is stored, and goes on by itself', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    desk.sync.start()
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    await desk.replica.goOffline()
    await desk.pass(4 * HOUR)
    await desk.until(() => desk.sync.status().state === 'offline')
    const sentence = desk.sync.status().sentence
    expect(sentence).toMatch(/^Offline since \d\d:\d\d\. Everything stored works\.$/)
    await desk.pass(HOUR)
    expect(desk.sync.status().sentence).toBe(sentence)
    expect(desk.days()).toEqual(all)
    await desk.replica.goOnline()
    await desk.until(() => desk.sync.status().state === 'idle')
    expect(desk.clock.nowMs() - (desk.sync.status().lastSyncedAtMs ?? 0)).toBeLessThan(60_000)
  })

  test('a run by hand fails with a sentence and is tried again by itself', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    await desk.replica.goOffline()
    desk.sync.start()
    await expect(desk.run()).rejects.toMatchObject({ code: 'offline' })
    await desk.replica.goOnline()
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    expect(desk.days()).toEqual(all)
  })

  test('a wake tries at once', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    await desk.replica.goOffline()
    desk.sync.start()
    await desk.until(() => desk.sync.status().state === 'offline')
    await desk.replica.goOnline()
    const before = desk.clock.nowMs()
    desk.sync.wake()
    await desk.until(() => desk.sync.status().state === 'idle')
    expect(desk.clock.nowMs() - before).toBeLessThan(1000)
  })

  test('because it is switched off asks nothing until it is switched on', async () => {
    const desk = await syncDesk({ now: NOW, days: days(), settings: { networkOn: false } })
    desk.sync.start()
    await desk.pass(24 * HOUR)
    await expect(desk.run()).rejects.toMatchObject({ code: 'offline', message: expect.stringContaining('switched off') })
    expect([desk.replica.requests, desk.sync.status().state]).toEqual([[], 'off'])
    desk.settings.networkOn = true
    desk.sync.settingsChanged()
    expect(desk.sync.status()).toMatchObject({ state: 'idle', sentence: 'Not synced yet.' })
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    expect(desk.days()).toEqual(all)
  })

  test('switched off in the middle of a run stops it', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    desk.sync.start()
    await desk.until(() => desk.papers() > 0)
    desk.settings.networkOn = false
    desk.sync.settingsChanged()
    await desk.pass(HOUR)
    const sent = desk.replica.requests.length
    await desk.pass(HOUR)
    expect([desk.replica.requests.length, desk.sync.status().state]).toEqual([sent, 'off'])
  })
})

describe('a disk', () => {
  test('that is full stops the run with a sentence, leaves no half day, and goes on when there is room', async () => {
    const many = new Map([
      ['2026-11-19', madeRows(3, { from: 900 })],
      ['2026-11-20', madeRows(3)],
    ])
    const desk = await syncDesk({ now: NOW, days: many })
    await desk.run()
    many.set('2026-11-20', madeRows(250))
    const pages = Number(desk.store.sql.prepare('PRAGMA page_count').get()?.['page_count'])
    desk.store.sql.prepare(`PRAGMA max_page_count = ${pages + 3}`).get()
    desk.sync.start()
    await desk.until(() => desk.sync.status().lastFailure?.code === 'disk-full')
    expect(desk.sync.status()).toMatchObject({ state: 'waiting', sentence: expect.stringContaining('The disk is full') })
    expect(desk.days()).toEqual({ '2026-11-19': 3, '2026-11-20': 3 })
    desk.store.sql.prepare('PRAGMA max_page_count = 1000000').get()
    await desk.until(() => desk.days()['2026-11-20'] === 250 && desk.sync.status().state === 'idle')
    expect(verifyLibrary(desk.store).ok).toBe(true)
  })

  test('that may not be written is a sentence, not a crash', async () => {
    const desk = await syncDesk({ now: NOW, days: days() })
    desk.store.sql.exec('PRAGMA query_only = ON')
    await expect(desk.run()).rejects.toMatchObject({ code: 'read-only' })
    expect(desk.logged.some(({ event }) => event === 'request-not-listed')).toBe(true)
    desk.store.sql.exec('PRAGMA query_only = OFF')
    expect(await desk.run()).toMatchObject({ days: 2 })
  })
})

test('closing in the middle of a run ends it and leaves nothing running', async () => {
  const desk = await syncDesk({ now: NOW, days: days(), settings: { fillArchive: true, fetchArxiv: true } })
  desk.sync.start()
  const run = desk.sync.run({}, { signal: new AbortController().signal })
  run.catch(() => undefined)
  await desk.until(() => desk.papers() > 0)
  await desk.sync.close()
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  const sent = desk.replica.requests.length
  await desk.pass(24 * HOUR)
  expect([desk.replica.requests.length, desk.clock.sleeping]).toEqual([sent, 0])
})

test('the list of requests keeps the last 5,000', async () => {
  const desk = await syncDesk({ now: NOW, days: days() })
  desk.store.sql.exec(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO requests (at_ms, host, path, why, status, bytes, ms) SELECT i, 'h', '/', 'w', 200, 1, 1 FROM n",
  )
  await desk.run()
  expect(desk.store.sql.prepare('SELECT count(*) AS count, min(at_ms) AS oldest FROM requests').get()).toEqual({ count: 5000, oldest: 16 })
})
