// Owns the proof that no element is styled for what it never shows: the thousands of words of a PDF's page have no paints of the text view.
import { expect, test } from 'vitest'
import { filesUnder, textOf } from '../../architecture/sources.ts'

const selectors = filesUnder('src-renderer/**/*.css').flatMap((file) =>
  [...textOf(file).matchAll(/^[^\n{}@]*::highlight\([^{]*(?=\{)/gm)].map(([selector]) => selector.trim()),
)

test('words are painted in the text alone, which hands its paints down: no other element has a style for each of them', () => {
  expect(selectors.length).toBeGreaterThan(10)
  expect(selectors.filter((selector) => !selector.startsWith('[data-painted]::highlight('))).toEqual([])
})
