// Owns the facts about a search that asks for less: what is tried, in which order.
import { expect, test } from 'vitest'
import { parseSearch } from '#domain/search-query.ts'
import { lessAsked } from '#domain/search-words.ts'

test.each([
  ['lamp oil', []],
  ['"gas light" lamp', ['gas light lamp']],
  ['author:"moon ilya" lamp', ['author:moon author:ilya lamp', 'lamp']],
  ['lamp is:later votes:>50', ['lamp is:later', 'lamp votes:>50', 'lamp']],
  ['lamp -tag:x', ['lamp']],
  ['lamp -oil', ['lamp']],
  ['lamp tag:"to try"', ['lamp']],
  ['lamp (is:later OR is:read)', ['lamp (is:later)', 'lamp (is:read)', 'lamp']],
  ['is:later', []],
  ['', []],
  ['((((', []],
])('%s', (text, less) => {
  expect(lessAsked(parseSearch(text, '2026-03-18'))).toEqual(less)
})

test('of very many operators only some are tried', () => {
  expect(lessAsked(parseSearch('votes:>1 '.repeat(200), '2026-03-18')).length).toBeLessThanOrEqual(8)
})
