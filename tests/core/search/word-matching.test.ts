// Owns the proof that patterns stand for the words that lunr.TokenSet would find.
import lunr from 'lunr'
import { expect, test } from 'vitest'
import { Dictionary } from '#core/search/dictionary.ts'
import { matchNear, matchWildcards } from '#core/search/word-matching.ts'
import { seeded } from './seeded.ts'

interface TokenSet {
  intersect(other: TokenSet): TokenSet
  toArray(): string[]
}
const stock = lunr.TokenSet as unknown as {
  fromArray(words: string[]): TokenSet
  fromString(pattern: string): TokenSet
  fromFuzzyString(text: string, distance: number): TokenSet
}

const random = seeded(20_26)
const letters = ['a', 'b', 'c', 'd', 'é', '数']
const madeWord = (most: number): string => Array.from({ length: random.whole(0, most) }, () => random.pick(letters)).join('')

const words = [...new Set(Array.from({ length: 3000 }, () => madeWord(8)))].toSorted()
const tokenSet = stock.fromArray(words)
const dictionary = new Dictionary()
// out of order, and in several runs
for (const word of words.toSorted((a, b) => a.length - b.length)) dictionary.add(word)
for (let at = 0; at < 20_000; at += 1) dictionary.add(`zz${at}`)
const stockWords = (pattern: TokenSet): string[] => tokenSet.intersect(pattern).toArray().toSorted()
const ours = (ids: number[]): string[] =>
  ids
    .map((id) => dictionary.wordOf(id))
    .filter((word) => !word.startsWith('zz'))
    .toSorted()

test('wildcards stand for the same words as in Lunr', () => {
  for (let round = 0; round < 400; round += 1) {
    const pattern = Array.from({ length: random.whole(1, 4) }, () => madeWord(3)).join('*')
    expect(ours(matchWildcards(dictionary, pattern)), pattern).toEqual(stockWords(stock.fromString(pattern)))
  }
})

test('an edit distance stands for the same words as in Lunr', () => {
  for (let round = 0; round < 300; round += 1) {
    const pattern = random.chance(0.1) ? `${madeWord(3)}*${madeWord(3)}` : madeWord(7)
    const distance = random.whole(0, 4)
    expect(ours(matchNear(dictionary, pattern, distance).map(({ id }) => id)), `${pattern}~${distance}`).toEqual(
      stockWords(stock.fromFuzzyString(pattern, distance)),
    )
  }
})

test('says how many edits away a word is', () => {
  const near = new Map(matchNear(dictionary, 'abcd', 2).map(({ id, distance }) => [dictionary.wordOf(id), distance]))
  expect(near.get('abcd') ?? 0).toBe(0)
  for (const [word, distance] of near)
    expect(matchNear(dictionary, 'abcd', distance - 1).some(({ id }) => dictionary.wordOf(id) === word)).toBe(false)
})

test('words keep their numbers and order through thousands of additions', () => {
  const ids = dictionary.runs().flatMap((run) => [...run.ids])
  expect(new Set(ids).size).toBe(dictionary.size)
  for (const run of dictionary.runs())
    for (let at = 1; at < run.ids.length; at += 1) expect(dictionary.wordOf(run.ids[at - 1]!) < dictionary.wordOf(run.ids[at]!)).toBe(true)
})
