// Owns what is done to the drawing of single pages: stopping it, and letting it go where it is out of sight.
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'
import { pagesAtRest } from './page-rest.ts'

/** What pdf.js asks of a page's view to draw it. */
interface DrawnPage {
  div: HTMLDivElement
  renderingState: number
  draw(): Promise<void>
  destroy(): void
}

/** The page counts as drawn and says why it is empty; it may be asked for again. */
export function leaveEmpty(page: DrawnPage, finished: number, sentence: string, drawAgain?: () => void): void {
  page.draw = () => {
    page.renderingState = finished
    // as pdf.js says of what is drawn, which gives the page its frame
    page.div.dataset['loaded'] = 'true'
    if (!page.div.querySelector(':scope > [data-stopped]')) page.div.append(notice(sentence, drawAgain))
    return Promise.resolve()
  }
}

/** Said on a page of which something is drawn, or nothing: its drawing failed. */
export function tellDamage({ div }: Pick<DrawnPage, 'div'>): void {
  if (div.querySelector(':scope > [data-damaged]')) return
  const words = document.createElement('div')
  words.dataset['damaged'] = ''
  words.append('This page is damaged: not all of it could be drawn.')
  div.append(words)
}

function notice(sentence: string, drawAgain?: () => void): HTMLElement {
  const words = document.createElement('div')
  words.dataset['stopped'] = ''
  words.append(sentence)
  if (!drawAgain) return words
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Draw it'
  button.addEventListener('click', drawAgain)
  words.append(button)
  return words
}

/** Those in sight, the next one, and a few to go back to; pdf.js itself keeps ten, at 15 to 20 MB each. */
const KEPT_AT_REST = 6

/** While the pages rest, few of those that were drawn are kept; to scroll stays as quick as it was. Returns what is told that a page was used. */
export function keepFewPages(viewer: PDFViewer, initial: number, running: number, signal: AbortSignal): (pageNumber: number) => void {
  /** From 1, the last used at the end. */
  const used = new Set<number>()
  let waits = false
  const drop = (): void => {
    const sight = viewer.container.getBoundingClientRect()
    const viewOf = (pageNumber: number): DrawnPage | undefined => viewer.getPageView(pageNumber - 1) as DrawnPage | undefined
    const drawn = Array.from({ length: viewer.pagesCount }, (_, index) => index + 1).filter(
      (pageNumber) => (viewOf(pageNumber)?.renderingState ?? initial) !== initial,
    )
    // first those that were left half drawn
    const order = [...drawn.filter((pageNumber) => !used.has(pageNumber)), ...used]
    let more = drawn.length - KEPT_AT_REST
    for (const pageNumber of order) {
      if (more <= 0) return
      const view = viewOf(pageNumber)
      if (!view || view.renderingState === initial) used.delete(pageNumber)
      else if (view.renderingState !== running && !isSeen(view.div, sight) && !view.div.contains(document.activeElement)) {
        used.delete(pageNumber)
        more -= 1
        view.destroy()
      }
    }
  }
  return (pageNumber) => {
    used.delete(pageNumber)
    used.add(pageNumber)
    if (waits) return
    waits = true
    void pagesAtRest().then(() => {
      waits = false
      if (!signal.aborted) drop()
    })
  }
}

function isSeen(page: HTMLElement, sight: DOMRect): boolean {
  const { top, bottom } = page.getBoundingClientRect()
  return bottom >= sight.top && top <= sight.bottom
}

/** They are drawn again when they come near; `initial` is pdf.js's state of a page that is not drawn. */
export function dropFarPages(viewer: PDFViewer, initial: number): void {
  const sight = viewer.container.getBoundingClientRect()
  for (let page = 0; page < viewer.pagesCount; page++) {
    const view = viewer.getPageView(page) as DrawnPage | undefined
    if (!view || view.renderingState === initial) continue
    if (!isSeen(view.div, sight)) view.destroy()
  }
}
