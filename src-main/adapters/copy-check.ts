// Owns examining a library's file, or a copy of it, in a thread of its own: a large one takes seconds, and keys answer meanwhile.
import { Worker } from 'node:worker_threads'
import { DogearError } from '#domain/errors.ts'
import type { CopyCheckAnswer, CopyCheckJob } from './copy-check-worker.ts'

/** Whether SQLite finds every page and row of the file in order. Rejects when the disk can't read it. */
export function isCopySound(file: string): Promise<boolean> {
  return examined({ file, indexes: false })
}

/** The same of a library that may be open, and whether its indexes agree with its rows. */
export function isFileSound(file: string): Promise<boolean> {
  return examined({ file, indexes: true })
}

async function examined(workerData: CopyCheckJob): Promise<boolean> {
  // beside this file under Node, beside the bundle under Electron
  const entry = new URL(import.meta.url.endsWith('.ts') ? './copy-check-worker.ts' : './copy-check-worker.js', import.meta.url)
  const worker = new Worker(entry, { workerData, name: 'dogear-copy-check' })
  const done = Promise.withResolvers<CopyCheckAnswer>()
  worker.once('message', done.resolve)
  worker.once('error', done.reject)
  worker.once('exit', () => done.reject(new Error('the thread ended without an answer')))
  const answer = await done.promise
  if ('sound' in answer) return answer.sound
  const { code, message, retryable, detail = '' } = answer.failure
  throw new DogearError(code, message, { retryable, detail })
}
