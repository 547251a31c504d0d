// Owns the facts about requests: one queue a host, retries, rate limits, size and time limits, redirects, the log.
import { describe, expect, test } from 'vitest'
import { createHttp } from '#core/source/http.ts'
import { DogearError } from '#domain/errors.ts'
import { turns } from '#tests/support/fake-clock.ts'
import { memoryPorts, type ScriptedAnswer, scriptedHttp } from '#tests/support/memory-ports.ts'
import { answerOf, ARXIV, desk, deskOn, HF, never } from './http-desk.ts'

const api = (left: number, seconds: number, quota = 500): Record<string, string> => ({
  RateLimit: `"api";r=${left};t=${seconds}`,
  'RateLimit-Policy': `"fixed window";"api";q=${quota};w=300`,
})

test('says who asks and what it wants', async () => {
  const seen: Record<string, string>[] = []
  const { ask } = deskOn(async (request, options) => {
    seen.push({ ...request.headers })
    return await scriptedHttp(() => ({}))(request, options)
  })
  await ask()
  expect(seen).toEqual([{ 'user-agent': 'Dogear/0.0.0 (desktop reader)', accept: 'application/json' }])
})

test('lists every request with what came of it', async () => {
  const { ask, records } = desk((count) => (count === 1 ? { status: 503 } : { body: 'héllo' }))
  await ask({ url: 'https://hf.example/api/x?date=2026-11-20', why: 'papers of a day' })
  expect(records).toMatchObject([
    {
      host: 'hf.example',
      path: '/api/x?date=2026-11-20',
      why: 'papers of a day',
      status: 503,
      bytes: 0,
      failure: 'hf.example answered with an error (503).',
    },
    { status: 200, bytes: 6, failure: null },
  ])
})

test('reads characters that are cut in two between chunks', async () => {
  const bytes = new TextEncoder().encode('α→β')
  const byteByByte = async function* (): AsyncGenerator<Uint8Array> {
    for (const byte of bytes) yield Uint8Array.of(byte)
  }
  expect((await deskOn(async () => answerOf(byteByByte())).ask()).value).toBe('α→β')
})

describe('with the network switched off', () => {
  test('refuses at once and sends nothing', async () => {
    const { ask, network, requested } = desk(() => ({ body: '' }))
    network.networkOn = false
    await expect(ask()).rejects.toMatchObject({
      code: 'offline',
      message: 'The network is switched off in Settings. Everything stored works.',
    })
    expect(requested).toEqual([])
  })

  test('refuses also what was waiting for its turn', async () => {
    const { http, network, requested, clock, finish } = desk((count) => (count === 1 ? { status: 500 } : { body: 'late' }))
    const answer = http.get({ source: 'hugging-face', url: HF, why: '', accept: '', read: String }, { signal: never })
    answer.catch(() => undefined)
    await turns(20)
    network.networkOn = false
    await clock.advance(60_000)
    await expect(finish(answer)).rejects.toMatchObject({ code: 'offline' })
    expect(requested).toHaveLength(1)
  })
})

describe('tries again', () => {
  test.each([
    ['a server error', { status: 500 }],
    ['a broken connection', new Error('ECONNRESET')],
    ['an upstream error that may pass', new DogearError('upstream', 'Broke.', { retryable: true })],
  ])('after %s, later each time', async (_name, fault) => {
    const { ask, sentAfter } = desk((count) => (count < 3 ? fault : { body: 'at last' }))
    expect((await ask()).value).toBe('at last')
    const [, second = 0, third = 0] = sentAfter()
    expect(second).toBeGreaterThanOrEqual(0.75)
    expect(third - second).toBeGreaterThanOrEqual(3)
  })

  test('when the reader of the answer says that it may pass', async () => {
    const { ask } = desk((count) => ({ body: count === 1 ? 'half' : 'whole' }))
    const read = (body: string): string => {
      if (body === 'half') throw new DogearError('upstream', 'Cut off.', { retryable: true })
      return body
    }
    expect((await ask({ read })).value).toBe('whole')
  })

  test('three times at most', async () => {
    const { ask, requested } = desk(() => ({ status: 502 }))
    await expect(ask()).rejects.toMatchObject({ code: 'upstream', retryable: true })
    expect(requested).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 410])('never after %d', async (status) => {
    const { ask, requested } = desk(() => ({ status }))
    await expect(ask()).rejects.toMatchObject({ code: 'upstream', retryable: false })
    expect(requested).toHaveLength(1)
  })

  test('never when there is no network: that is for the schedule', async () => {
    const { ask, requested } = desk(() => new DogearError('offline', 'No network.', { retryable: true }))
    await expect(ask()).rejects.toMatchObject({ code: 'offline' })
    expect(requested).toHaveLength(1)
  })
})

