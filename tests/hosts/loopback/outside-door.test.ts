// Owns the facts about feeds and reading calls of a running host: nothing without a key, nothing that writes, nothing after it was taken back.
import { SaxesParser } from 'saxes'
import { expect, it, onTestFinished } from 'vitest'
import { addKey, revokeKey } from '#adapters/access-keys.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'

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
    .poll(async () => await (await get(`/feed/${key}/trending.json`)).json(), { timeout: 20_000 })
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
  for (const call of ['triage.decide', 'history.undo', 'settings.get', 'nothing.here'])
    expect((await get(`/api/v1/${call}`, headers)).status).toBe(404)
  expect((await get('/api/v1/library.status', { ...headers, origin: 'https://example.org' })).status).toBe(403)
})
