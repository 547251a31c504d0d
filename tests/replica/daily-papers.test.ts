// Checks the daily feed of the replica over HTTP: days, weeks, months, order, pages, refusals and rate limits.
import { afterEach, describe, expect, it } from 'vitest'
import { makeDay } from '#tests/fixtures/made-days.ts'
import { idsAt, refusalAt, rowsAt } from './asking.ts'
import type { Replica, ReplicaOptions } from './replica.ts'
import { startReplica } from './replica.ts'

let replica: Replica
afterEach(() => replica.close())

async function feed(options: ReplicaOptions = {}): Promise<string> {
  replica = await startReplica(options)
  return `${replica.url}/api/daily_papers`
}

describe('a day', () => {
  it('is the recorded list in its recorded order', async () => {
    const day = makeDay('2026-06-03', 41, 1)
    const url = await feed({ days: { '2026-06-03': day } })
    expect(await rowsAt(`${url}?date=2026-06-03&limit=100&p=0&sort=publishedAt`)).toEqual(day)
  })

  it('has 50 rows a page unless a limit is asked for', async () => {
    const url = await feed({ days: { '2026-06-03': makeDay('2026-06-03', 120, 1) } })
    expect(await rowsAt(`${url}?date=2026-06-03`)).toHaveLength(50)
    expect(await rowsAt(`${url}?date=2026-06-03&limit=100`)).toHaveLength(100)
    expect(await rowsAt(`${url}?date=2026-06-03&limit=100&p=1`)).toHaveLength(20)
    expect(await rowsAt(`${url}?date=2026-06-03&limit=100&p=100`)).toEqual([])
  })

  it('names the next page by a relative address until there is none, and the pages add up', async () => {
    const day = makeDay('2026-06-03', 45, 1)
    const url = await feed({ days: { '2026-06-03': day } })
    const ids: string[] = []
    const links: (string | null)[] = []
    for (let next: string | null = `${url}?date=2026-06-03&limit=20`; next !== null;) {
      const response: Response = await fetch(next)
      ids.push(...((await response.json()) as { paper: { id: string } }[]).map((row) => row.paper.id))
      const link = response.headers.get('link')
      links.push(link)
      const address = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1]
      next = address === undefined ? null : new URL(address, url).href
    }
    expect(links).toEqual([
      '</api/daily_papers?date=2026-06-03&limit=20&p=1>; rel="next"',
      '</api/daily_papers?date=2026-06-03&limit=20&p=2>; rel="next"',
      null,
    ])
    expect(ids).toEqual(day.map((row) => row.paper.id))
  })

  it('names no next page when the last row is on this one', async () => {
    const url = await feed({ days: { '2026-06-03': makeDay('2026-06-03', 40, 1) } })
    expect((await fetch(`${url}?date=2026-06-03&limit=20`)).headers.get('link')).not.toBeNull()
    expect((await fetch(`${url}?date=2026-06-03&limit=20&p=1`)).headers.get('link')).toBeNull()
  })

  it('is empty when nothing was recorded, at weekends and before the first day', async () => {
    const url = await feed()
    for (const day of ['2026-08-16', '2026-08-05', '2020-01-01']) expect(await rowsAt(`${url}?date=${day}`)).toEqual([])
  })

  it('can be asked for as a whole moment', async () => {
    const url = await feed()
    expect(await idsAt(`${url}?date=2026-08-14T00:00:00.000Z`)).toEqual(await idsAt(`${url}?date=2026-08-14`))
  })

  it('is refused with 400 when there is no such day', async () => {
    const url = await feed()
    for (const day of ['2025-13-40', '2026-02-29', '20260814', 'today', '']) {
      expect(await refusalAt(`${url}?date=${day}`)).toEqual({ status: 400, error: expect.any(String) })
    }
  })

  it('shows a change that a test makes while the replica runs', async () => {
    const days = new Map([['2026-06-03', makeDay('2026-06-03', 3, 1)]])
    const url = await feed({ days })
    expect(await rowsAt(`${url}?date=2026-06-03`)).toHaveLength(3)
    days.set('2026-06-03', makeDay('2026-06-03', 5, 1))
    expect(await rowsAt(`${url}?date=2026-06-03`)).toHaveLength(5)
  })
})

