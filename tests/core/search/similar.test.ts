// Owns the facts about papers that are near in meaning.
import { expect, test } from 'vitest'
import { searchedLibrary } from './searched-library.ts'

test('similar papers share telling words, named as they are written', async () => {
  const { search, ask } = searchedLibrary([
    ...Array.from({ length: 40 }, (_, at) => ({
      id: `2611.${20_000 + at}`,
      title: `Paper number ${at}`,
      abstract: `Filler about topic${at} and tables.`,
    })),
    { id: '2611.00001', title: 'Zeppelins over canyons', abstract: 'Zeppelins float above canyons.' },
    { id: '2611.00002', title: 'Canyon echoes', abstract: 'How zeppelins hear canyons.' },
  ])
  await ask('x')
  const [first] = search.similar('2611.00001', 3)
  expect(first?.id).toBe('2611.00002')
  expect(first?.shared.toSorted()).toEqual(['canyon', 'zeppelins'])
  expect(first?.score).toBeGreaterThan(0)
  expect(search.similar('2611.09999', 3)).toEqual([])
})
