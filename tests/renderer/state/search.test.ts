// Owns the facts about results as they come: the best at once, the rest after a pause, and nothing of an older question.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SearchAnswer } from '#contract/search.ts'
import { usePlace } from '#renderer/state/place.ts'
import { startLive } from '#renderer/state/live.ts'
import { runSearch, useSearch } from '#renderer/state/search.ts'
import { connectedWire, settled, type TestWire } from '#tests/renderer/test-wire.ts'

let wire: TestWire

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  wire = connectedWire()
  usePlace.setState({ place: { kind: 'search' } })
  useSearch.setState({ text: '', answered: '', answer: null, hits: new Map() })
})

afterEach(() => {
  vi.useRealTimers()
})

function answerOf(total: number, shown: number): SearchAnswer {
  const hits = Array.from({ length: shown }, (_, at) => ({
    id: `2611.${10_000 + at}`,
    score: 1,
    fields: [],
    title: { text: 'Lamp', marks: [] },
    authors: null,
    snippet: { text: '', marks: [] },
    snippetOf: 'abstract' as const,
  }))
  return { hits, total, remark: null, suggestion: null, relaxed: null, rows: [], index: { indexed: total, total }, ms: 1 }
}

const asked = (): unknown[] => wire.calls('search.query').map(({ input }) => input)

test('the best are asked for at every key, the rest only once nothing was typed for a moment', async () => {
  void runSearch('la')
  void runSearch('lamp')
  expect(asked()).toMatchObject([
    { text: 'la', limit: 30 },
    { text: 'lamp', limit: 30 },
  ])
  await wire.answer('search.query', answerOf(900, 30))
  expect(useSearch.getState()).toMatchObject({ answered: 'lamp', running: false })
  expect(useSearch.getState().hits.size).toBe(30)
  vi.advanceTimersByTime(100)
  expect(asked()).toHaveLength(2)
  vi.advanceTimersByTime(100)
  expect(asked().at(-1)).toMatchObject({ text: 'lamp', limit: 500 })
  await wire.answer('search.query', answerOf(900, 500))
  expect(useSearch.getState().hits.size).toBe(500)
})

test('what was found stays on screen until the next answer comes, and a late one to older words is not shown', async () => {
  void runSearch('lamp')
  const first = wire.last('search.query')
  void runSearch('lamps')
  await wire.answer('search.query', answerOf(2, 2))
  await wire.answerCall(first, answerOf(9, 9))
  expect(useSearch.getState()).toMatchObject({ answered: 'lamps', answer: { total: 2 } })
  void runSearch('lamps o')
  expect(useSearch.getState().answer).toMatchObject({ total: 2 })
})

test('what the reader wrote is looked for again at once, however lately something else was refreshed', async () => {
  startLive()
  void runSearch('lamp')
  await wire.answer('search.query', answerOf(2, 2))
  wire.say({ type: 'event', name: 'changed', data: { topics: ['index'], ids: null } })
  vi.advanceTimersByTime(40)
  await settled()
  expect(asked()).toHaveLength(2)
  for (const topic of ['tags', 'notes', 'annotations'] as const) {
    const before = asked().length
    wire.say({ type: 'event', name: 'changed', data: { topics: [topic], ids: ['2611.10000'] } })
    vi.advanceTimersByTime(1)
    await settled()
    expect(asked().length, topic).toBe(before + 1)
  }
})