describe('the current day', () => {
  it('turns over at 21:30 in New York, in summer and in winter', async () => {
    const days = {
      '2026-08-21': makeDay('2026-08-21', 2, 1),
      '2026-08-22': makeDay('2026-08-22', 2, 1),
      '2026-01-16': makeDay('2026-01-16', 2, 1),
    }
    const url = await feed({ days, now: '2026-08-22T01:29:00Z' })
    expect(replica.today()).toBe('2026-08-21')
    expect(await refusalAt(`${url}?date=2026-08-22`)).toEqual({ status: 400, error: expect.any(String) })
    replica.setNow('2026-08-22T01:30:00Z')
    expect(await rowsAt(`${url}?date=2026-08-22`)).toHaveLength(2)
    replica.setNow('2026-01-16T02:29:00Z')
    expect(replica.today()).toBe('2026-01-15')
    replica.setNow('2026-01-16T02:30:00Z')
    expect(replica.today()).toBe('2026-01-16')
  })

  it('hides later days from every list', async () => {
    const url = await feed({ now: '2026-08-18T20:00:00Z' })
    const days = (rows: { paper: { submittedOnDailyAt?: string } }[]) => [
      ...new Set(rows.map((row) => row.paper.submittedOnDailyAt?.slice(0, 10))),
    ]
    for (const question of ['month=2026-08', 'week=2026-W34', 'sort=trending', 'limit=100']) {
      const listed = days(await rowsAt(`${url}?${question}&limit=100`))
      expect(listed).toContain('2026-08-18')
      expect(listed).not.toContain('2026-08-19')
    }
    expect((await fetch(`${replica.url}/api/papers/2608.75236`)).status).toBe(404)
  })

  it('is the evening of the last fixture day unless told otherwise', async () => {
    await feed()
    expect(replica.today()).toBe('2026-08-21')
  })

  it('moves with the clock a test gives', async () => {
    let ms = Date.parse('2026-08-17T12:00:00Z')
    await feed({ clock: { nowMs: () => ms } })
    expect(replica.today()).toBe('2026-08-17')
    ms += 86_400_000
    expect(replica.today()).toBe('2026-08-18')
  })
})

describe('weeks and months', () => {
  it('list the newest day first and most votes first within a day', async () => {
    const url = await feed()
    const rows = await rowsAt(`${url}?month=2026-08&limit=100`)
    const keys = rows.map((row) => [row.paper.submittedOnDailyAt?.slice(0, 10) ?? '', row.paper.upvotes] as const)
    expect(keys).toEqual(keys.toSorted((a, b) => b[0].localeCompare(a[0]) || b[1] - a[1]))
    expect(keys.at(0)?.[0]).toBe('2026-08-21')
  })

  it('hold every row of their days once over all pages', async () => {
    const url = await feed()
    const month = [...(await idsAt(`${url}?month=2026-08&limit=100&p=0`)), ...(await idsAt(`${url}?month=2026-08&limit=100&p=1`))]
    const days = await Promise.all(['14', '17', '18', '19', '20', '21'].map((day) => idsAt(`${url}?date=2026-08-${day}&limit=100`)))
    expect(month.toSorted()).toEqual(days.flat().toSorted())
    expect(await idsAt(`${url}?week=2026-W33&limit=100`)).toEqual(days[0])
  })

  it('give rows from before 2025-03 their day and submitter as today, while the day itself stays as recorded', async () => {
    const url = await feed()
    const [plain] = await rowsAt(`${url}?date=2024-07-25`)
    const [added] = await rowsAt(`${url}?month=2024-07`)
    expect(plain?.paper.submittedOnDailyAt).toBeUndefined()
    expect(added?.paper.submittedOnDailyAt).toBe('2024-07-25T00:00:00.000Z')
    expect(added?.paper.submittedOnDailyBy?.user).toBe(plain?.submittedBy?.name)
    expect({ ...added?.paper, submittedOnDailyAt: undefined, submittedOnDailyBy: undefined }).toEqual({ ...plain?.paper })
    expect((await rowsAt(`${url}?date=2024-07-25`))[0]).toEqual(plain)
  })

  it('know the ISO weeks at the turn of a year', async () => {
    const url = await feed({ days: { '2024-12-31': makeDay('2024-12-31', 2, 1), '2026-12-31': makeDay('2026-12-31', 3, 1) } })
    expect(await rowsAt(`${url}?week=2025-W01`)).toHaveLength(2)
    expect(await rowsAt(`${url}?week=2026-W53`)).toHaveLength(3)
    expect((await refusalAt(`${url}?week=2025-W53`)).status).toBe(400)
  })

  it('are refused when impossible or in the future, and empty before the first day', async () => {
    const url = await feed()
    for (const question of [
      'week=2026-W60',
      'week=2026-W00',
      'week=33',
      'month=2026-13',
      'month=2026-8',
      'month=2026-09',
      'week=2026-W35',
    ]) {
      expect(await refusalAt(`${url}?${question}`)).toEqual({ status: 400, error: expect.any(String) })
    }
    expect(await rowsAt(`${url}?month=2023-04`)).toEqual([])
  })
})

