// Owns the fact that the report of marks brought over counts each one once.
import { expect, test } from 'vitest'
import type { CarriedMark } from '#contract/annotations.ts'
import { carriedSentence } from '#renderer/actions/carry-marks.ts'

test('the sentence counts what was kept, moved and not found', () => {
  const of = (result: CarriedMark['result']): CarriedMark => ({ from: 'a', to: null, result, score: 1, candidate: null, check: false })
  expect(carriedSentence([of('kept'), of('moved'), of('kept'), of('not-found')])).toBe('2 kept, 1 moved, 1 not found.')
})
