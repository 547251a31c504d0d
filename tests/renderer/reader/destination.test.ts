// Owns the facts about where a link inside a PDF leads.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { expect, it } from 'vitest'
import { destinationPlace } from '#renderer/reader/destination.ts'

/** What is asked of a document; the names and pages of one with four pages. */
const pdf = {
  numPages: 4,
  getDestination: (name: string) =>
    Promise.resolve(name === 'cite.archer2020' ? [{ num: 7, gen: 0 }, { name: 'XYZ' }, 72, 640, null] : null),
  getPageIndex: ({ num }: { num: number }) => (num === 7 ? Promise.resolve(2) : Promise.reject(new Error('no such page'))),
} as unknown as PDFDocumentProxy

it('a name leads to its page and point, and keeps its name', async () => {
  expect(await destinationPlace(pdf, 'cite.archer2020')).toEqual({ page: 2, x: 72, y: 640, name: 'cite.archer2020' })
  expect(await destinationPlace(pdf, 'nothing of this name')).toBeNull()
})

it('each kind of destination tells as much as it has', async () => {
  const at = (...rest: unknown[]) => destinationPlace(pdf, [1, ...rest])
  expect(await at({ name: 'FitH' }, 500)).toEqual({ page: 1, x: null, y: 500, name: null })
  expect(await at({ name: 'FitR' }, 10, 20, 30, 40)).toEqual({ page: 1, x: 10, y: 40, name: null })
  expect(await at({ name: 'Fit' })).toEqual({ page: 1, x: null, y: null, name: null })
  expect(await at({ name: 'XYZ' }, null, Number.NaN)).toEqual({ page: 1, x: null, y: null, name: null })
  expect(await at()).toEqual({ page: 1, x: null, y: null, name: null })
})

it('a page that the document does not have leads nowhere', async () => {
  for (const page of [4, -1, 1.5, 'x', null, { num: 8, gen: 0 }]) expect(await destinationPlace(pdf, [page, { name: 'Fit' }])).toBeNull()
})
