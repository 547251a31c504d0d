// Owns the facts about proxies and certificates, with a real proxy, real TLS and the real program.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { expect, onTestFinished, test as always } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'
import { proxyOf } from '#adapters/proxy.ts'
import { dogear, NOW } from '#tests/hosts/cli/dogear.ts'
import { syncDesk } from '#tests/core/sync/sync-desk.ts'
import { madeRows } from '#tests/core/source/made-row.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { cleanEnvironment } from '#tests/support/loopback-host.ts'
import { type CertificateOptions, makeCertificate, type MadeCertificate } from '#tests/support/made-certificate.ts'
import { type ProxyServer, type ProxyServerOptions, startProxy } from '#tests/support/proxy-server.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Listening } from '#tests/support/listening.ts'
import { openTlsDoor } from '#tests/support/tls-door.ts'

/** As `proxy.ts` asks for; older ones refuse with a sentence, which is tested for every Node. */
const test = testUnless('setDefaultCACertificates' in tls ? null : 'this Node knows no proxies')

const YEAR = 365 * 86_400_000
const never = new AbortController().signal

function certificateFor(options: Partial<CertificateOptions> = {}): MadeCertificate {
  return makeCertificate({
    names: ['papers.example', '127.0.0.1'],
    validFromMs: Date.now() - YEAR,
    validToMs: Date.now() + YEAR,
    ...options,
  })
}

async function door(port: number, certificate: MadeCertificate): Promise<Listening> {
  const opened = await openTlsDoor(port, certificate)
  onTestFinished(() => opened.close())
  return opened
}

async function proxy(options: ProxyServerOptions): Promise<ProxyServer> {
  const started = await startProxy(options)
  onTestFinished(() => started.close())
  return started
}

function trust({ authority }: MadeCertificate): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, authority])
  onTestFinished(() => tls.setDefaultCACertificates(before))
}

test('behind a proxy the program reads a day from a name that only the proxy can find', async () => {
  const folder = tempFolder()
  const replica = await startReplica({ now: NOW })
  onTestFinished(() => replica.close())
  const certificate = certificateFor()
  writeFileSync(path.join(folder, 'authority.pem'), certificate.authority)
  const { port, asked } = await proxy({ leadsTo: (await door(replica.port, certificate)).port })
  const run = async (environment: NodeJS.ProcessEnv): ReturnType<typeof dogear> =>
    await dogear(
      [
        'sync',
        '--from',
        '2026-08-21',
        '--data',
        folder,
        '--now',
        NOW,
        '--hf-url',
        'https://papers.example',
        '--arxiv-url',
        'https://papers.example',
      ],
      { env: cleanEnvironment(folder, { NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem'), ...environment }) },
    )
  const ran = await run({ HTTPS_PROXY: `http://ada:hidden-word@127.0.0.1:${port}`, HTTP_PROXY: 'http://127.0.0.1:1' })
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const credentials = `Basic ${Buffer.from('ada:hidden-word').toString('base64')}`
  expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify({ target: 'papers.example:443', credentials })]))
  expect(replica.requests.some(({ path: asked }) => asked.includes('date=2026-08-21'))).toBe(true)

  // what the proxy is told stays between the two
  const failed = await run({ HTTPS_PROXY: 'http://ada:hidden-word@127.0.0.1:1' })
  expect(failed).toMatchObject({ code: 5, stderr: expect.stringContaining('The proxy 127.0.0.1:1 can’t be reached.') })
  expect(failed.stderr + readFileSync(path.join(folder, 'library.sqlite'), 'latin1')).not.toContain('hidden-word')
})

test('this machine, and what NO_PROXY names, is asked past the proxy', async () => {
  const replica = await startReplica({ now: NOW })
  onTestFinished(() => replica.close())
  const certificate = certificateFor()
  trust(certificate)
  const behind = await door(replica.port, certificate)
  const { port, asked } = await proxy({ leadsTo: behind.port })
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'papers.example' }
  const get = createHttpGet({ proxy: proxyOf(environment) })
  for (const url of [`https://127.0.0.1:${behind.port}/`, replica.url])
    await (await get({ url, headers: {} }, { signal: never })).body[Symbol.asyncIterator]().return?.()
  await expect(get({ url: 'https://papers.example/', headers: {} }, { signal: never })).rejects.toMatchObject({ code: 'offline' })
  expect(asked).toEqual([])
})

for (const [refuses, sentence] of [
  ['407 Proxy Authentication Required', /wants a name and a password/],
  ['403 Forbidden', /lets Dogear not through \(403\)/],
] as const)
  test(`a proxy that answers ${refuses} is told as such`, async () => {
    const { port } = await proxy({ leadsTo: 1, refuses })
    const get = createHttpGet({ proxy: proxyOf({ https_proxy: `127.0.0.1:${port}` }) })
    await expect(get({ url: 'https://papers.example/', headers: {} }, { signal: never })).rejects.toMatchObject({
      code: 'offline',
      retryable: true,
      message: expect.stringMatching(sentence),
    })
  })

always('a proxy that can’t be used is a sentence, and nothing goes past it', async () => {
  for (const [environment, version, sentence] of [
    [{ HTTPS_PROXY: 'socks5://127.0.0.1:1080' }, '24.21.0', /^HTTPS_PROXY names no proxy that Dogear can use/],
    [{ ALL_PROXY: 'http://[' }, '24.21.0', /^ALL_PROXY names no proxy/],
    [{ HTTPS_PROXY: 'http://127.0.0.1:1' }, '22.18.0', /needs Node 22\.21 or 24\.5/],
  ] as const) {
    const get = createHttpGet({ proxy: proxyOf(environment, version) })
    await expect(get({ url: 'https://papers.example/', headers: {} }, { signal: never })).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringMatching(sentence),
    })
  }
  expect(proxyOf({ HTTPS_PROXY: '', NO_PROXY: '*' })).toBeNull()
})

for (const [what, wrong, sentence] of [
  ['has run out', { validToMs: Date.now() - 86_400_000 }, /The certificate of 127\.0\.0\.1:\d+ has run out, so nothing was sent\. .*clock/],
  ['is not valid yet', { validFromMs: Date.now() + 86_400_000 }, /The certificate of .* is not valid yet, so nothing was sent/],
  ['names another', { names: ['other.example'] }, /could not prove who it is, so nothing was sent/],
] as const)
  test(`a certificate that ${what}: a sentence, nothing asked, nothing stored, and it goes on with a good one`, async () => {
    const desk = await syncDesk({ now: '2026-11-20T15:00:00Z', days: new Map([['2026-11-20', madeRows(5)]]) })
    const bad = certificateFor(wrong)
    trust(bad)
    const [good, before] = [desk.replica.url, desk.replica.requests.length]
    desk.settings.huggingFaceUrl = `https://127.0.0.1:${(await door(desk.replica.port, bad)).port}`
    desk.sync.start()
    await desk.until(() => desk.sync.status().lastFailure !== null)
    expect(desk.sync.status()).toMatchObject({ state: 'waiting', sentence: expect.stringMatching(sentence), lastSyncedAtMs: null })
    expect([desk.papers(), desk.replica.requests.length]).toEqual([0, before])
    desk.settings.huggingFaceUrl = good
    await desk.until(() => desk.sync.status().lastSyncedAtMs !== null)
    expect(desk.papers()).toBe(5)
  })
