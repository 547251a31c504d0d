// Owns the facts about patterns that stand for very many words: the common ones are looked up, and it is said.
import { expect, test } from 'vitest'
import { LunrIndex } from '#core/search/lunr-index.ts'
import { unitOfWord } from '#core/search/word-units.ts'

const ANYWHERE = { fields: 1, isOpen: false }

/** `held[n]` papers have the word `<n>lamp`, written with letters only. */
function indexOf(held: readonly number[]): LunrIndex {
  const index = new LunrIndex([{ name: 'title', boost: 1 }])
  const name = (at: number): string => `${String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26))}lamp`
  for (let paper = 0; paper < Math.max(...held); paper += 1)
    index.add(`p${paper}`, { title: held.flatMap((papers, at) => (paper < papers ? [name(at)] : [])) })
  return index
}

const wordsOf = (index: LunrIndex, pattern: string): string[] =>
  (unitOfWord(index, { word: pattern, ...ANYWHERE })?.terms ?? []).map(({ term }) => index.terms.wordOf(term))

test('of very many words the most common ones are meant, and it is told', () => {
  const index = indexOf(Array.from({ length: 130 }, (_, at) => 130 - at))
  const unit = unitOfWord(index, { word: '*amp', ...ANYWHERE })
  expect(unit?.capped).toBe(true)
  expect(wordsOf(index, '*amp')).toHaveLength(100)
  expect(wordsOf(index, '*amp').slice(0, 3)).toEqual(['aalamp', 'ablamp', 'aclamp'])
  expect(wordsOf(index, '*a*')).toEqual(wordsOf(index, '*amp'))
  expect(wordsOf(index, 'a*')).toHaveLength(26)
  expect(unitOfWord(index, { word: 'a*', ...ANYWHERE })?.capped).toBe(false)
})

test('a word that came after the words were put in order is found too', () => {
  const index = indexOf([3, 2])
  expect(wordsOf(index, '*lamp')).toEqual(['aalamp', 'ablamp'])
  index.add('late', { title: ['oillamp'] })
  expect(wordsOf(index, '*lamp')).toEqual(['aalamp', 'ablamp', 'oillamp'])
  index.remove('late')
  expect(wordsOf(index, '*lamp')).toEqual(['aalamp', 'ablamp'])
})
