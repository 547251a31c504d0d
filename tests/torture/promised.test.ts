// Owns the facts about what a tortured library is held to: the torture itself can fail.
import { expect, test } from 'vitest'
import { Promised } from './promised.ts'

const found = (values: Record<string, string>): Map<string, string> => new Map(Object.entries(values))

test('what was acknowledged and is another value, or gone, is broken', () => {
  const promised = new Promised()
  promised.begin({ 'note a': 'words' }).kept()
  promised.begin({ 'state a': 'later' }).kept()
  expect(promised.broken(found({ 'note a': 'word', 'state a': 'later' }))).toEqual(['note a was acknowledged as “words” and is “word”'])
  expect(promised.broken(found({}))).toHaveLength(2)
})

test('what was on its way may be there or not, but not by half', () => {
  const underWay = (): Promised => {
    const promised = new Promised()
    promised.begin({ 'state a': 'later', 'state b': 'later' }).kept()
    promised.begin({ 'state a': 'archive', 'state b': 'archive' })
    return promised
  }
  expect(underWay().broken(found({ 'state a': 'archive', 'state b': 'archive' }))).toEqual([])
  expect(underWay().broken(found({ 'state a': 'later', 'state b': 'later' }))).toEqual([])
  expect(underWay().broken(found({ 'state a': 'archive', 'state b': 'later' }))).toEqual(['half of one step: state a without state b'])
})

test('what was on its way and happened is promised from then on', () => {
  const promised = new Promised()
  promised.begin({ 'tags a': 'again' })
  expect(promised.broken(found({ 'tags a': 'again' }))).toEqual([])
  expect(promised.get('tags a')).toBe('again')
  expect(promised.broken(found({}))).toHaveLength(1)
})

test('what was refused did not happen', () => {
  const promised = new Promised()
  promised.begin({ 'state a': 'later' }).kept()
  promised.begin({ 'state a': 'archive' }).refused()
  expect(promised.broken(found({ 'state a': 'archive' }))).toEqual(['state a was acknowledged as “later” and is “archive”'])
})

test('a value that goes without a row is the usual one', () => {
  const promised = new Promised()
  promised.begin({ 'state a': 'inbox', 'note a': '' }).kept()
  expect(promised.broken(found({}))).toEqual([])
  expect(promised.acknowledgements).toBe(1)
})
