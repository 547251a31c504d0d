// Owns the proof that the order of an open list stays.
import { expect, test } from 'vitest'
import { indexIn, mergeOrder } from '#renderer/state/lists.ts'

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
