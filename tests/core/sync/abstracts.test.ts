// Owns the facts about fetching arXiv's abstracts: who comes first, how often arXiv is asked, and what is not found.
import { describe, expect, test } from 'vitest'
import { madeRows } from '../source/made-row.ts'
import { syncDesk, type SyncDesk, type SyncDeskOptions } from './sync-desk.ts'

const NOW = '2026-11-20T15:00:00Z'
const DAY = '2026-11-20'

const record = (id: string): Record<string, unknown> => ({
  id,
  title: `On $x_{${Number(id.slice(5))}}$`,
  abstract: `We prove $\\alpha \\le ${Number(id.slice(5))}$\n  for all of it.`,
  authors: ['Ada Example'],
  categories: ['cs.LG'],
  published: '2026-11-17',
})

async function deskWith(count: number, options: Partial<SyncDeskOptions> = {}): Promise<SyncDesk> {
  const days = new Map([[DAY, madeRows(count)]])
  const papers = Array.from({ length: count }, (_, index) => record(`2611.${String(index + 1).padStart(5, '0')}`))
  return await syncDesk({ now: NOW, days, papers, settings: { fetchArxiv: true }, ...options })
}

const asked = (desk: SyncDesk): string[][] =>
  desk.replica.requests
    .filter(({ host }) => host === 'arxiv')
    .map(({ path }) => (new URL(path, 'http://x').searchParams.get('id_list') ?? '').split(','))
const stored = (desk: SyncDesk): number => Number(desk.store.sql.prepare('SELECT count(*) AS count FROM arxiv_records').get()?.['count'])
const settledQueue = (desk: SyncDesk): boolean =>
  stored(desk) > 0 && desk.sync.status().abstractsWaiting === 0 && desk.sync.status().phase === null

test('come for the recent days with their math, in batches of at most a hundred', async () => {
  const desk = await deskWith(250)
  desk.sync.start()
  await desk.until(() => settledQueue(desk))
  expect(asked(desk).map((ids) => ids.length)).toEqual([100, 100, 50])
  expect(
    desk.store.sql.prepare('SELECT title, abstract, primary_category FROM arxiv_records WHERE paper_id = ?').get('2611.00007'),
  ).toMatchObject({
    title: 'On $x_{7}$',
    abstract: 'We prove $\\alpha \\le 7$ for all of it.',
  })
  expect(desk.store.sql.prepare('SELECT title FROM papers WHERE id = ?').get('2611.00007')).toEqual({
    title: 'A study of thing 2611.00007',
  })
})

test('are asked for one request each three seconds, one at a time', async () => {
  const desk = await deskWith(250)
  desk.sync.start()
  await desk.until(() => settledQueue(desk))
  const times = desk.replica.requests.filter(({ host }) => host === 'arxiv').map(({ atMs }) => atMs)
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  expect(gaps.every((gap) => gap >= 3000)).toBe(true)
  expect(desk.replica.requests.every(({ concurrent }) => concurrent === 1)).toBe(true)
})

test('tell which papers changed', async () => {
  const desk = await deskWith(3)
  desk.sync.start()
  await desk.until(() => settledQueue(desk))
  expect(desk.changes.at(-1)).toEqual({ topics: ['papers', 'days', 'activity'], ids: ['2611.00001', '2611.00002', '2611.00003'] })
})

