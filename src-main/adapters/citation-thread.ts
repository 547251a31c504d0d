// Owns formatting references in a thread of its own: a long list takes citeproc seconds, and a bad style costs no other work.
import { Worker } from 'node:worker_threads'
import type { Bibliography, BibliographyJob } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import type { CitationJob } from './citation-worker.ts'

const LONGEST_MS = 300_000
const MOST_HEAP_MB = 1_024

/** Rejects with the signal's reason, or what went wrong with the style. */
export async function formatApart(job: BibliographyJob, dataFolder: string, { signal }: { signal: AbortSignal }): Promise<Bibliography> {
  signal.throwIfAborted()
  // beside this file under Node, beside the bundle under Electron
  const entry = new URL(import.meta.url.endsWith('.ts') ? './citation-worker.ts' : './citation-worker.js', import.meta.url)
  const workerData: CitationJob = { ...job, dataFolder }
  const worker = new Worker(entry, { workerData, name: 'dogear-citations', resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
  const done = Promise.withResolvers<Bibliography>()
  const patience = setTimeout(() => done.reject(new DogearError('unsupported', 'These references take too long to format.')), LONGEST_MS)
  const stop = (): void => done.reject(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  worker.once('message', (answer: Bibliography) => done.resolve(answer))
  worker.once('error', done.reject)
  worker.once('exit', () => done.reject(new Error('the thread ended without an answer')))
  try {
    return await done.promise
  } finally {
    clearTimeout(patience)
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
