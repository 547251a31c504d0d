// Owns the facts about the loopback host over real connections: who gets in, what is served, tabs in step.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Loopback } from '#hosts/loopback/main.ts'
import { newTempFolder, removeFolder, tempFolder } from '#tests/support/temp-folder.ts'
import { cookieFrom, openTab, request } from './browser.ts'
import { startHost } from './started-host.ts'

const folder = newTempFolder()
let host: Loopback
let cookie: string

beforeAll(async () => {
  host = await startHost(folder, { maxFrameBytes: 100_000 })
  cookie = await cookieFrom(host.newLink())
})

afterAll(async () => {
  await host.close()
  removeFolder(folder)
})

const get = (address: string, headers: Record<string, string> = {}, method = 'GET') => request(host.port, address, { method, headers })

describe('the link', () => {
  test('gives a cookie that scripts and other sites don’t get, and leads to an address without the token', async () => {
    const link = new URL(host.newLink())
    const answer = await get(link.pathname + link.search)
    expect([answer.status, answer.headers.location, answer.body]).toEqual([303, '/', ''])
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^dogear-[0-9a-f]{12}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/)
  })

  test('works once; who has the cookie already just goes on', async () => {
    const link = new URL(host.newLink())
    expect((await get(link.pathname + link.search)).status).toBe(303)
    const again = await get(link.pathname + link.search)
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined])
    const known = await get(link.pathname + link.search, { cookie })
    expect([known.status, known.headers.location]).toEqual([303, '/'])
  })

  test('with a wrong, short or empty token gives nothing', async () => {
    const good = new URL(host.newLink()).searchParams.get('token') ?? ''
    for (const token of ['', 'x', good.slice(0, -1), `${good}x`, good.toUpperCase()]) {
      const answer = await get(`/?token=${token}`)
      expect([token, answer.status, answer.headers['set-cookie']]).toEqual([token, 403, undefined])
    }
  })

  test('is not spent by HEAD, which link checkers send', async () => {
    const link = new URL(host.newLink())
    expect((await get(link.pathname + link.search, {}, 'HEAD')).status).toBe(403)
    expect((await get(link.pathname + link.search)).status).toBe(303)
  })
})

describe('the door', () => {
  test('without the cookie nothing is served, not even that a file is there', async () => {
    for (const address of ['/', '/index.html', '/assets/a-1234.js', '/none']) expect((await get(address)).status).toBe(403)
    expect((await get('/', { cookie: cookie.replace(/.$/, 'A').replace(/.$/, '_') })).status).toBe(403)
    expect((await get('/', { cookie: 'dogear=; x=y' })).status).toBe(403)
  })

  for (const name of [
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example:1',
    'localhost:x',
    '[::2]',
    '0.0.0.0',
  ]) {
    test(`the name “${name}” is refused, as DNS rebinding would use it`, async () => {
      expect((await get('/', { host: name, cookie })).status).toBe(403)
    })
  }

  test('localhost and another port, as through a tunnel, are this machine too', async () => {
    for (const name of ['localhost', `localhost:${host.port}`, '127.0.0.1:9999', '[::1]:80'])
      expect((await get('/', { host: name, cookie })).status).toBe(200)
  })

  test('a request that another page made is refused, also one on this machine', async () => {
    const own = `http://127.0.0.1:${host.port}`
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    ]) {
      expect((await get('/assets/a-1234.js', { cookie, ...headers })).status).toBe(403)
    }
    for (const headers of [
      { origin: own },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ]) {
      expect((await get('/', { cookie, ...headers })).status).toBe(200)
    }
  })

  test('only GET and HEAD are answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) expect((await get('/', { cookie }, method)).status).toBe(405)
    expect(await get('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  test('no other address of this machine is listened to', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others) {
      await expect(
        new Promise((resolve, reject) => connect(host.port, address).on('connect', resolve).on('error', reject)),
      ).rejects.toThrow(/ECONNREFUSED/)
    }
  })
})