describe('the order', () => {
  test('is papers in view, then saved ones, then the recent days', async () => {
    const desk = await deskWith(150)
    await desk.run()
    desk.store.sql.exec("INSERT INTO marks (paper_id, state, read, list_position) VALUES ('2611.00120', 'later', 0, 1)")
    desk.sync.inView(['2611.00140', '2611.00139'])
    desk.sync.start()
    await desk.until(() => settledQueue(desk))
    expect(asked(desk)[0]?.slice(0, 3).toSorted()).toEqual(['2611.00120', '2611.00139', '2611.00140'])
    expect(asked(desk)[0]?.slice(0, 2)).not.toContain('2611.00120')
  })

  test('lets a paper that comes into view while the turn is waited for go first', async () => {
    const desk = await deskWith(250)
    desk.sync.start()
    await desk.until(() => asked(desk).length === 1)
    desk.sync.inView(['2611.00249'])
    await desk.until(() => asked(desk).length === 2)
    expect(asked(desk)[1]?.[0]).toBe('2611.00249')
    await desk.until(() => settledQueue(desk))
  })

  test('holds a paper of the archive only when it is in view or saved', async () => {
    const desk = await deskWith(3, {
      days: new Map([
        ['2026-08-03', madeRows(3, { day: '2026-08-03' })],
        [DAY, []],
      ]),
    })
    await desk.run({ from: '2026-08-03', to: '2026-08-03' })
    desk.sync.start()
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    await desk.pass(60_000)
    expect(asked(desk)).toEqual([])
    desk.sync.inView(['2611.00002', '2611.99999'])
    await desk.until(() => settledQueue(desk))
    expect(asked(desk)).toEqual([['2611.00002']])
  })

  test('has no samples and nothing that is there already', async () => {
    const desk = await deskWith(2)
    desk.sync.start()
    await desk.until(() => settledQueue(desk))
    desk.store.sql
      .exec(`INSERT INTO papers (id, title, abstract, authors, media_urls, keywords, authors_take_part, sample, votes, metrics_read_at_ms, changed_at_ms)
      VALUES ('sample-01', 'S', 'S', '[]', '[]', '[]', 0, 1, 1, 1, 1)`)
    desk.sync.inView(['sample-01', '2611.00001', '2611.00002'])
    await desk.pass(60_000)
    expect(asked(desk)).toHaveLength(1)
  })
})

describe('a paper that arXiv leaves out', () => {
  test('is asked for again later and later, and costs the others nothing', async () => {
    const days = new Map([[DAY, madeRows(5)]])
    const desk = await deskWith(5, { days, papers: [1, 2, 4, 5].map((n) => record(`2611.0000${n}`)) })
    await desk.run()
    desk.store.sql.exec("INSERT INTO marks (paper_id, state, read, list_position) VALUES ('2611.00003', 'later', 0, 1)")
    days.set(
      DAY,
      madeRows(5).filter((row) => row.paper['id'] !== '2611.00003'),
    )
    desk.sync.start()
    await desk.until(() => stored(desk) === 4)
    const row = (): Record<string, unknown> => ({ ...desk.store.sql.prepare('SELECT paper_id, attempts FROM arxiv_queue').get() })
    await desk.until(() => Number(row()['attempts']) >= 3)
    expect(asked(desk).slice(1, 3)).toEqual([['2611.00003'], ['2611.00003']])
    const [first = 0, second = 0, third = 0] = desk.replica.requests.filter(({ host }) => host === 'arxiv').map(({ atMs }) => atMs)
    expect(second - first).toBeGreaterThan(100_000)
    expect(third - second).toBeGreaterThan(1.5 * (second - first))
  })
})

test('one id that arXiv can’t bear costs the others only time', async () => {
  const isPoison = (target: string): boolean => target.includes('/api/query') && target.includes('2611.00003')
  const desk = await deskWith(30, { faults: [{ name: 'error-500', match: isPoison }] })
  desk.sync.start()
  await desk.until(() => stored(desk) === 29)
})

describe('arXiv in trouble', () => {
  test.each(['error-500', 'reset', 'html-for-json', 'empty-page', 'storm-429', 'refuse'])(
    '(%s) is asked again and all abstracts come in the end',
    async (name) => {
      const desk = await deskWith(3, { faults: [{ name: name as 'reset', match: '/api/query', times: 4, seconds: 5 }] })
      desk.sync.start()
      await desk.until(() => stored(desk) === 3)
      await desk.until(() => settledQueue(desk))
      expect(desk.sync.status().lastFailure).toBeNull()
    },
  )

  test('does not make the days wait, and is not "offline"', async () => {
    const desk = await deskWith(3, { faults: ['error-500@/api/query'] })
    desk.sync.start()
    await desk.until(() => asked(desk).length >= 6)
    expect(desk.sync.status().state).not.toBe('offline')
    expect(await desk.run()).toMatchObject({ days: 1 })
  })

  test('is told in one sentence', async () => {
    const desk = await deskWith(3, { faults: ['error-500@/api/query'] })
    desk.sync.start()
    const sentence = `127.0.0.1:${desk.replica.port} answered with an error (500).`
    await desk.until(() => desk.statuses.some((status) => status.state === 'waiting' && status.sentence === sentence))
  })
})

test('are not fetched when the settings say so', async () => {
  const desk = await deskWith(3, { settings: { fetchArxiv: false } })
  desk.sync.start()
  await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
  desk.sync.inView(['2611.00001'])
  await desk.pass(600_000)
  expect(asked(desk)).toEqual([])
})
