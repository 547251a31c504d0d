// Owns reading the words of all pages of a document: in the background and in order while the pages rest, and at once what is looked for.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { linesOf, TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'
import { idle, pagesAtRest, whilePagesBusy } from './page-rest.ts'

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>

export interface TextOfPage {
  proxy: PDFPageProxy
  content: TextContent
}

export interface PagesText {
  /** Rejects when the document is closed before. */
  readonly done: Promise<void>
  /** The runs of a page with a line feed after each line, empty where it can't be read. Nothing is read in the background meanwhile. */
  sought(page: number): Promise<string>
}

/** `take` gets each page in order, null for one that can't be read. */
export function readPagesText(pdf: PDFDocumentProxy, take: (text: TextOfPage | null) => void): PagesText {
  /** Of the pages that were read, whatever for. */
  const known = new Map<number, string>()
  /** On their way: asked for by a search, or ahead of it. */
  const seeking = new Map<number, Promise<string>>()

  const read = async (page: number, options: Parameters<PDFPageProxy['getTextContent']>[0]): Promise<TextOfPage | null> => {
    try {
      const proxy = await pdf.getPage(page + 1)
      return { proxy, content: await proxy.getTextContent(options) }
    } catch (thrown) {
      if (pdf.loadingTask.destroyed) throw thrown
      // one page that can't be read takes nothing from the others
      return null
    }
  }
  const readAll = async (): Promise<void> => {
    for (let page = 0; page < pdf.numPages; page += 1) {
      await idle()
      await pagesAtRest()
      const text = await read(page, TEXT_CONTENT_OPTIONS)
      known.set(page, plainText(text))
      take(text)
    }
  }
  const seek = (page: number): Promise<string> => {
    const text = known.get(page)
    if (text !== undefined) return Promise.resolve(text)
    const there = seeking.get(page)
    if (there) return there
    const work = whilePagesBusy(read(page, { disableNormalization: true }))
      .then((found) => {
        const plain = plainText(found)
        known.set(page, plain)
        return plain
      })
      .finally(() => seeking.delete(page))
    seeking.set(page, work)
    return work
  }

  return {
    done: readAll(),
    sought: (page) => {
      const text = seek(page)
      // the worker reads the next one while this one comes over
      if (page + 1 < pdf.numPages) seek(page + 1).catch(() => undefined)
      return text
    },
  }
}

function plainText(text: TextOfPage | null): string {
  const items = text?.content.items ?? []
  return linesOf(items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : [])))
}

/** The document as pdf.js's find sees it: pages of text alone, which is read once for every half and every search. */
export function soughtDocument(sought: PagesText['sought']): PDFDocumentProxy {
  const page = (number: number): Pick<PDFPageProxy, 'getTextContent'> => ({
    getTextContent: async () => ({ items: [{ str: await sought(number - 1), hasEOL: false }], styles: {}, lang: null }) as never,
  })
  return { getPage: (number: number) => Promise.resolve(page(number)) } as unknown as PDFDocumentProxy
}
