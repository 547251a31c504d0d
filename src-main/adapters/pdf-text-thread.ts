// Owns reading the words of PDFs in a thread of their own, with limits on time and memory: a bad file costs no other work.
import { Worker } from 'node:worker_threads'
import type { AnnotationFiles } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import type { PageTexts } from '#domain/page-text.ts'
import type { PdfTextJob } from './pdf-text-worker.ts'

/** A file of 2,100 pages takes about a minute on a slow machine. */
const LONGEST_MS = 300_000
const MOST_HEAP_MB = 1_024
/** What the whole program may grow by meanwhile: a stream of a few kilobytes can unpack to gigabytes, which no heap's limit counts. */
const MOST_GROWTH_MB = 1_500
const LOOK_MS = 100
const BYTES_PER_MB = 1_048_576
/** A thread that has read one paper reads the next in a third of the time: downloads come a few seconds after each other. */
const KEPT_MS = 15_000

/**
 * Reads the words of these pages (null: all) of a PDF; what can't be read is left out. Rejects with the signal's reason, or `unsupported`
 * when the file takes more time or memory than any paper does; its thread ends with it. One that did its work is kept for the next file for
 * a while, and holds up no program that ends.
 */
export function createPdfTextReader({ mostMb = MOST_GROWTH_MB } = {}): AnnotationFiles['pageTexts'] {
  let idle: Worker | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = async (worker: Worker): Promise<void> => {
    if (idle === worker) idle = null
    await worker.terminate()
  }
  const take = (): Worker => {
    const worker = idle ?? started()
    idle = null
    clearTimeout(timer)
    worker.ref()
    return worker
  }
  const started = (): Worker => {
    // beside this file under Node, beside the bundle under Electron
    const entry = new URL(import.meta.url.endsWith('.ts') ? './pdf-text-worker.ts' : './pdf-text-worker.js', import.meta.url)
    const worker = new Worker(entry, { name: 'dogear-pdf-text', resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
    worker.on('error', () => void end(worker))
    return worker
  }
  const keep = async (worker: Worker): Promise<void> => {
    // one is enough, however many were at work at once
    if (idle) return await end(worker)
    idle = worker
    worker.unref()
    timer = setTimeout(() => void end(worker), KEPT_MS).unref()
  }

  return async (bytes, pages, { signal }) => {
    signal.throwIfAborted()
    const worker = take()
    const done = Promise.withResolvers<PageTexts>()
    const patience = setTimeout(() => done.reject(new DogearError('unsupported', 'This PDF takes too long to read its words.')), LONGEST_MS)
    const mostBytes = process.memoryUsage.rss() + mostMb * BYTES_PER_MB
    const look = setInterval(() => {
      if (process.memoryUsage.rss() > mostBytes)
        done.reject(new DogearError('unsupported', 'This PDF takes too much memory to read its words.'))
    }, LOOK_MS)
    const stop = (): void => done.reject(signal.reason as Error)
    const failed = (cause: Error): void => done.reject(unreadable({ cause, detail: cause.message }))
    const ended = (): void => done.reject(unreadable({}))
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', done.resolve).on('error', failed).on('exit', ended)
    worker.postMessage({ bytes, pages } satisfies PdfTextJob)
    try {
      const answer = await done.promise
      await keep(worker)
      return answer
    } catch (thrown) {
      await end(worker)
      throw thrown
    } finally {
      clearTimeout(patience)
      clearInterval(look)
      signal.removeEventListener('abort', stop)
      worker.off('message', done.resolve).off('error', failed).off('exit', ended)
    }
  }
}

function unreadable(why: { cause?: unknown; detail?: string }): DogearError {
  return new DogearError('unsupported', 'The words of this PDF can’t be read.', why)
}