test('ends an answer whose body nobody wants, so that its connection is free', async () => {
  let ended = 0
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield new Uint8Array(10_000)
    } finally {
      ended += 1
    }
  }
  const { ask } = deskOn(async () => answerOf(endless(), 400))
  await ask({ expected: [400] })
  expect(ended).toBe(1)
})

test('gives a status that was expected as an answer without a value', async () => {
  expect(await desk(() => ({ status: 400, body: 'no' })).ask({ expected: [400] })).toMatchObject({ status: 400, value: null })
})

describe('rate limits', () => {
  test('waits after a 429 until the window ends, and says so', async () => {
    const { ask, sentAfter, waits, records } = desk((count) =>
      count === 1 ? { status: 429, headers: api(0, 120) } : { body: 'ok', headers: api(499, 300) },
    )
    expect((await ask()).value).toBe('ok')
    expect(sentAfter()).toEqual([0, 120])
    expect(waits).toEqual([(records[0]?.atMs ?? 0) + 120_000, null])
  })

  test('waits as Retry-After says when no limit is told', async () => {
    const { ask, sentAfter } = desk((count) => (count === 1 ? { status: 429, headers: { 'Retry-After': '17' } } : { body: 'ok' }))
    await ask()
    expect(sentAfter()).toEqual([0, 17])
  })

  test('holds the next request of the host back too', async () => {
    const { ask, sentAfter } = desk(() => ({ body: 'ok', headers: api(0, 60) }))
    await ask()
    await ask()
    expect(sentAfter()).toEqual([0, 60])
  })

  test('slows down before the limit is reached', async () => {
    const left = [51, 49, 48]
    const { ask, sentAfter } = desk((count) => ({ body: 'ok', headers: api(left[count - 1] ?? 0, 100) }))
    for (const _ of left) await ask()
    const [, second = 0, third = 0] = sentAfter()
    expect(second).toBe(0)
    expect(third).toBeCloseTo(2, 1)
  })

  test('gives up for now when a storm of 429 does not end', async () => {
    const { ask, requested } = desk(() => ({ status: 429 }))
    await expect(ask()).rejects.toMatchObject({ code: 'rate-limited', retryable: true })
    expect(requested).toHaveLength(3)
  })

  test('hands a wait of more than ten minutes to the schedule', async () => {
    const { ask, requested, clock } = desk(() => ({ status: 429, headers: { 'Retry-After': '3000' } }))
    const before = clock.nowMs()
    await expect(ask()).rejects.toMatchObject({ code: 'rate-limited' })
    expect([requested.length, clock.nowMs() - before < 1000]).toEqual([1, true])
  })
})

describe('the queue', () => {
  test('sends one request at a time to a host, in order', async () => {
    let open = 0
    let most = 0
    const order: string[] = []
    const slow = async function* (): AsyncGenerator<Uint8Array> {
      await turns(3)
      yield Uint8Array.of(65)
      await turns(3)
      open -= 1
    }
    const { http, finish } = deskOn(async (request) => {
      open += 1
      most = Math.max(most, open)
      await turns(3)
      order.push(request.url)
      return answerOf(slow())
    })
    const urls = [1, 2, 3, 4].map((n) => `https://hf.example/${n}`)
    await finish(
      Promise.all(
        urls.map(async (url) => await http.get({ source: 'hugging-face', url, why: '', accept: '', read: String }, { signal: never })),
      ),
    )
    expect([most, order]).toEqual([1, urls])
  })

  test('leaves three seconds between two requests to arXiv, whichever of its hosts and ways', async () => {
    const { ask, sentAfter } = desk(() => ({ body: 'ok' }))
    await ask({ source: 'arxiv', url: ARXIV })
    await ask({ source: 'arxiv', url: 'https://arxiv.org/pdf/2611.00001' })
    await ask({ source: 'hugging-face', url: 'https://arxiv.org/abs/2611.00001' })
    await ask({ source: 'arxiv', url: 'https://elsewhere.example/x' })
    expect(sentAfter()).toEqual([0, 3, 6, 9])
  })

  test('does not make Hugging Face wait for arXiv on one address', async () => {
    const { ask, sentAfter } = desk(() => ({ body: 'ok' }))
    await ask({ source: 'arxiv', url: 'https://same.example/api/query' })
    await ask({ url: 'https://same.example/api/daily_papers' })
    expect(sentAfter()).toEqual([0, 0])
  })

  test("remembers arXiv's last request over a restart", async () => {
    const machine = memoryPorts({ http: scriptedHttp(() => ({ body: 'ok' })) })
    const now = machine.clock.nowMs()
    const sentAt: number[] = []
    const http = createHttp({
      ports: machine.ports,
      settings: () => ({ networkOn: true }),
      arxivLastSentMs: now - 1000,
      record: (entry) => sentAt.push(entry.atMs),
    })
    await machine.finish(http.get({ source: 'arxiv', url: ARXIV, why: '', accept: '', read: String }, { signal: never }))
    expect(sentAt).toEqual([now + 2000])
  })

  test('lets the others go on when one that waits is stopped', async () => {
    const { http, finish, requested } = desk((count) => (count === 1 ? { status: 500 } : { body: 'ok' }))
    const stop = new AbortController()
    const get = (path: string, signal: AbortSignal): Promise<unknown> =>
      http.get({ source: 'hugging-face', url: `https://hf.example/${path}`, why: '', accept: '', read: String }, { signal })
    const first = get('first', never)
    const second = get('second', stop.signal)
    const third = get('third', never)
    stop.abort(new DogearError('cancelled', 'Stopped.'))
    await expect(finish(second)).rejects.toMatchObject({ code: 'cancelled' })
    await finish(Promise.all([first, third]))
    expect(requested.map((url) => url.slice(19))).toEqual(['first', 'first', 'third'])
  })

  test('is not held up for a year when the clock is set back', async () => {
    const { ask, clock, records } = desk(() => ({ body: 'ok', headers: api(0, 300) }))
    await ask({ source: 'arxiv', url: ARXIV })
    clock.jumpTo(clock.nowMs() - 365 * 86_400_000)
    const before = clock.nowMs()
    await ask({ source: 'arxiv', url: ARXIV })
    expect((records[1]?.atMs ?? 0) - before).toBe(0)
  })
})

