// Owns the proof that the order of an open list stays.
import { expect, test } from 'vitest'
import { currentList, indexIn, loadList, mergeOrder } from '#renderer/state/lists.ts'
import { usePlace } from '#renderer/state/place.ts'
import { connectedWire } from '../test-wire.ts'

test('votes that moved change nothing in an open list, and it says so', () => {
  expect(mergeOrder(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual({ ids: ['a', 'b', 'c'], order: ['a', 'b', 'c'], moved: true })
})

test('new papers are appended, gone ones leave', () => {
  expect(mergeOrder(['a', 'b', 'c'], ['n', 'a', 'c']).ids).toEqual(['a', 'c', 'n'])
})

test('what comes back stands where it stood', () => {
  const without = mergeOrder(['a', 'b', 'c'], ['a', 'c'])
  expect(without.ids).toEqual(['a', 'c'])
  expect(mergeOrder(without.order, ['a', 'b', 'c']).ids).toEqual(['a', 'b', 'c'])
})

test('the same order is not called moved', () => {
  expect(mergeOrder(['a', 'b'], ['a', 'b']).moved).toBe(false)
})

test('a paper is found near where it was and anywhere else', () => {
  const ids = ['a', 'b', 'c']
  expect([indexIn(ids, 'b', 1), indexIn(ids, 'c', 0), indexIn(ids, 'x'), indexIn(ids, null)]).toEqual([1, 2, -1, -1])
})

test.each([{ fresh: false }, { fresh: true }])(
  'a list that is read again and is as before is the same array, so nothing of it is painted anew: %o',
  async ({ fresh }) => {
    const wire = connectedWire()
    const place = { kind: 'day', day: '2026-11-20' } as const
    usePlace.setState({ place })
    const answer = (ids: string[]) => ({
      ids,
      rows: [],
      undecided: [],
      decided: 0,
      saved: 0,
      folded: 0,
      gained: {},
      reading: null,
      fetchedAtMs: null,
    })
    const read = async (ids: string[], again: boolean): Promise<readonly string[] | undefined> => {
      const reading = loadList(place, { fresh: again })
      await wire.answer('papers.list', answer(ids))
      await reading
      return currentList()?.ids
    }
    const before = await read(['2611.10001', '2611.10002'], true)
    expect(await read(['2611.10001', '2611.10002'], fresh)).toBe(before)
    expect(await read(['2611.10001', '2611.10003'], fresh)).toEqual(['2611.10001', '2611.10003'])
  },
)
