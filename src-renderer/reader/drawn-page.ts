// Owns what is done to the drawing of single pages: stopping it, and letting it go where it is out of sight.
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'

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

/** They are drawn again when they come near; `initial` is pdf.js's state of a page that is not drawn. */
export function dropFarPages(viewer: PDFViewer, initial: number): void {
  const sight = viewer.container.getBoundingClientRect()
  for (let page = 0; page < viewer.pagesCount; page++) {
    const view = viewer.getPageView(page) as DrawnPage | undefined
    if (!view || view.renderingState === initial) continue
    const { top, bottom } = view.div.getBoundingClientRect()
    if (bottom < sight.top || top > sight.bottom) view.destroy()
  }
}
