// Owns finding in the background what the words of a whole document lead to: its citations and references.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { modelOf } from './document-model.ts'
import { idle } from './page-rest.ts'
import { indexPaper, type PaperIndex } from './paper-index.ts'

/** Empty for a long book; rejects when the document is closed before, and with the signal's reason. */
export async function readPaperIndex(pdf: PDFDocumentProxy, signal: AbortSignal): Promise<PaperIndex> {
  const pages = await modelOf(pdf).lines()
  await idle()
  signal.throwIfAborted()
  return indexPaper(pages)
}
