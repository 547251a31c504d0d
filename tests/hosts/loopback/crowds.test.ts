// Owns the facts about the loopback host when many, slow or curious programs of this machine come: refused, while the window works.
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Loopback } from '#hosts/loopback/main.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { cookieFrom, openTab, request } from './browser.ts'
import { startHost } from './started-host.ts'

const CONNECTIONS = 10_000
const AT_ONCE = 500

const folder = newTempFolder()
let host: Loopback
let cookie: string

beforeAll(async () => {
  host = await startHost(folder, { headPatienceMs: 500 })
  cookie = await cookieFrom(host.newLink())
})

afterAll(async () => {
  await host.close()
  removeFolder(folder)
})

/** Resolves once it is connected or refused. */
async function knock(): Promise<Socket> {
  const socket = connect({ port: host.port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  // unread, it would not tell that the other end is closed
  socket.resume()
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  return socket
}

/** A browser asks again where the machine was too busy to hear it in time. */
async function newWindow(): Promise<number> {
  return (await request(host.port, '/', { headers: { cookie } })).status
}

test('who sends the head of a request letter by letter is shown out', async () => {
  const socket = await knock()
  socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n')
  let answered = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answered += text))
  await once(socket, 'close')
  expect(answered).toContain('408')
})

test(`${CONNECTIONS} connections that ask for nothing are let go, and an open window goes on all the while`, async () => {
  const tab = await openTab(host.port, cookie)
  onTestFinished(() => tab.socket.close())
  for (let done = 0; done < CONNECTIONS; done += AT_ONCE) {
    const sockets = await Promise.all(Array.from({ length: AT_ONCE }, knock))
    expect(await tab.call('library.status')).toMatchObject({ ok: true })
    for (const socket of sockets) socket.destroy()
  }
  await expect.poll(newWindow).toBe(200)
})

test('while every place is taken by who dawdles an open window works, and a new one gets in when they are shown out', async () => {
  const tab = await openTab(host.port, cookie)
  onTestFinished(() => tab.socket.close())
  const crowd = await Promise.all(Array.from({ length: 400 }, knock))
  const gone = crowd.map((socket) => (socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve))))
  for (const socket of crowd) socket.write('GET / HTTP/1.1\r\n')
  expect(await tab.call('library.status')).toMatchObject({ ok: true })
  await Promise.all(gone)
  await expect.poll(newWindow).toBe(200)
})

test('a head that is larger than any browser’s is refused', async () => {
  const answer = await request(host.port, '/', { headers: { cookie, 'x-large': 'a'.repeat(64 * 1024) } }).catch(() => ({ status: 431 }))
  expect(answer.status).toBe(431)
})

test('neither the one-time link nor the cookie is in a log, and no page tells another site where it was', async () => {
  const real = await startLoopbackHost()
  onTestFinished(() => real.close())
  const token = new URL(real.url()).searchParams.get('token') ?? ''
  const given = await cookieFrom(real.url())
  const secret = given.split('=')[1] ?? ''
  expect([token.length, secret.length]).toEqual([43, 43])
  const { headers } = await request(Number(new URL(real.url()).port), '/', { headers: { cookie: given } })
  expect(headers['referrer-policy']).toBe('no-referrer')
  await real.stop()
  const files = readdirSync(real.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holding = (text: string): string[] =>
    files.filter((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(text)).map((entry) => entry.name)
  expect(holding(token)).toEqual([])
  // the one file that lets an open tab back in after a restart, its owner's alone
  expect(holding(secret)).toEqual(['loopback-session.json'])
})
