// Owns the proof that nobody who is asked can send Dogear anywhere, make it keep or tell anything, or stop it; that each request is listed; and that the switch is for all.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'
import { api, type CallName } from '#contract/api.ts'
import { createApp } from '#core/app.ts'
import type { Ports } from '#core/ports.ts'
import { CoreSettings, DEFAULT_SETTINGS, type SettingsPatch } from '#domain/settings.ts'
import { madeRow } from '#tests/core/source/made-row.ts'
import { addPapers } from '#tests/support/library.ts'
import { loopbackOnly, memoryPorts, noNetwork } from '#tests/support/memory-ports.ts'
import { seed } from '#tests/support/seed.ts'
import { hostileText, inputs } from './hostile-text.ts'

const DAY = '2026-08-21'
const PAPER = '2608.00001'
const signal = new AbortController().signal
const THUMBNAIL = 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2608.00001.png'

let given = 0
afterAll(() => void process.stdout.write(`${given} hostile answers, seed ${seed}\n`))

interface Station {
  url: string
  asked: IncomingMessage[]
}

async function station(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Station> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.on('error', () => undefined)
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function openDesk(patch: SettingsPatch, changed: Partial<Ports> = {}, http = loopbackOnly(createHttpGet())) {
  const memory = memoryPorts({ nowMs: Date.parse(`${DAY}T20:00:00Z`), http })
  const settings = CoreSettings.parse({ ...DEFAULT_SETTINGS, fillArchive: false, fetchArxiv: false, ...patch })
  const app = createApp({ ...memory.ports, ...changed }, { settings, checkOutputs: true })
  onTestFinished(() => memory.finish(app.close()))
  addPapers({ store: { sql: memory.ports.database, transaction: (work) => work() } }, [{ id: PAPER, day: DAY }])
  memory.ports.database.prepare('UPDATE papers SET thumbnail_url = ? WHERE id = ?').run(THUMBNAIL, PAPER)
  const ask = async (name: CallName, input: unknown) => await memory.finish(app.dispatch(name, input, { signal }))
  const activity = async () => {
    const outcome = await ask('sync.activity', {})
    return outcome.ok ? api['sync.activity'].output.parse(outcome.value).entries : []
  }
  return { ...memory, ask, activity }
}

/** One of each kind of request that goes over `ports.http`. */
const ASKING: readonly (readonly [CallName, unknown])[] = [
  ['sync.run', { from: DAY, to: DAY }],
  ['papers.add', { text: '2608.00002' }],
  ['texts.fetch', { paperId: PAPER }],
  ['pictures.ofPapers', { ids: [PAPER] }],
  ['files.makeOffline', { ids: [PAPER] }],
]

const BODIES: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  page: Buffer.from('<!doctype html><script>owned()</script><meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">'),
  rows: Buffer.from(JSON.stringify([madeRow('2608.00003')])),
  zeros: Buffer.alloc(100_000),
  gzipBomb: gzipSync(Buffer.alloc(40_000_000)),
  brotliBomb: brotliCompressSync(Buffer.alloc(40_000_000), { params: { 1: 1 } }),
}

