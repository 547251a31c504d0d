// Owns the proof that calls survive a core that goes away, and that nothing happens twice that must not.
import { expect, test } from 'vitest'
import { Client } from '#renderer/app/client.ts'
import { settled, TestWire } from '../test-wire.ts'

const STATUS = { entries: [], total: 0, canUndo: false, canRedo: false }

function connected(kind: 'electron' | 'browser' = 'browser'): { client: Client; wire: TestWire } {
  const client = new Client()
  const wire = new TestWire(kind)
  client.attach(wire)
  wire.say({ type: 'host', core: 'up', sentence: null })
  return { client, wire }
}

test('a call resolves with what the host answered', async () => {
  const { client, wire } = connected()
  const answer = client.call('history.list', {})
  await wire.answer('history.list', STATUS)
  expect(await answer).toEqual(STATUS)
})

test('a refusal rejects with its code and its sentence', async () => {
  const { client, wire } = connected()
  const outcome = expect(client.call('history.list', {})).rejects.toMatchObject({
    code: 'busy',
    message: 'Wait a moment.',
    retryable: true,
  })
  await wire.refuse('history.list', { code: 'busy', message: 'Wait a moment.', retryable: true })
  await outcome
})

test('calls made before a socket is open wait for it, in order', () => {
  const client = new Client()
  const wire = new TestWire('browser')
  client.attach(wire)
  void client.call('library.status', {})
  void client.call('sync.status', {})
  expect(wire.sent).toEqual([])
  wire.say({ type: 'host', core: 'up', sentence: null })
  expect(wire.calls().map((call) => call.name)).toEqual(['library.status', 'sync.status'])
})

test('what was not answered when core went down is sent again when it is back', async () => {
  const { client, wire } = connected()
  const answer = client.call('triage.decide', { ids: ['2401.00001'], state: 'later' })
  wire.say({ type: 'host', core: 'down', sentence: 'Restarting.' })
  void client.call('history.list', {})
  expect(wire.calls()).toHaveLength(1)
  wire.say({ type: 'host', core: 'up', sentence: null })
  expect(wire.calls().map((call) => call.name)).toEqual(['triage.decide', 'triage.decide', 'history.list'])
  const done = { sentence: 'Saved.', historyId: 1, ids: ['2401.00001'] }
  await wire.answer('triage.decide', done)
  expect(await answer).toEqual(done)
})

test('an undo that was on its way when core went down is not sent twice', async () => {
  const { client, wire } = connected()
  const answer = client.call('history.undo', {})
  const outcome = expect(answer).rejects.toMatchObject({ code: 'busy' })
  wire.say({ type: 'host', core: 'down', sentence: null })
  wire.say({ type: 'host', core: 'up', sentence: null })
  await outcome
  expect(wire.calls('history.undo')).toHaveLength(1)
})

test('while core is away the host’s own calls go at once; what it answers is asked once', async () => {
  const { client, wire } = connected()
  wire.say({ type: 'host', core: 'damaged', sentence: 'Damaged.' })
  const restored = client.call('copies.restore', { name: 'a' })
  void client.call('library.status', {})
  expect(wire.calls().map((call) => call.name)).toEqual(['copies.restore'])
  wire.say({ type: 'host', core: 'down', sentence: 'A moment.' })
  wire.say({ type: 'host', core: 'up', sentence: null })
  expect(wire.calls().map((call) => call.name)).toEqual(['copies.restore', 'library.status'])
  await wire.answer('copies.restore', { sentence: 'Done.', keptAs: null })
  expect(await restored).toEqual({ sentence: 'Done.', keptAs: null })
})

test('a restore whose host was lost on the way is told, not done twice', async () => {
  const { client, wire } = connected()
  const outcome = expect(client.call('copies.restore', { name: 'a' })).rejects.toMatchObject({ code: 'busy' })
  wire.say({ type: 'host', core: 'lost', sentence: null })
  wire.say({ type: 'host', core: 'up', sentence: null })
  await outcome
  expect(wire.calls('copies.restore')).toHaveLength(1)
})

test('an aborted call rejects as cancelled and tells the host', async () => {
  const { client, wire } = connected()
  const controller = new AbortController()
  const answer = client.call('search.query', { text: 'x' }, { signal: controller.signal })
  const outcome = expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  controller.abort()
  await outcome
  expect(wire.sent.at(-1)).toEqual({ type: 'cancel', id: wire.last('search.query').id })
})

test('an event reaches those who listen, until they stop', async () => {
  const { client, wire } = connected()
  const heard: string[] = []
  const stop = client.on('showLink', ({ link }) => heard.push(link))
  wire.say({ type: 'event', name: 'showLink', data: { link: '2401.00001' } })
  stop()
  wire.say({ type: 'event', name: 'showLink', data: { link: '2401.00002' } })
  await settled()
  expect(heard).toEqual(['2401.00001'])
})

test('a call that hears core out is told to stop, and rejects or resolves as core says', async () => {
  const { client, wire } = connected()
  const stop = new AbortController()
  const stopped = client.call('papers.add', { text: '2401.00001' }, { signal: stop.signal, hearsOut: true })
  const heard = expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  const done = client.call('library.archive', {}, { signal: stop.signal, hearsOut: true })
  stop.abort()
  expect(wire.sent.filter((frame) => frame.type === 'cancel')).toHaveLength(2)
  await wire.refuse('papers.add', { code: 'cancelled', message: 'Stopped.', retryable: true })
  await heard
  await wire.answer('library.archive', { path: '/a.zip', bytes: 1, papers: 1, sentence: 'Wrote it.' })
  expect(await done).toMatchObject({ sentence: 'Wrote it.' })
})

test('a call that was stopped and not heard out when core went down is not sent again', async () => {
  const { client, wire } = connected()
  const stop = new AbortController()
  const heard = expect(client.call('papers.add', { text: '2401.00001' }, { signal: stop.signal, hearsOut: true })).rejects.toMatchObject({
    code: 'cancelled',
  })
  stop.abort()
  wire.say({ type: 'host', core: 'down', sentence: 'Restarting.' })
  await heard
  wire.say({ type: 'host', core: 'up', sentence: null })
  expect(wire.calls()).toHaveLength(1)
})
