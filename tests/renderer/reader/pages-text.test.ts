// Owns the fact that the words of a document are read once: while its pages rest, and without a pause once they are looked for.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { notePagesBusy } from '#renderer/reader/page-rest.ts'
import { readPagesText, soughtDocument } from '#renderer/reader/pages-text.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestIdleCallback', (idle: () => void) => setTimeout(idle, 0))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const BUSY_MS = 100

/** Three pages of two lines; asking for the words of one is written down. */
function threePages({ damaged = 0, closed = false } = {}): { pdf: PDFDocumentProxy; asked: number[] } {
  const asked: number[] = []
  const getPage = async (number: number) => {
    if (number === damaged || closed) throw new Error('no page')
    return {
      getTextContent: async () => {
        asked.push(number)
        return {
          items: [{ str: `top of ${number}`, hasEOL: true }, { type: 'endMarkedContent' }, { str: 'rest', hasEOL: false }],
          styles: {},
        }
      },
    }
  }
  return { pdf: { numPages: 3, loadingTask: { destroyed: closed }, getPage } as unknown as PDFDocumentProxy, asked }
}

/** Pages that are drawn and move all the while. */
async function keepBusy(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += BUSY_MS) {
    notePagesBusy()
    await vi.advanceTimersByTimeAsync(BUSY_MS)
  }
}

test('nothing is read while pages move, all at once when it is looked for, and nothing twice', async () => {
  const { pdf, asked } = threePages()
  notePagesBusy()
  const { sought, done } = readPagesText(pdf, () => undefined)
  await keepBusy(5_000)
  expect(asked).toEqual([])
  const third = sought(2)
  await keepBusy(BUSY_MS)
  expect(await third).toBe('top of 3\nrest')
  await done
  expect(await Promise.all([0, 1, 2].map(sought))).toEqual([1, 2, 3].map((page) => `top of ${page}\nrest`))
  expect(asked).toEqual([1, 2, 3])
})

test('a page that can’t be read has no words, and takes none from the others', async () => {
  const { pdf, asked } = threePages({ damaged: 2 })
  const taken: boolean[] = []
  const { sought, done } = readPagesText(pdf, (text) => taken.push(text !== null))
  expect(await sought(1)).toBe('')
  expect(await sought(2)).toBe('top of 3\nrest')
  await done
  expect(taken).toEqual([true, false, true])
  expect(asked).toEqual([1, 3])
})

test('a document that is closed ends the reading', async () => {
  const { pdf } = threePages({ closed: true })
  const { sought, done } = readPagesText(pdf, () => undefined)
  void sought(0)
  await expect(done).rejects.toThrow('no page')
})

test('find sees the same words as pages of text alone', async () => {
  const seen = soughtDocument((page) => Promise.resolve(`words of ${page}`))
  const { items } = await (await seen.getPage(2)).getTextContent()
  expect(items).toEqual([{ str: 'words of 1', hasEOL: false }])
})
