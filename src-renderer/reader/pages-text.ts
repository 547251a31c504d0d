// Owns reading the words of all pages of a document, once and in order: while the pages rest, and without a pause once they are looked for.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { TEXT_CONTENT_OPTIONS } from '#domain/page-text.ts'
import { idle, pagesAtRest } from './page-rest.ts'

export interface TextOfPage {
  proxy: PDFPageProxy
  content: Awaited<ReturnType<PDFPageProxy['getTextContent']>>
}

export interface PagesText {
  /** Rejects when the document is closed before. */
  readonly done: Promise<void>
  /** Its runs with a line feed after each line, empty for a page that can't be read; from now on no page waits for rest. */
  sought(page: number): Promise<string>
}

/** `take` gets each page in order, null for one that can't be read. */
export function readPagesText(pdf: PDFDocumentProxy, take: (text: TextOfPage | null) => void): PagesText {
  const texts = Array.from({ length: pdf.numPages }, () => Promise.withResolvers<string>())
  const hurry = Promise.withResolvers<void>()

  const read = async (page: number): Promise<TextOfPage | null> => {
    await Promise.race([hurry.promise, idle().then(pagesAtRest)])
    try {
      const proxy = await pdf.getPage(page + 1)
      return { proxy, content: await proxy.getTextContent(TEXT_CONTENT_OPTIONS) }
    } catch (thrown) {
      if (pdf.loadingTask.destroyed) throw thrown
      // one page that can't be read takes nothing from the others
      return null
    }
  }
  const readAll = async (): Promise<void> => {
    let coming: Promise<TextOfPage | null> | null = null
    for (const [page, { resolve }] of texts.entries()) {
      const text = await (coming ?? read(page))
      // the worker has the next one while this one is taken
      coming = page + 1 < texts.length ? read(page + 1) : null
      resolve(text ? plainText(text) : '')
      take(text)
    }
  }

  return {
    done: readAll(),
    sought: (page) => {
      hurry.resolve()
      return texts[page]?.promise ?? Promise.resolve('')
    },
  }
}

function plainText({ content }: TextOfPage): string {
  return content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

/** The document as pdf.js's find sees it: pages of text alone, of the one reading there is. */
export function soughtDocument(sought: PagesText['sought']): PDFDocumentProxy {
  const page = (number: number): Pick<PDFPageProxy, 'getTextContent'> => ({
    getTextContent: async () => ({ items: [{ str: await sought(number - 1), hasEOL: false }], styles: {}, lang: null }) as never,
  })
  return { getPage: (number: number) => Promise.resolve(page(number)) } as unknown as PDFDocumentProxy
}
