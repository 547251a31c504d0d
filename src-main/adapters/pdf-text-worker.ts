// Owns the entry of the thread that reads the words of PDFs, one after the other, so that neither core nor the window waits for it.
import { parentPort } from 'node:worker_threads'
// sets what pdf.js looks for before it would load its worker from a path that a bundle does not have
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import type { PageTexts } from '#domain/page-text.ts'
import { readPageTexts } from './pdf-page-text.ts'

export interface PdfTextJob {
  bytes: Uint8Array
  /** Counted from 0; null for all. */
  pages: readonly number[] | null
}

parentPort?.on('message', ({ bytes, pages }: PdfTextJob) => {
  // what is thrown here ends the thread, and is told as its error
  void readPageTexts(bytes, pages, { signal: new AbortController().signal }).then((answer: PageTexts) => parentPort?.postMessage(answer))
})
