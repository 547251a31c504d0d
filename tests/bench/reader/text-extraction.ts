// Owns how long it takes to read all words of a paper, as the first and as the next one, against pdf.js alone in the same process.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createPdfTextReader } from '#adapters/pdf-text-thread.ts'
import type { BenchPaper } from './papers.ts'

const signal = new AbortController().signal

export async function textExtraction(papers: readonly BenchPaper[]): Promise<Record<string, string | number>[]> {
  const rows: Record<string, string | number>[] = []
  for (const { name, pages, bytes } of papers) {
    const read = createPdfTextReader()
    const startedMs = performance.now()
    const texts = await read(new Uint8Array(bytes), null, { signal })
    const nextMs = performance.now()
    await read(new Uint8Array(bytes), null, { signal })
    const [first, next] = [nextMs - startedMs, performance.now() - nextMs]
    const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
    const beginMs = performance.now()
    const pdf = await task.promise
    let runs = 0
    for (let page = 1; page <= pdf.numPages; page++) runs += (await (await pdf.getPage(page)).getTextContent()).items.length
    const alone = performance.now() - beginMs
    await task.destroy()
    rows.push({
      name,
      pages,
      read: texts.pages.size,
      runs,
      firstMs: Math.round(first),
      nextMs: Math.round(next),
      pdfjsMs: Math.round(alone),
    })
  }
  return rows
}