test('no answer sends a request to another host, leaves a cookie or is an error of the program, and each request is listed', async () => {
  const elsewhere = await station((_request, response) => response.end('[]'))
  let now: { status: number; location: string; headers: Record<string, string>; body: Buffer } | undefined
  const source = await station((_request, response) => {
    response.writeHead(now?.status ?? 500, {
      ...now?.headers,
      'set-cookie': ['session=owned; Path=/', 'b=c'],
      ...(now?.location ? { location: now.location } : {}),
    })
    response.end(now?.body)
  })
  const own = new URL(source.url)
  const other = new URL(elsewhere.url)
  const locations = fc.oneof(
    fc.constantFrom(
      '',
      `${elsewhere.url}/api`,
      `//${other.host}/x`,
      `http://localhost:${other.port}/`,
      `http://user:pass@127.0.0.1:${own.port}/`,
      `http://127.0.0.1:${own.port}/next`,
      '/next',
      '/',
      `https://127.0.0.1:${own.port}/`,
      'file:///etc/passwd',
      'javascript:owned()',
      `\\\\127.0.0.1:${other.port}/`,
      `http:${other.host}`,
    ),
    hostileText.map((text) => encodeURI(text.toWellFormed()).slice(0, 2_000)),
  )
  const headers = fc.constantFrom<Record<string, string>>(
    {},
    { 'content-type': 'text/html' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'br' },
    { 'content-encoding': 'zstd, gzip, gzip' },
    { 'content-length': '999999999999' },
    { link: `<${elsewhere.url}/>; rel="next"` },
    { 'retry-after': '99999999' },
    { 'x-large': 'a'.repeat(60_000) },
    { refresh: `0; url=${elsewhere.url}`, 'alt-svc': `h2="${other.host}"`, 'proxy-authenticate': 'Basic' },
  )
  const answers = fc.record({
    status: fc.constantFrom(200, 200, 200, 206, 301, 302, 303, 304, 307, 308, 401, 403, 404, 407, 416, 451, 500, 511),
    location: locations,
    headers,
    body: fc.constantFrom(...Object.values(BODIES)),
  })
  await fc.assert(
    fc.asyncProperty(answers, fc.constantFrom(...ASKING), async (answer, [name, input]) => {
      given += 1
      now = answer
      const desk = openDesk({ huggingFaceUrl: source.url, arxivUrl: source.url })
      const before = source.asked.length
      const outcome = await desk.ask(name, input)
      if (!outcome.ok) expect([outcome.error.code, outcome.error.detail]).not.toEqual(['internal', outcome.error.detail])
      await desk.pass(1_000)
      const listed = await desk.activity()
      expect(listed.length).toBe(source.asked.length - before)
      for (const { host, why, path } of listed) expect([host, why.length > 3, path.startsWith('/')]).toEqual([own.host, true, true])
    }),
    { seed, numRuns: Math.ceil(inputs / 20) },
  )
  expect(elsewhere.asked).toEqual([])
  expect(source.asked.length).toBeGreaterThan(20)
  for (const { headers: sent } of source.asked)
    expect([sent.cookie, sent.authorization, sent.referer]).toEqual([undefined, undefined, undefined])
})

test('with the network switched off no door asks anybody: sources, PDFs, texts, pictures, mail and Zotero', async () => {
  const asked: string[] = []
  const refuse = (who: string) => () => {
    asked.push(who)
    return Promise.reject(new Error(`${who} was asked`))
  }
  const mailer = memoryPorts().ports.mailer
  const desk = openDesk(
    {
      networkOn: false,
      digest: {
        ...DEFAULT_SETTINGS.digest,
        mailOn: true,
        smtpHost: '127.0.0.1',
        smtpPort: 1,
        smtpSecurity: 'none',
        mailTo: 'a@example.org',
      },
    },
    { http: refuse('a source'), zotero: refuse('Zotero'), mailer: { ...mailer, send: refuse('a mail server') } },
    noNetwork,
  )
  const DOORS: readonly (readonly [CallName, unknown])[] = [
    ...ASKING,
    ['files.fetchNewer', { ids: [PAPER] }],
    ['digest.send', {}],
    ['digest.testMail', {}],
    ['zotero.send', { ids: [PAPER] }],
  ]
  const said: string[] = []
  for (const [name, input] of DOORS) {
    const outcome = await desk.ask(name, input)
    if (!outcome.ok) said.push(`${name}: ${outcome.error.code}`)
  }
  await desk.pass(3_600_000)
  expect(asked).toEqual([])
  expect(await desk.activity()).toEqual([])
  expect(said).toEqual(
    expect.arrayContaining(['papers.add: offline', 'texts.fetch: offline', 'digest.testMail: offline', 'zotero.send: offline']),
  )
})
