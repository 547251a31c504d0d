// Owns the facts about what a change of the library has the window read again.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LibraryStatus, Topic } from '#contract/api.ts'
import { useLibrary } from '#renderer/state/library.ts'
import { startLive } from '#renderer/state/live.ts'
import { carryThrough } from '#renderer/state/work.ts'
import { connectedWire, settled, type TestWire } from '#tests/renderer/test-wire.ts'

const LATER_MS = 1000
let wire: TestWire

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  wire = connectedWire()
})

afterEach(() => {
  vi.useRealTimers()
})

async function readAfter(topic: Topic, mode: LibraryStatus['mode']): Promise<string[]> {
  useLibrary.setState({ status: { mode } as LibraryStatus })
  const before = wire.calls().length
  wire.say({ type: 'event', name: 'changed', data: { topics: [topic], ids: null } })
  vi.advanceTimersByTime(LATER_MS)
  await settled()
  return wire
    .calls()
    .slice(before)
    .map(({ name }) => name)
}

test('a day that is stored has the tags read again only while the sample days may give way to it', async () => {
  startLive()
  expect(await readAfter('days', 'sample')).toContain('tags.list')
  expect(await readAfter('days', 'real')).not.toContain('tags.list')
  expect(await readAfter('tags', 'real')).toContain('tags.list')
})

test('what a long work of the reader changed is read again as soon as it is done', async () => {
  startLive()
  await readAfter('marks', 'real')
  const before = wire.calls('library.status').length
  const work = carryThrough('Archiving', async () => {
    wire.say({ type: 'event', name: 'changed', data: { topics: ['marks'], ids: null } })
    await settled()
    expect(wire.calls('library.status')).toHaveLength(before)
  })
  await work
  expect(wire.calls('library.status')).toHaveLength(before + 1)
})
