// Owns the facts about the call of a page that is going away: who may send one, and what becomes of it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Loopback } from '#hosts/loopback/main.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { cookieFrom, openTab, request } from './browser.ts'
import { startHost } from './started-host.ts'

const folder = newTempFolder()
let host: Loopback
let cookie: string

beforeAll(async () => {
  host = await startHost(folder)
  cookie = await cookieFrom(host.newLink())
})

afterAll(async () => {
  await host.close()
  removeFolder(folder)
})

const tabs = [{ hash: 'a'.repeat(64), paperId: null, title: 'Last' }]
const saving = { type: 'call', id: 7, name: 'reading.saveTabs', input: { tabs, active: null } }

function send(body: string, headers: Record<string, string> = {}) {
  const origin = `http://127.0.0.1:${host.port}`
  return request(host.port, '/wire', {
    method: 'POST',
    headers: { origin, cookie, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  })
}

async function stored(): Promise<unknown> {
  const tab = await openTab(host.port, cookie)
  const answer = await tab.call('reading.tabs')
  tab.socket.close()
  return answer
}

test('without the cookie, from another page or from none it is refused, and nothing is changed', async () => {
  for (const headers of [{ cookie: '' }, { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://127.0.0.1:1' }]) {
    expect((await send(JSON.stringify(saving), headers)).status).not.toBe(200)
  }
  expect(await stored()).toMatchObject({ ok: true, value: { tabs: [] } })
})

test('what is no call and what is too long is refused', async () => {
  for (const body of ['', 'no json', '[]', JSON.stringify({ type: 'cancel', id: 1 })]) expect((await send(body)).status).toBe(400)
  expect((await send(JSON.stringify({ ...saving, input: 'x'.repeat(70_000) }))).status).toBe(413)
})

test('it is answered with the frame that the socket would have brought, and done', async () => {
  const { status, body } = await send(JSON.stringify(saving))
  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({ type: 'result', id: 7, result: { ok: true } })
  expect(await stored()).toMatchObject({ ok: true, value: { tabs } })
  const refused = await send(JSON.stringify({ ...saving, name: 'reading.nothing' }))
  expect(JSON.parse(refused.body)).toMatchObject({ type: 'result', id: 7, result: { ok: false } })
})
