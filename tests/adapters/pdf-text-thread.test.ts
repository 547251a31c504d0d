// Owns the facts about the thread that reads the words of a PDF.
import { spawnSync } from 'node:child_process'
import type { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createPdfTextReader } from '#adapters/pdf-text-thread.ts'
import { missingFonts, swollenContent } from '#tests/e2e/made-bad-pdfs.ts'
import { madePdf } from '#tests/replica/made-pdf.ts'
import { repositoryRoot } from '#tests/support/repository.ts'

const PDF = madePdf(undefined, '2611.00001v1')
const wordsOf = async (bytes: Uint8Array, signal = new AbortController().signal, read = createPdfTextReader()): Promise<string[]> =>
  [...(await read(bytes, null, { signal })).pages.values()].flatMap((page) => page.words.map((word) => word.text))

test('it gives the words of every page', async () => {
  expect((await wordsOf(PDF)).join(' ')).toContain('2611.00001v1')
})

test('it gives the words of fonts that the file does not have, in the character maps of Japan and Korea', async () => {
  expect(await wordsOf(missingFonts())).toEqual(expect.arrayContaining(['日本語', '한국어']))
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

test('a file of a few kilobytes that unpacks to more than any paper is given up with a sentence, and the next one is read', async () => {
  const threads = watchThreads()
  const read = createPdfTextReader({ mostMb: 600 })
  const { signal } = new AbortController()
  const bomb = swollenContent(8_000)
  expect(bomb.length).toBeLessThan(100_000)
  await expect(wordsOf(bomb, signal, read)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('memory') })
  expect((await wordsOf(PDF, signal, read)).join(' ')).toContain('2611.00001v1')
  expect(threads.map(({ threadId }) => threadId >= 0)).toEqual([false, true])
})

/** The threads that are started while the test runs. */
function watchThreads(): Worker[] {
  const threads: Worker[] = []
  const onWorker = (worker: Worker): void => void threads.push(worker)
  process.on('worker', onWorker)
  onTestFinished(() => void process.off('worker', onWorker))
  return threads
}

test('the thread of one file reads the next, also behind what is no PDF; where one was given up the next has a new one', async () => {
  const threads = watchThreads()
  const read = createPdfTextReader()
  const { signal } = new AbortController()
  expect((await wordsOf(PDF, signal, read)).join(' ')).toContain('2611.00001v1')
  expect(await wordsOf(new TextEncoder().encode('<html>'), signal, read)).toEqual([])
  expect((await wordsOf(PDF, signal, read)).join(' ')).toContain('2611.00001v1')
  expect(threads).toHaveLength(1)
  const stop = new AbortController()
  const given = wordsOf(PDF, stop.signal, read)
  stop.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  expect((await wordsOf(PDF, signal, read)).join(' ')).toContain('2611.00001v1')
  expect(threads).toHaveLength(2)
})

test('files that are asked for at once have a thread each, of which one stays, and that ends when nothing comes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const threads = watchThreads()
  const read = createPdfTextReader()
  const { signal } = new AbortController()
  const all = await Promise.all([PDF, PDF, PDF].map((bytes) => wordsOf(bytes, signal, read)))
  expect(new Set(all.map((words) => words.join(' '))).size).toBe(1)
  expect(threads).toHaveLength(3)
  expect(threads.filter(({ threadId }) => threadId >= 0)).toHaveLength(1)
  const last = threads.find(({ threadId }) => threadId >= 0)
  const gone = new Promise((resolve) => last?.once('exit', resolve))
  vi.advanceTimersByTime(20_000)
  await gone
})

test('a program that has read its words ends, whatever thread is kept', () => {
  const script = `
    import { createPdfTextReader } from '#adapters/pdf-text-thread.ts'
import { missingFonts, swollenContent } from '#tests/e2e/made-bad-pdfs.ts'
    const words = await createPdfTextReader()(new Uint8Array(0), null, { signal: new AbortController().signal })
    console.log(words.pages.size)`
  const { stdout, status } = spawnSync(process.execPath, ['-e', script], { cwd: repositoryRoot, encoding: 'utf8', timeout: 60_000 })
  expect({ stdout, status }).toEqual({ stdout: '0\n', status: 0 })
})
