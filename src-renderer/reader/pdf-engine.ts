// Owns loading pdf.js and its viewer, once, and opening a document with what they need from this window's own address.
import type { PDFDocumentLoadingTask } from 'pdfjs-dist'
import { TOO_MUCH } from './pdf-failure.ts'

export interface PdfEngine {
  readonly pdfjs: typeof import('pdfjs-dist')
  readonly web: typeof import('pdfjs-dist/web/pdf_viewer.mjs')
}

let engine: Promise<PdfEngine> | undefined

export function loadPdfEngine(): Promise<PdfEngine> {
  engine ??= load()
  return engine
}

async function load(): Promise<PdfEngine> {
  const [pdfjs, worker] = await Promise.all([import('pdfjs-dist'), import('./pdf-worker.ts?worker&url')])
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default
  // the viewer reads the library from the global object when it is loaded
  Object.assign(globalThis, { pdfjsLib: pdfjs })
  return { pdfjs, web: await import('pdfjs-dist/web/pdf_viewer.mjs') }
}

/** Where a file of the library is served, at this window's own address. */
export function libraryAddress(hash: string): string {
  return new URL(`/library/${hash}.pdf`, document.baseURI).href
}

const own = (folder: string): string => new URL(`/pdfjs/${folder}/`, document.baseURI).href

export interface Opening {
  readonly task: PDFDocumentLoadingTask
  /** Lets everything go. What the worker is busy with is broken off when it does not end by itself. */
  close(): void
}

/** An A3 page at 600 dots an inch is one of 70 million; a larger picture is left out, so that memory is bounded. */
const MOST_IMAGE_POINTS = 80_000_000
/** Of a picture's points as they are drawn, four bytes each: an A4 page at 600 dots an inch stays as it is, what is larger is drawn smaller. */
const MOST_DRAWN_BYTES = 160_000_000
const PATIENCE_MS = 1_500

/** Starts to open a document in a worker of its own; nothing in it is ever run, and nothing is asked of another address. Told once when something in it is left out. */
export function openDocument({ pdfjs }: PdfEngine, source: { url: string } | { data: Uint8Array }, onTooMuch?: () => void): Opening {
  const worker = new pdfjs.PDFWorker()
  let isTold = false
  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (data !== TOO_MUCH || isTold) return
    isTold = true
    onTooMuch?.()
  }
  worker.promise.then(
    () => worker.port.addEventListener('message', hear),
    () => undefined,
  )
  const task = pdfjs.getDocument({
    ...source,
    worker,
    // of some fonts there are hundreds of warnings, and each takes its time
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: own('cmaps'),
    standardFontDataUrl: own('standard_fonts'),
    iccUrl: own('iccs'),
    wasmUrl: own('wasm'),
    enableXfa: false,
    maxImageSize: MOST_IMAGE_POINTS,
    canvasMaxAreaInBytes: MOST_DRAWN_BYTES,
  })
  const close = (): void => {
    const end = (): void => {
      clearTimeout(timer)
      worker.destroy()
    }
    const timer = setTimeout(end, PATIENCE_MS)
    task.destroy().then(end, end)
  }
  return { task, close }
}
