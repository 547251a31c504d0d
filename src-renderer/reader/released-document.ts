// Owns the document as pdf.js's viewer sees it: what the viewer still waits for when it has let go of it never comes.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

/**
 * The viewer asks for all pages at once and puts them where its own pages are, without looking whether those are still there; closed early it
 * fails on each page that arrives, and on each that no longer can. So nothing arrives after the signal. A page (from 1) that can't be read is
 * told, as the viewer would only leave it white.
 */
export function releasedDocument(
  pdf: PDFDocumentProxy,
  signal: AbortSignal,
  onUnreadable: (pageNumber: number) => void = () => undefined,
): PDFDocumentProxy {
  const known = new Map<PropertyKey, unknown>()
  return new Proxy(pdf, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const there = known.get(name)
      if (there !== undefined) return there
      const method = (...values: unknown[]): unknown => {
        const answer: unknown =
          name === 'getPage' ? readablePage(target, Number(values[0]), onUnreadable) : Reflect.apply(value, target, values)
        return answer instanceof Promise ? whileWanted(answer, signal) : answer
      }
      known.set(name, method)
      return method
    },
  })
}

/** The viewer can't begin without a first page: where that one can't be read it has the size of the next that can. */
async function readablePage(pdf: PDFDocumentProxy, number: number, onUnreadable: (number: number) => void): Promise<PDFPageProxy> {
  try {
    return await pdf.getPage(number)
  } catch (thrown) {
    onUnreadable(number)
    for (let other = 2; number === 1 && other <= pdf.numPages; other += 1) {
      const page = await pdf.getPage(other).catch(() => null)
      if (page) return page
    }
    throw thrown
  }
}

function whileWanted(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    answer.then(
      (value) => signal.aborted || resolve(value),
      (reason: unknown) => signal.aborted || reject(reason),
    )
  })
}
