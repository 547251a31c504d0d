// Owns the papers that are measured: real ones where DOGEAR_DATA names them, made ones of as many pages otherwise.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { madePdf } from '#tests/core/annotations/made-pdf.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'

export interface BenchPaper {
  name: string
  pages: number
  bytes: Buffer
  /** As the file calls its pages; null where they have their numbers. */
  labels: readonly string[] | null
  /** Looked for; it occurs on many pages. */
  word: string
}

const REAL: Record<string, { file: string; word: string }> = {
  14: { file: 'two-column_tracemonkey-pldi09.pdf', word: 'trace' },
  24: { file: 'arxiv-latex-hyperref_2007.10740v3.pdf', word: 'softmax' },
  117: { file: 'outline-links-117p_GeoTopo-de.pdf', word: 'Punkt' },
  2100: { file: 'derived_2100-pages_tracemonkey-x150.pdf', word: 'trace' },
}
const LINE = 'A made line of words about the measure of a page, as long as the lines of a paper usually are, and plain.'

export async function benchPaper(pages: 14 | 24 | 117 | 2100): Promise<BenchPaper> {
  const folder = sharedDataFolder()
  const real = REAL[pages]
  if (folder !== null && real) {
    const bytes = readFileSync(path.join(folder, 'pdfs', real.file))
    const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
    const labels = await (await task.promise).getPageLabels()
    await task.destroy()
    return { name: real.file, pages, bytes, labels, word: real.word }
  }
  const lines = Array.from({ length: 52 }, (_, line) => `${line} ${LINE}`)
  const made = await madePdf(Array.from({ length: pages }, () => ({ lines })))
  return { name: `made, ${pages} pages`, pages, bytes: Buffer.from(made), labels: null, word: 'measure' }
}

/** The same paper under another hash. */
export function asOther(paper: BenchPaper, number: number): BenchPaper {
  return { ...paper, bytes: Buffer.concat([paper.bytes, Buffer.from(`\n% copy ${number}\n`)]) }
}
