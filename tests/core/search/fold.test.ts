// Owns the proof that the fast way through plain ASCII finds the same words as the one for every script.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placedWords } from '#core/search/fold.ts'

const sign = fc.constantFrom('a', 'B', 'z', '0', '7', '.', "'", "'s", ' ', '-', '\n', '$', '_', 'word'.repeat(20))

test('plain ASCII is cut into the same words as it is within a text of other letters', () => {
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join('')
      expect(placedWords(text)).toEqual(placedWords(`${text} é`).slice(0, -1))
    }),
    { numRuns: 1000 },
  )
})
