// Owns the facts about leaving the search: what is remembered of it.
import { beforeEach, expect, test, vi } from 'vitest'
import type { SearchAnswer } from '#contract/search.ts'
import { goSearch, leaveSearch } from '#renderer/actions/search-place.ts'
import { useSearch } from '#renderer/state/search.ts'
import { connectedWire, type TestWire } from '#tests/renderer/test-wire.ts'

const FOUND: SearchAnswer = {
  hits: [],
  total: 3,
  remark: null,
  suggestion: null,
  relaxed: null,
  rows: [],
  index: { indexed: 3, total: 3 },
  ms: 1,
}

let wire: TestWire

beforeEach(() => {
  // the focus is nowhere
  vi.stubGlobal('document', { activeElement: null })
  wire = connectedWire()
  useSearch.setState({ text: '', answered: '', answer: null })
  goSearch()
})

test('a search that found something is remembered when it is left', () => {
  useSearch.setState({ text: 'lantern', answered: 'lantern', answer: FOUND })
  expect(leaveSearch()).toBe(true)
  expect(wire.last('searches.remember').input).toEqual({ query: 'lantern' })
})

test('words whose answer has not come are not remembered for what the words before them found', () => {
  useSearch.setState({ text: 'lantern harpsichord', answered: 'lantern', answer: FOUND })
  expect(leaveSearch()).toBe(true)
  expect(wire.calls('searches.remember')).toEqual([])
})
