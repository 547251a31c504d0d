// Owns the facts about numbers in sentences.
import { expect, test } from 'vitest'
import { counted, wholeCount } from '#domain/counted.ts'

test('thousands are grouped, and one is one', () => {
  expect([wholeCount(12_352), counted(1, 'paper'), counted(0, 'paper'), counted(2, 'entry', 'entries')]).toEqual([
    '12,352',
    '1 paper',
    '0 papers',
    '2 entries',
  ])
})
