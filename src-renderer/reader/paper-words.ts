// Owns reading the words of a whole document in the background, so that its citations and references lead somewhere.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { linesOfPage, type PageText, type TextRun } from './page-lines.ts'
import { pagesAtRest } from './page-rest.ts'
import { indexPaper, type PaperIndex } from './paper-index.ts'

/** A book's thousands of pages are not read for it. */
const MOST_PAGES = 600

/** One page at a time while the pages rest, so that what is scrolled to goes before; a page without words is passed over. Empty for a long book. */
export async function readPaperIndex(pdf: PDFDocumentProxy, signal: AbortSignal): Promise<PaperIndex> {
  const pages: PageText[] = []
  for (let page = 0; page < pdf.numPages && pdf.numPages <= MOST_PAGES; page++) {
    await idle()
    await pagesAtRest(signal)
    try {
      const proxy = await pdf.getPage(page + 1)
      const { items } = await proxy.getTextContent()
      const [left = 0, bottom = 0, right = 0, top = 0] = proxy.view
      const runs = items.filter((item): item is (typeof items)[number] & TextRun => 'str' in item)
      pages.push({ page, width: right - left, height: top - bottom, lines: linesOfPage(page, runs) })
    } catch {
      // one page that can't be read takes nothing from the others
      signal.throwIfAborted()
    }
  }
  await idle()
  signal.throwIfAborted()
  return indexPaper(pages)
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1_000 }))
}
