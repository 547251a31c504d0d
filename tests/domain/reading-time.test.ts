// Owns the facts about how long papers take, and what that is told by.
import { expect, test } from 'vitest'
import { pagesInComment, readingTimeOf, sumOfReading } from '#domain/reading-time.ts'

test('a paper takes a minute for each 1,200 characters, else two and a half a page, and one at least', () => {
  expect([0, 1_200, 60_000].map((pdfCharacters) => readingTimeOf({ pdfCharacters, pages: 3 })?.minutes)).toEqual([1, 1, 50])
  expect(readingTimeOf({ pdfCharacters: null, pages: 12 })).toEqual({ minutes: 30, by: 'pages' })
  expect(readingTimeOf({ pdfCharacters: null, pages: null })).toBeNull()
})

test.each([
  ['12 pages, 5 figures', 12],
  ['Accepted at a workshop. 9 pages + appendix', 9],
  ['Preprint; 10 pp.', 10],
  ['8+14 pages', 22],
  ['1 page', 1],
  ['5 figures', null],
  ['99999 pages', null],
  ['0 pages', null],
  ['Version 1.5 pages of the web', null],
  [null, null],
])('the pages that “%s” names are %s', (comment, pages) => {
  expect(pagesInComment(comment)).toBe(pages)
})

test('a sum says of how many papers it is', () => {
  const papers = [
    { pdfCharacters: 12_000, pages: null },
    { pdfCharacters: null, pages: 4 },
    { pdfCharacters: null, pages: null },
  ]
  expect(sumOfReading(papers)).toEqual({ minutes: 20, papers: 2, unknown: 1 })
})