describe('limits', () => {
  test('refuses an answer that says it is too large, and one that turns out to be', async () => {
    for (const headers of [{ 'content-length': '9999' }, {}]) {
      const { ask, requested } = desk(() => ({ body: 'x'.repeat(50_000), headers }))
      await expect(ask({ maxBytes: 5000 })).rejects.toMatchObject({ code: 'upstream', retryable: false })
      expect(requested).toHaveLength(1)
    }
  })

  test.each([
    ['nothing comes', 0],
    ['it stops in the middle', 1],
  ])('gives up after half a minute in which %s', async (_name, chunks) => {
    const hang = new Promise<never>(() => undefined)
    const stuck = async function* (): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(65)
      await hang
    }
    const { http, clock, records } = deskOn(async () => (chunks === 0 ? await hang : answerOf(stuck())))
    const answer = http.get({ source: 'hugging-face', url: HF, why: '', accept: '', read: String }, { signal: never })
    answer.catch(() => undefined)
    await clock.advance(29_000)
    expect(records).toEqual([])
    await clock.advance(2_000)
    expect(records).toMatchObject([{ failure: 'hf.example did not answer in time.' }])
    await clock.advance(300_000)
    await expect(answer).rejects.toMatchObject({ code: 'upstream', retryable: true })
    expect(records).toHaveLength(3)
  })

  test('stops at once when it is told to, also in the middle of an answer that hangs', async () => {
    const stuck = async function* (): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(65)
      await new Promise(() => undefined)
    }
    const { http, records } = deskOn(async () => answerOf(stuck()))
    const stop = new AbortController()
    const answer = http.get({ source: 'hugging-face', url: HF, why: '', accept: '', read: String }, { signal: stop.signal })
    answer.catch(() => undefined)
    await turns(5)
    stop.abort(new DogearError('cancelled', 'Stopped.'))
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    expect(records).toMatchObject([{ failure: 'stopped' }])
  })
})

describe('redirects', () => {
  const redirect = (status: number, location: string): ScriptedAnswer => ({ status, headers: { location } })

  test.each([301, 308])('follows one %d on the same host', async (status) => {
    const { ask, requested } = desk((count) => (count === 1 ? redirect(status, '/api/y') : { body: 'there' }))
    expect((await ask()).value).toBe('there')
    expect(requested[1]).toBe('https://hf.example/api/y')
  })

  test.each([
    ['to another host', redirect(301, 'https://evil.example/x')],
    ['to another port', redirect(301, 'https://hf.example:8443/x')],
    ['to plain http', redirect(301, 'http://hf.example/x')],
    ['that is not permanent', redirect(302, '/api/y')],
    ['to nowhere', redirect(301, '')],
  ])('refuses one %s', async (_name, answer) => {
    const { ask, requested } = desk((count) => (count === 1 ? answer : redirect(301, '/again')))
    await expect(ask()).rejects.toMatchObject({ code: 'upstream', retryable: false })
    expect(requested.every((url) => url.startsWith('https://hf.example/'))).toBe(true)
  })

  test('refuses a second one', async () => {
    const { ask, requested } = desk((count) => redirect(301, `/${count}`))
    await expect(ask()).rejects.toMatchObject({ code: 'upstream' })
    expect(requested).toHaveLength(2)
  })
})
