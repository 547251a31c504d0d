// Owns the proof that words near to a typed one are all found, each with as few slips as it takes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Dictionary, savedWords } from '#core/search/dictionary.ts'
import { NearWords } from '#core/search/near-words.ts'

/** Optimal string alignment by the book: rows of the table one after another. */
function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '7'), minLength: 1, maxLength: 9 })
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 40 })

test('all words within so many slips are found, in a made dictionary and in a saved one', () => {
  fc.assert(
    fc.property(words, words, word, fc.constantFrom(1, 2), (saved, added, typed, most) => {
      const bytes = new TextEncoder().encode(saved.map((each) => `${each}\n`).join(''))
      const dictionary = new Dictionary(savedWords(bytes, saved.length))
      for (const each of added) dictionary.add(each)
      const found = new Map(new NearWords(dictionary).find(typed, most).map(({ id, distance }) => [dictionary.wordOf(id), distance]))
      for (const each of new Set([...saved, ...added])) {
        // é is no letter of a folded word: one in a typed word matches nothing
        if (`${each}${typed}`.includes('é')) continue
        const fewest = slips(typed, each)
        expect(found.get(each), each).toBe(fewest <= most ? fewest : undefined)
      }
    }),
  )
})

test('words are sorted by length once there are many, and those that come later are found too', () => {
  const dictionary = new Dictionary()
  for (let at = 0; at < 6000; at += 1) dictionary.add(`w${at.toString(36)}x`)
  const near = new NearWords(dictionary)
  const found = (typed: string): string[] => near.find(typed, 1).map(({ id }) => dictionary.wordOf(id))
  expect(found('w2sx')).toContain('w2sx')
  dictionary.add('lantern')
  expect(found('lantren')).toEqual(['lantern'])
  expect(near.find('x'.repeat(31), 2)).toEqual([])
})
