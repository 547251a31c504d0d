// Owns the facts about how a PDF's dates and its reading time are written.
import { expect, it } from 'vitest'
import { pdfDate } from '#renderer/reader/document-facts.ts'
import { readingTime } from '#renderer/words/figures.ts'

it('a date of a PDF is written as a day and a time, as far as it goes', () => {
  expect(pdfDate("D:20201122153000+01'00'")).toBe('2020-11-22 15:30')
  expect(pdfDate('D:2020')).toBe('2020-01-01')
  expect(pdfDate('D:20201122')).toBe('2020-11-22')
  expect(pdfDate('yesterday')).toBe('yesterday')
  expect(pdfDate(undefined)).toBeNull()
})

it('reading time is told in minutes, and in hours from the first on', () => {
  expect(readingTime(59)).toBe('0 min')
  expect(readingTime(185)).toBe('3 min')
  expect(readingTime(4_860)).toBe('1 h 21 min')
})
