// Owns the facts about which words are inside an area.
import { expect, test } from 'vitest'
import { wordsInside } from '#renderer/reader/word-range.ts'

const TEXT = 'left of it, hyperparameters are kept. the next line'
const LINE = { start: 0, end: TEXT.indexOf(' the next') }

/** What is taken of the line where letters from the first of `part` to its last are inside. */
function taken(part: string, text = TEXT, line = LINE): string | null {
  const from = text.indexOf(part)
  const found = wordsInside(text, line, (at) => at >= from && at < from + part.length)
  return found && text.slice(found.start, found.end)
}

test('a word is inside with the most of its letters, and never in pieces', () => {
  expect(taken('it, hyperparam')).toBe('it, hyperparameters')
  expect(taken('parameters are ke')).toBe('hyperparameters are')
  expect(taken('meters are kept.')).toBe('are kept.')
})

test('half of a word, a blank, and another line are nothing', () => {
  expect(taken('le')).toBeNull()
  expect(taken(' ')).toBeNull()
  expect(taken('next')).toBeNull()
})

test('words that no blank parts are told apart', () => {
  const text = '我们提出一种新的方法'
  expect(taken('提出一种', text, { start: 0, end: text.length })).toBe('提出一种')
})
