// Owns the document as pdf.js's viewer sees it: what the viewer still waits for when it has let go of it never comes.
import type { PDFDocumentProxy } from 'pdfjs-dist'

/**
 * The viewer asks for all pages at once and puts them where its own pages are, without looking whether those are still there; closed early it
 * fails on each page that arrives, and on each that no longer can. So nothing arrives after the signal. A page (from 1) that can't be read is
 * told before the viewer hears of it, which leaves it white.
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
        const answer: unknown = Reflect.apply(value, target, values)
        if (name === 'getPage') (answer as Promise<unknown>).catch(() => signal.aborted || onUnreadable(Number(values[0])))
        return answer instanceof Promise ? whileWanted(answer, signal) : answer
      }
      known.set(name, method)
      return method
    },
  })
}

function whileWanted(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    answer.then(
      (value) => signal.aborted || resolve(value),
      (reason: unknown) => signal.aborted || reject(reason),
    )
  })
}
