// Owns reading the words of a PDF in a thread of its own, with limits on time and memory: a bad file costs no other work.
import { Worker } from 'node:worker_threads'
import { DogearError } from '#domain/errors.ts'
import type { PageText } from '#domain/page-text.ts'
import type { PdfTextAnswer, PdfTextJob } from './pdf-text-worker.ts'

/** A file of 2,100 pages takes about a minute on a slow machine. */
const LONGEST_MS = 300_000
const MOST_HEAP_MB = 1_024

/**
 * The words of these pages (null: all) of a PDF; what can't be read is left out. Rejects with the signal's reason, or `unsupported`
 * when the file takes more time or memory than any paper does.
 */
export async function readPageTextsApart(
  bytes: Uint8Array,
  pages: readonly number[] | null,
  { signal }: { signal: AbortSignal },
): Promise<Map<number, PageText>> {
  signal.throwIfAborted()
  // beside this file under Node, beside the bundle under Electron
  const entry = new URL(import.meta.url.endsWith('.ts') ? './pdf-text-worker.ts' : './pdf-text-worker.js', import.meta.url)
  const job: PdfTextJob = { bytes, pages }
  const worker = new Worker(entry, { workerData: job, name: 'dogear-pdf-text', resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
  const done = Promise.withResolvers<PdfTextAnswer>()
  const tooLong = (): void => done.reject(new DogearError('unsupported', 'This PDF takes too long to read its words.'))
  const stop = (): void => done.reject(signal.reason as Error)
  const patience = setTimeout(tooLong, LONGEST_MS)
  signal.addEventListener('abort', stop, { once: true })
  worker.once('message', (answer: PdfTextAnswer) => done.resolve(answer))
  worker.once('error', (cause) =>
    done.reject(new DogearError('unsupported', 'The words of this PDF can’t be read.', { cause, detail: cause.message })),
  )
  worker.once('exit', () => done.reject(new DogearError('unsupported', 'The words of this PDF can’t be read.')))
  try {
    return await done.promise
  } finally {
    clearTimeout(patience)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
