// Owns the proof that papers with most of the words are the same that counting all words of all papers finds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LunrIndex } from '#core/search/lunr-index.ts'
import { holdersOfMost } from '#core/search/most-words.ts'
import type { QueryUnit } from '#core/search/query-units.ts'

const FIELDS = [
  { name: 'title', boost: 1 },
  { name: 'abstract', boost: 1 },
]
const WORDS = ['lamp', 'tide', 'crane', 'quay', 'buoy', 'wharf']
/** In the shared papers, so that some lists are many times as long as others. */
const words = fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 5 })
const paper = fc.record({ title: words, abstract: words })
const unit = fc.record({
  words: fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 }),
  fields: fc.constantFrom(1, 2, 3),
})

test('papers with most of the words are found, as many words as leaves enough of them, and no others', () => {
  fc.assert(
    fc.property(
      fc.array(paper, { maxLength: 40 }),
      fc.array(unit, { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 120 }),
      fc.boolean(),
      (papers, asked, fewestOf, common, hasGate) => {
        const index = new LunrIndex(FIELDS)
        const all = [...papers, ...Array.from({ length: common }, () => ({ title: ['lamp'], abstract: [] }))]
        all.forEach((each, at) => index.add(String(at), each))
        const units = asked.map(({ words: own, fields }): QueryUnit => {
          const terms = own.flatMap((word) => index.termOf(word) ?? []).map((term) => ({ term, boost: 1 }))
          return { terms, fields, presence: 'required' }
        })
        const allowed = hasGate ? Uint8Array.from(all, (_, at) => at % 2) : null
        const fewest = Math.min(fewestOf, units.length - 1)
        const counts = all.map(({ title, abstract }, at) => {
          const isIn = (word: string, fields: number): boolean =>
            ((fields & 1) !== 0 && title.includes(word)) || ((fields & 2) !== 0 && abstract.includes(word))
          return allowed?.[at] === 0 ? 0 : asked.filter((each) => each.words.some((word) => isIn(word, each.fields))).length
        })
        const having = (least: number): number[] => counts.flatMap((count, at) => (count >= least ? at : []))
        let least = units.length - 1
        while (least > fewest && having(least).length < 3) least -= 1
        const found = holdersOfMost(index, units, { fewest, enough: 3, allowed })
        expect(found.least).toBe(least)
        expect(found.slots.toSorted((a, b) => a - b)).toEqual(having(least))
      },
    ),
  )
})