describe('other questions', () => {
  it('lists what one person submitted', async () => {
    const url = await feed()
    const all = await rowsAt(`${url}?date=2026-08-21`)
    const handle = all[0]?.submittedBy?.name ?? ''
    const rows = await rowsAt(`${url}?submitter=${handle}`)
    expect(rows.map((row) => row.submittedBy?.name)).toEqual([handle])
    expect(await rowsAt(`${url}?submitter=nobody`)).toEqual([])
  })

  it('gives a trending list that is not in the order of votes and names no paper twice', async () => {
    const url = await feed()
    const rows = await rowsAt(`${url}?sort=trending&limit=100`)
    const votes = rows.map((row) => row.paper.upvotes)
    expect(votes).not.toEqual(votes.toSorted((a, b) => b - a))
    expect(new Set(rows.map((row) => row.paper.id)).size).toBe(rows.length)
  })

  it('gives the newest rows when asked for nothing', async () => {
    const url = await feed()
    const rows = await rowsAt(url)
    expect(rows).toHaveLength(50)
    expect(rows.at(0)?.paper.submittedOnDailyAt).toBe('2026-08-21T00:00:00.000Z')
  })

  it('refuses numbers out of range and an unknown order', async () => {
    const url = await feed()
    for (const question of ['limit=0', 'limit=101', 'limit=ten', 'p=-1', 'p=1.5', 'sort=upvotes']) {
      expect((await refusalAt(`${url}?date=2026-08-21&${question}`)).status).toBe(400)
    }
  })
})

describe('rate limits', () => {
  it('count down in fixed windows of five minutes and begin again with the next one', async () => {
    let ms = Date.parse('2026-08-21T20:03:20Z')
    const url = await feed({ quota: 2, clock: { nowMs: () => ms } })
    const limitOf = async () => {
      const response = await fetch(`${url}?date=2026-08-21&limit=1`)
      await response.arrayBuffer()
      return [response.status, response.headers.get('ratelimit'), response.headers.get('ratelimit-policy')]
    }
    const policy = '"fixed window";"api";q=2;w=300'
    expect(await limitOf()).toEqual([200, '"api";r=1;t=100', policy])
    expect(await limitOf()).toEqual([200, '"api";r=0;t=100', policy])
    expect(await limitOf()).toEqual([429, '"api";r=0;t=100', policy])
    ms += 99_000
    expect(await limitOf()).toEqual([429, '"api";r=0;t=1', policy])
    ms += 1_000
    expect(await limitOf()).toEqual([200, '"api";r=1;t=300', policy])
  })

  it('count pages apart from the interface, a token apart from none, and arXiv not at all', async () => {
    const url = await feed({ quota: 1, pagesQuota: 1 })
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(url)).status).toBe(429)
    const page = await fetch(`${replica.url}/papers/2608.99001.md`)
    expect([page.status, page.headers.get('ratelimit')?.slice(0, 11)]).toEqual([200, '"pages";r=0'])
    expect((await fetch(`${replica.url}/papers/2608.99001.md`)).status).toBe(429)
    expect((await fetch(url, { headers: { Authorization: 'Bearer hf_reader' } })).status).toBe(200)
    for (let time = 0; time < 3; time += 1) expect((await fetch(`${replica.url}/pdf/2608.99001`)).headers.get('ratelimit')).toBeNull()
  })

  it('refuse a token of another form with 401', async () => {
    const url = await feed()
    const response = await fetch(url, { headers: { Authorization: 'Bearer nonsense' } })
    expect([response.status, response.headers.get('x-error-message')]).toEqual([401, 'Invalid credentials in Authorization header'])
  })
})