describe('what is served', () => {
  test('every answer carries the policy of the page', async () => {
    for (const address of ['/', '/none', '/assets/a-1234.js']) {
      const { headers } = await get(address, { cookie })
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*frame-ancestors 'none'$/,
      )
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  test('the page is never kept by the browser, a file with its hash in the name always', async () => {
    expect((await get('/', { cookie })).headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' })
    expect((await get('/assets/a-1234.js', { cookie })).headers['cache-control']).toContain('immutable')
  })

  for (const address of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/../../secret.txt',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/%00',
    '/index.html%00.js',
    '/wire',
  ]) {
    test(`${address} leads nowhere`, async () => {
      const answer = await get(address, { cookie })
      expect([answer.status, answer.body.includes('not for the window')]).toEqual([404, false])
    })
  }
})

describe('the wire', () => {
  test('answers calls and says that core is up', async () => {
    const tab = await openTab(host.port, cookie)
    await tab.hears((frame) => frame.type === 'host' && frame.core === 'up')
    expect(await tab.call('library.status')).toMatchObject({ ok: true, value: { appVersion: '0.0.0' } })
    expect(await tab.call('settings.get')).toMatchObject({ ok: true, value: { settings: { networkOn: false }, notice: null } })
    expect(await tab.call('no.such')).toMatchObject({ ok: false, error: { code: 'unsupported' } })
    tab.socket.close()
  })

  test('what one tab does every tab hears, settings too', async () => {
    const [one, two] = await Promise.all([openTab(host.port, cookie), openTab(host.port, cookie)])
    await one.call('triage.decide', { ids: ['sample-03'], state: 'shortlist' })
    await one.call('settings.set', { theme: 'sepia' })
    for (const tab of [one, two]) {
      await tab.hears((frame) => frame.type === 'event' && frame.name === 'changed' && JSON.stringify(frame.data).includes('sample-03'))
      await tab.hears((frame) => frame.type === 'event' && frame.name === 'settings' && JSON.stringify(frame.data).includes('sepia'))
      tab.socket.close()
    }
  })

  test('no socket without cookie, from another page, under another name or at another path', async () => {
    const own = `http://127.0.0.1:${host.port}`
    await expect(openTab(host.port, '')).rejects.toThrow('403')
    await expect(openTab(host.port, cookie, { headers: { origin: 'https://evil.example' } })).rejects.toThrow('403')
    await expect(openTab(host.port, cookie, { headers: { origin: 'http://127.0.0.1:1' } })).rejects.toThrow('403')
    await expect(openTab(host.port, cookie, { headers: { host: 'evil.example', origin: 'http://evil.example' } })).rejects.toThrow('403')
    await expect(openTab(host.port, cookie, { path: '/other' })).rejects.toThrow('403')
    await expect(
      openTab(host.port, cookie, { path: '/wire?x=1', headers: { origin: own } }).then((tab) => tab.socket.close()),
    ).resolves.toBeUndefined()
  })

  test('a frame that is too large ends its tab and no other', async () => {
    const [one, two] = await Promise.all([openTab(host.port, cookie), openTab(host.port, cookie)])
    one.socket.on('error', () => {})
    one.socket.send(JSON.stringify({ type: 'call', id: 1, name: 'search.query', input: { text: 'x'.repeat(200_000) } }))
    expect(await one.closed).toBe(1009)
    expect(await two.call('library.status')).toMatchObject({ ok: true })
    two.socket.close()
  })

  test('what is no frame is passed over; who sends nothing else is shown out', async () => {
    const tab = await openTab(host.port, cookie)
    for (const text of ['', '{', 'null', '{"type":"call"}', '[]', '{"type":"result","id":1}']) tab.socket.send(text)
    expect(await tab.call('library.status')).toMatchObject({ ok: true })
    for (let index = 0; index < 30; index += 1) tab.socket.send(Buffer.from([index]))
    expect(await tab.closed).toBe(1008)
  })
})

describe('starting again', () => {
  test('an open tab gets back in on the same port with the cookie it has', async () => {
    const own = tempFolder()
    const first = await startHost(own)
    const kept = await cookieFrom(first.newLink())
    await (await openTab(first.port, kept)).call('triage.decide', { ids: ['sample-04'], state: 'later' })
    await first.close()
    const second = await startHost(own)
    onTestFinished(() => second.close())
    expect(second.port).toBe(first.port)
    const tab = await openTab(second.port, kept)
    expect(await tab.call('papers.get', { id: 'sample-04' })).toMatchObject({ ok: true, value: { state: 'later' } })
    tab.socket.close()
  })

  test('the secret behind the cookie is in a file of its owner alone, and another library has another', async () => {
    const file = path.join(folder, 'data', 'loopback-session.json')
    expect(readFileSync(file, 'utf8')).toContain(cookie.split('=')[1])
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const other = await startHost(tempFolder())
    onTestFinished(() => other.close())
    expect((await request(other.port, '/', { headers: { cookie } })).status).toBe(403)
    expect((await cookieFrom(other.newLink())).split('=')[0]).not.toBe(cookie.split('=')[0])
  })

  test('a library that is open already is refused with a sentence, and a free port is found when the one of last time is taken', async () => {
    await expect(startHost(folder)).rejects.toMatchObject({ code: 'busy' })
    const own = tempFolder()
    mkdirSync(path.join(own, 'data'))
    writeFileSync(path.join(own, 'data', 'loopback-session.json'), JSON.stringify({ secret: 'A'.repeat(43), port: host.port }))
    const second = await startHost(own)
    onTestFinished(() => second.close())
    expect(second.port).not.toBe(host.port)
  })

  test('a port that was asked for and is taken is a sentence, and the library is let go', async () => {
    const own = tempFolder()
    await expect(startHost(own, { port: host.port })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(String(host.port)),
    })
    await (await startHost(own)).close()
  })

  test('a damaged session file means a new one', async () => {
    const own = tempFolder()
    mkdirSync(path.join(own, 'data'))
    writeFileSync(path.join(own, 'data', 'loopback-session.json'), '{"secret":"short"}')
    const second = await startHost(own)
    onTestFinished(() => second.close())
    expect(await cookieFrom(second.newLink())).toMatch(/=[\w-]{43}$/)
  })

  test('a window that was not built is a sentence', async () => {
    await expect(startHost(tempFolder(), { windowFolder: path.join(folder, 'none') })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/built/),
    })
  })
})
