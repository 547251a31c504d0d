// Owns what is done to the drawing of single pages: stopping it, and letting it go where it is out of sight.
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs'

/** What pdf.js asks of a page's view to draw it. */
interface DrawnPage {
  div: HTMLDivElement
  renderingState: number
  draw(): Promise<void>
  destroy(): void
}

/** The page counts as drawn and says why it is empty. */
export function stopDrawing(page: DrawnPage, finished: number, drawAgain: () => void): void {
  page.draw = () => {
    page.renderingState = finished
    if (!page.div.querySelector(':scope > [data-stopped]')) {
      const words = document.createElement('div')
      words.dataset['stopped'] = ''
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = 'Draw it'
      button.addEventListener('click', drawAgain)
      words.append('Drawing this page took too long and was stopped. ', button)
      page.div.append(words)
    }
    return Promise.resolve()
  }
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
