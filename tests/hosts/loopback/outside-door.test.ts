// Owns the facts about feeds and reading calls of a running host: nothing without a key, nothing that writes, nothing after it was taken back.
import { SaxesParser } from 'saxes'
import { expect, it, onTestFinished } from 'vitest'
import type { Outcome } from '#contract/wire.ts'
import { createApp } from '#core/app.ts'
import { CoreSettings, DEFAULT_SETTINGS } from '#domain/settings.ts'
import { createOutsideDoor } from '#hosts/loopback/outside-door.ts'
import { addKey, revokeKey } from '#adapters/access-keys.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const NOW = '2026-08-21T20:00:00.000Z'

async function host(): Promise<{ dataFolder: string; get(path: string, headers?: Record<string, string>): Promise<Response> }> {
  const replica = await startReplica({ now: NOW, quota: 1_000_000 })
  onTestFinished(() => replica.close())
  const started = await startLoopbackHost({ now: NOW, sourceUrl: replica.url })
  onTestFinished(() => started.close())
  return { dataFolder: started.dataFolder, get: (path, headers = {}) => fetch(new URL(path, started.url()), { headers }) }
}

it('feeds are well formed, told unchanged, and closed without their key or when it was taken back', async () => {
  const { dataFolder, get } = await host()
  const { key } = addKey(dataFolder, 'my reader', 'feeds')
  await expect
    .poll(async () => await (await get(`/feed/${key}/trending.json`)).json())
    .toMatchObject({ version: 'https://jsonfeed.org/version/1.1' })
  const atom = await get(`/feed/${key}/day.atom`)
  expect(atom.headers.get('content-type')).toContain('application/atom+xml')
  const text = await atom.text()
  expect(() => new SaxesParser({ xmlns: true }).write(text).close()).not.toThrow()
  expect(text).toContain('<feed xmlns="http://www.w3.org/2005/Atom">')
  expect((await get(`/feed/${key}/day.atom`, { 'if-none-match': atom.headers.get('etag') ?? '' })).status).toBe(304)
  expect((await get(`/feed/${'x'.repeat(43)}/day.atom`)).status).toBe(403)
  expect((await get('/api/v1/library.status', { authorization: `Bearer ${key}` })).status).toBe(403)
  revokeKey(dataFolder, 'my reader')
  expect((await get(`/feed/${key}/day.atom`)).status).toBe(403)
})

it('reading calls are answered with a key for them; calls that change something are not there', async () => {
  const { dataFolder, get } = await host()
  expect((await get('/api/v1/library.status')).status).toBe(403)
  const { key } = addKey(dataFolder, 'script', 'api')
  const headers = { authorization: `Bearer ${key}` }
  expect(await (await get('/api/v1/library.status', headers)).json()).toHaveProperty('counts')
  expect((await get('/api/v1/papers.get?input={"id":"9901.00001"}', headers)).status).toBe(404)
  expect((await get('/api/v1/papers.get?input={', headers)).status).toBe(400)
  for (const call of ['triage.decide', 'history.undo', 'settings.get', 'places.look', 'nothing.here'])
    expect((await get(`/api/v1/${call}`, headers)).status).toBe(404)
  expect((await get('/api/v1/library.status', { ...headers, origin: 'https://example.org' })).status).toBe(403)
})

it('a feed of a saved search that is asked for each second is made once, and told unchanged afterwards', async () => {
  const dataFolder = tempFolder()
  const { key } = addKey(dataFolder, 'my reader', 'feeds')
  const app = createApp(memoryPorts({ nowMs: Date.parse(NOW) }).ports, { settings: CoreSettings.parse(DEFAULT_SETTINGS) })
  onTestFinished(() => app.close())
  const asked: string[] = []
  const call = (name: string, input: unknown): Promise<Outcome> => {
    asked.push(name)
    return app.dispatch(name, input, { signal: new AbortController().signal })
  }
  let nowMs = Date.parse(NOW)
  const door = createOutsideDoor({ dataFolder, call, nowMs: () => nowMs })
  const get = async (path: string, headers = {}) => await door(new URL(path, 'http://127.0.0.1'), headers)
  await call('searches.save', { query: 'key OR paper', name: 'Keys & more / less' })
  asked.length = 0
  const path = `/feed/${key}/search/${encodeURIComponent('keys & more / less')}.atom`
  const first = await get(path)
  expect(first).toMatchObject({ status: 200, type: 'application/atom+xml; charset=utf-8' })
  expect(first?.body).toContain('<title>Dogear: Keys &amp; more / less</title>')
  expect(first?.body.match(/<entry>/g)?.length).toBeGreaterThan(0)
  for (let second = 0; second < 29; second += 1) {
    nowMs += 1000
    expect(await get(path, { 'if-none-match': first?.headers['etag'] })).toMatchObject({ status: 304, body: '' })
  }
  expect(asked).toEqual(['papers.feed'])
  // made anew it is the same text, whenever that is
  nowMs += 86_400_000
  expect(await get(path, { 'if-none-match': first?.headers['etag'] })).toMatchObject({ status: 304 })
  expect(asked).toEqual(['papers.feed', 'papers.feed'])
  expect(await get(`/feed/${key}/search/nothing.atom`)).toMatchObject({
    status: 404,
    body: expect.stringContaining('There are “Keys & more / less”'),
  })
  expect(await get(`/feed/${key}/search/%E0%A4.json`)).toMatchObject({ status: 404 })
  expect(await get(`/feed/${'x'.repeat(43)}/search/nothing.atom`)).toMatchObject({ status: 403 })
})
