// Checks that each fault does over HTTP what its name says, as often and where it was asked for.
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { makeDay } from '#tests/fixtures/made-days.ts'
import type { DailyRow } from '#tests/fixtures/upstream-shape.ts'
import type { Fault } from './faults.ts'
import { FAULT_NAMES, parseFault } from './faults.ts'
import type { Replica } from './replica.ts'
import { startReplica } from './replica.ts'

const DAY = '/api/daily_papers?date=2026-06-03&limit=100'
const day = makeDay('2026-06-03', 9, 1)

let replica: Replica
afterEach(() => replica.close())

async function withFaults(...faults: (string | Fault)[]): Promise<void> {
  replica = await startReplica({ days: { '2026-06-03': day, '2026-06-02': makeDay('2026-06-02', 250, 1) }, faults })
}

const ask = (path = DAY, init: RequestInit = {}) => fetch(`${replica.url}${path}`, { redirect: 'manual', ...init })

/** Opens a request and hands over the answer before its body has come. */
function open(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${replica.url}${path}`, resolve).on('error', reject)
  })
}

/** The body as far as it came, and whether it ended as it should. */
async function readAll(answer: IncomingMessage): Promise<{ bytes: number; ended: boolean; pieces: number }> {
  let bytes = 0
  let pieces = 0
  try {
    for await (const piece of answer) {
      bytes += (piece as Buffer).length
      pieces += 1
    }
  } catch {
    return { bytes, ended: false, pieces }
  }
  return { bytes, ended: true, pieces }
}

describe('what each fault does', () => {
  it('storm-429 refuses with nothing left and the seconds to wait', async () => {
    await withFaults({ name: 'storm-429', seconds: 7 })
    const hub = await ask()
    expect([hub.status, hub.headers.get('ratelimit')]).toEqual([429, '"api";r=0;t=7'])
    const arxiv = await ask('/api/query?id_list=2606.53600')
    expect([arxiv.status, arxiv.headers.get('retry-after'), arxiv.headers.get('ratelimit')]).toEqual([429, '7', null])
  })

  it('error-500 fails with a JSON error on the interface and with a page elsewhere', async () => {
    await withFaults('error-500')
    const hub = await ask()
    expect([hub.status, await hub.json()]).toEqual([500, { error: expect.any(String) }])
    const pdf = await ask('/pdf/2606.53600')
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
  })

  it.each([DAY, '/pdf/2606.53600'])('reset breaks the connection in the middle of %s', async (path) => {
    await withFaults('reset')
    const answer = await open(path)
    expect(answer.statusCode).toBe(200)
    const { bytes, ended } = await readAll(answer)
    expect(ended).toBe(false)
    replica.setFaults([])
    expect(bytes).toBeLessThan((await (await ask(path)).arrayBuffer()).byteLength)
  })

  it('refuse closes the connection before any answer', async () => {
    await withFaults('refuse')
    await expect(ask()).rejects.toThrow()
  })

  it('truncated-json sends a whole answer with half of the text', async () => {
    await withFaults('truncated-json')
    const { ended } = await readAll(await open(DAY))
    expect(ended).toBe(true)
    const text = await (await ask()).text()
    expect(text.startsWith('[{"paper"')).toBe(true)
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  })

  it('html-for-json sends a page with status 200, for files too', async () => {
    await withFaults('html-for-json')
    for (const path of [DAY, '/pdf/2606.53600', '/api/query?id_list=2606.53600']) {
      const answer = await ask(path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    }
  })

  it('slow-body sends everything in many pieces', async () => {
    await withFaults({ name: 'slow-body', everyMs: 5 })
    const { ended, pieces } = await readAll(await open(DAY))
    expect(ended).toBe(true)
    expect(pieces).toBeGreaterThan(8)
    expect(await (await ask()).json()).toEqual(day)
  })

  it('stall sends half and keeps the connection open', async () => {
    await withFaults('stall')
    const answer = await open(DAY)
    let bytes = 0
    await new Promise<void>((resolve) => {
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes * 2 >= Number(answer.headers['content-length']) - 2) resolve()
      })
    })
    expect(answer.complete).toBe(false)
    expect(bytes).toBeLessThan(Number(answer.headers['content-length']))
    answer.on('error', () => {})
    answer.destroy()
  })

  it('wrong-types spoils one row in the middle and leaves its id and the others alone', async () => {
    await withFaults('wrong-types')
    const rows = (await (await ask()).json()) as DailyRow[]
    const changed = rows.flatMap((row, at) => (JSON.stringify(row) === JSON.stringify(day[at]) ? [] : [at]))
    expect(changed).toEqual([4])
    expect(rows[4]?.paper).toMatchObject({ id: day[4]?.paper.id, title: 42, upvotes: 'many', authors: 'et al.' })
  })

  it('empty-page sends a list without rows and without a next page, and a feed without entries', async () => {
    await withFaults('empty-page')
    const page = await ask('/api/daily_papers?month=2026-06&limit=100')
    expect([page.status, page.headers.get('link'), await page.json()]).toEqual([200, null, []])
    const feed = await (await ask(`/api/query?id_list=${day[0]?.paper.id}`)).text()
    expect(feed).toContain('>1</opensearch:totalResults>')
    expect(feed).not.toContain('<entry>')
  })

  it('redirect points to another host', async () => {
    await withFaults('redirect')
    const answer = await ask()
    expect([answer.status, new URL(answer.headers.get('location') ?? '').hostname]).toEqual([302, 'elsewhere.invalid'])
  })

  it('huge-body pours as much as it was told, for as long as anyone reads', async () => {
    await withFaults({ name: 'huge-body', bytes: 3_000_000 })
    const { bytes, ended } = await readAll(await open(DAY))
    expect(ended).toBe(true)
    expect(bytes).toBeGreaterThan(3_000_000)
  })

  it('gzip-bomb unpacks to a hundred times what it sends', async () => {
    await withFaults({ name: 'gzip-bomb', bytes: 30_000_000 })
    const packed = await readAll(await open(DAY))
    expect(packed.bytes).toBeLessThan(100_000)
    const text = await (await ask()).text()
    expect(text.length).toBe(30_000_002)
    expect(text.trim()).toBe('[]')
  })
})

describe('where and how often', () => {
  it('strikes every time unless a number is given', async () => {
    await withFaults('error-500=2')
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([500, 500, 200])
  })

  it('strikes only the requests it matches', async () => {
    await withFaults('error-500=1@/api/query', { name: 'storm-429', match: /month=/ })
    expect((await ask()).status).toBe(200)
    expect((await ask('/api/daily_papers?month=2026-06')).status).toBe(429)
    expect((await ask('/api/query?id_list=2606.53600')).status).toBe(500)
  })

  it('lets the first requests pass when told to skip them', async () => {
    await withFaults({ name: 'reset', match: 'p=1', skip: 1, times: 1 })
    const status = () => ask('/api/daily_papers?month=2026-06&limit=100&p=1').then((answer) => answer.arrayBuffer())
    await status()
    await expect(status()).rejects.toThrow()
    await status()
  })

  it('goes on to the next fault when one is used up', async () => {
    await withFaults('storm-429=1', 'error-500=1')
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([429, 500, 200])
  })

  it('can be changed while the replica runs, and the log says what struck', async () => {
    await withFaults()
    await ask()
    replica.setFaults(['error-500'])
    await ask()
    replica.setFaults([])
    await ask()
    expect(replica.requests.map((request) => [request.status, request.fault])).toEqual([
      [200, undefined],
      [500, 'error-500'],
      [200, undefined],
    ])
  })

  it('refuses a name it does not know', async () => {
    await withFaults()
    expect(() => parseFault('earthquake')).toThrow(/storm-429/)
    for (const name of FAULT_NAMES) expect(parseFault(name)).toEqual({ name })
    expect(parseFault('reset=2@/pdf/')).toEqual({ name: 'reset', times: 2, match: '/pdf/' })
  })
})

describe('being offline', () => {
  it('refuses connections until it is online again on the same port', async () => {
    await withFaults()
    const port = replica.port
    await replica.goOffline()
    await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await replica.goOnline()
    expect((await ask()).status).toBe(200)
    expect(replica.port).toBe(port)
  })

  it('drops what is under way', async () => {
    await withFaults('stall')
    const body = readAll(await open(DAY))
    await replica.goOffline()
    expect((await body).ended).toBe(false)
  })
})
