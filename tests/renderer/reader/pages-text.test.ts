// Owns the fact that the words of a document are read while its pages rest, and what is looked for before that.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { expect, test, vi } from 'vitest'
import { notePagesBusy } from '#renderer/reader/page-rest.ts'
import { readPagesText, soughtDocument } from '#renderer/reader/pages-text.ts'
import { withRestingClock } from './resting-pages.ts'

withRestingClock()

const BUSY_MS = 100

/** Three pages of two lines; asking for the words of one is written down. */
function threePages({ damaged = 0, closed = false, waitFor = Promise.resolve() } = {}): { pdf: PDFDocumentProxy; asked: number[] } {
  const asked: number[] = []
  const getPage = async (number: number) => {
    if (number === damaged || closed) throw new Error('no page')
    return {
      getTextContent: async () => {
        asked.push(number)
        await waitFor
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

test('nothing is read in the background while pages move; what is looked for comes at once, and is not read again for the next search', async () => {
  const { pdf, asked } = threePages()
  const { sought, done } = readPagesText(pdf, () => undefined)
  await keepBusy(5_000)
  expect(asked).toEqual([])
  expect(await Promise.all([0, 1, 2].map(sought))).toEqual([1, 2, 3].map((page) => `top of ${page}\nrest`))
  expect(asked).toEqual([1, 2, 3])
  await Promise.all([0, 1, 2].map(sought))
  expect(asked).toEqual([1, 2, 3])
  await vi.advanceTimersByTimeAsync(5_000)
  await done
  expect(asked).toEqual([1, 2, 3, 1, 2, 3])
})

test('nothing is read in the background while a page is looked for, however long that takes', async () => {
  const slow = Promise.withResolvers<void>()
  const { pdf, asked } = threePages({ waitFor: slow.promise })
  const { sought, done } = readPagesText(pdf, () => undefined)
  const third = sought(2)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([3])
  slow.resolve()
  expect(await third).toBe('top of 3\nrest')
  await vi.advanceTimersByTimeAsync(5_000)
  await done
  expect(asked).toEqual([3, 1, 2, 3])
})

test('what was read in the background is found without being read again', async () => {
  const { pdf, asked } = threePages()
  const { sought, done } = readPagesText(pdf, () => undefined)
  await vi.advanceTimersByTimeAsync(5_000)
  await done
  expect(await sought(1)).toBe('top of 2\nrest')
  expect(asked).toEqual([1, 2, 3])
})

test('while the words of a page come, those of the next are read, once', async () => {
  const slow = Promise.withResolvers<void>()
  const { pdf, asked } = threePages({ waitFor: slow.promise })
  const { sought } = readPagesText(pdf, () => undefined)
  const first = sought(0)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([1, 2])
  slow.resolve()
  expect([await first, await sought(1), await sought(2)]).toEqual([1, 2, 3].map((page) => `top of ${page}\nrest`))
  expect(asked).toEqual([1, 2, 3])
})

test('a page that can’t be read has no words, and takes none from the others', async () => {
  const { pdf, asked } = threePages({ damaged: 2 })
  const taken: boolean[] = []
  const { sought, done } = readPagesText(pdf, (text) => taken.push(text !== null))
  expect(await sought(1)).toBe('')
  expect(await sought(2)).toBe('top of 3\nrest')
  await vi.advanceTimersByTimeAsync(5_000)
  await done
  expect(taken).toEqual([true, false, true])
  expect(asked).toEqual([3, 1, 3])
})

test('a document that is closed ends the reading', async () => {
  const { pdf } = threePages({ closed: true })
  const { sought, done } = readPagesText(pdf, () => undefined)
  await expect(sought(0)).rejects.toThrow('no page')
  const ended = expect(done).rejects.toThrow('no page')
  await vi.advanceTimersByTimeAsync(5_000)
  await ended
})

test('find sees the same words as pages of text alone', async () => {
  const seen = soughtDocument((page) => Promise.resolve(`words of ${page}`))
  const { items } = await (await seen.getPage(2)).getTextContent()
  expect(items).toEqual([{ str: 'words of 1', hasEOL: false }])
})
