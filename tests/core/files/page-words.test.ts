// Owns the facts about plain text made of the words of a page.
import { expect, test } from 'vitest'
import { plainPageText } from '#core/files/page-words.ts'
import { linesOf, type TextRun } from '#domain/page-text.ts'

const word = (text: string, endsLine = false): TextRun => ({ text, x: 0, y: 0, direction: [1, 0], width: 1, height: 1, endsLine })
const page = (...words: TextRun[]): string => plainPageText(linesOf(words))

test('a word that was broken at the end of a line is one word', () => {
  expect(page(word('slow ket-', true), word('tles boil'))).toBe('slow kettles boil')
})

test('a compound with a capital keeps its hyphen', () => {
  expect(page(word('the Marrow-', true), word('Bell test'))).toBe('the Marrow-\nBell test')
})

test('lines stay, blanks are single', () => {
  expect(page(word('one'), word('   '), word('two', true), word(' three'))).toBe('one two\nthree')
})
