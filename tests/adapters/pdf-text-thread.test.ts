// Owns the facts about the thread that reads the words of a PDF.
import { expect, test } from 'vitest'
import { readPageTextsApart } from '#adapters/pdf-text-thread.ts'
import { madePdf } from '#tests/replica/made-pdf.ts'

const PDF = madePdf(undefined, '2611.00001v1')
const wordsOf = async (bytes: Uint8Array, signal = new AbortController().signal): Promise<string[]> =>
  [...(await readPageTextsApart(bytes, null, { signal })).values()].flatMap((page) => page.words.map((word) => word.text))

test('it gives the words of every page', async () => {
  expect((await wordsOf(PDF)).join(' ')).toContain('2611.00001v1')
})

test('what is no PDF has no words', async () => {
  expect(await wordsOf(new TextEncoder().encode('<html>'))).toEqual([])
})

test('it is given up at once when nobody wants it any more', async () => {
  const stop = new AbortController()
  const reading = wordsOf(PDF, stop.signal)
  stop.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
})
