// Owns the fact that a viewer which has let go of a document hears no more of it.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { expect, test } from 'vitest'
import { releasedDocument } from '#renderer/reader/released-document.ts'
import { settled } from '../test-wire.ts'

/** A document whose pages come when the test says so. */
function slowDocument(): { pdf: PDFDocumentProxy; comes(page: number): void; fails(page: number): void } {
  const waiting = new Map<number, PromiseWithResolvers<string>>()
  class Slow {
    #pages = 3
    get numPages(): number {
      return this.#pages
    }
    getPage(page: number): Promise<string> {
      const asked = Promise.withResolvers<string>()
      waiting.set(page, asked)
      return this.#pages < page ? Promise.reject(new Error('no such page')) : asked.promise
    }
  }
  return {
    pdf: new Slow() as unknown as PDFDocumentProxy,
    comes: (page) => waiting.get(page)?.resolve(`page ${page}`),
    fails: (page) => waiting.get(page)?.reject(new Error('the worker was destroyed')),
  }
}

test('pages come and fail as they do without it, until it is let go; after that neither', async () => {
  const gone = new AbortController()
  const { pdf, comes, fails } = slowDocument()
  const seen = releasedDocument(pdf, gone.signal)
  const heard: unknown[] = []
  const hear = (page: number): void =>
    void seen.getPage(page).then(
      (answer) => heard.push(answer),
      (thrown: unknown) => heard.push(thrown instanceof Error ? thrown.message : thrown),
    )
  expect(seen.numPages).toBe(3)
  expect(seen.getPage).toBe(seen.getPage)
  for (const page of [1, 2, 3, 4]) hear(page)
  comes(1)
  await settled()
  expect(new Set(heard)).toEqual(new Set(['no such page', 'page 1']))
  gone.abort()
  comes(2)
  fails(3)
  await settled()
  expect(heard).toHaveLength(2)
})
