// Owns printing: the pages of the paper that is read, the marked papers as a list, else what is on screen to be read.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { PaperId } from '#domain/paper.ts'
import { drawingOf, marksOnPage } from '../reader/mark-drawing.ts'
import { fetchRows, papers } from '../state/papers.ts'
import { usePaperText } from '../state/paper-text.ts'
import { usePlace } from '../state/place.ts'
import { useReader } from '../state/reader.ts'
import { reportFailure, tell } from '../state/toasts.ts'
import { useWindow } from '../state/window.ts'
import { carryThrough } from '../state/work.ts'

/** Papers that one list on paper has at most; what follows is counted at its end. */
export const MOST_PRINTED = 500

export function print(): void {
  const { view } = useReader.getState()
  const { marked } = usePlace.getState()
  const isOver = useWindow.getState().dialog !== null || usePaperText.getState().paper !== null
  if (view && !isOver) printPages(view.pdf).catch(reportFailure)
  else if (marked.size > 0 && !isOver) printMarked([...marked]).catch(reportFailure)
  else window.print()
}

async function printMarked(ids: readonly PaperId[]): Promise<void> {
  await fetchRows(ids.slice(0, MOST_PRINTED).filter((id) => !papers.get(id)))
  window.print()
}

/** 150 dots an inch: as sharp as most printers are, and a paper of 100 pages still fits into memory. */
const SCALE = 150 / 72
const MOST_PAGES = 200
/** Marks are as large as on the screen at 100 %: CSS pixels a point. */
const CSS_SCALE = 96 / 72

/** Pages are drawn only where they are in view, so that all of them are drawn anew for the paper, with their marks, and thrown away after. */
async function printPages(pdf: PDFDocumentProxy): Promise<void> {
  const { drawPart } = await import('../reader/page-part.ts')
  const { annotations } = useReader.getState()
  const sheets = document.createElement('div')
  sheets.dataset['printed'] = 'pages'
  const addresses: string[] = []
  const count = Math.min(pdf.numPages, MOST_PAGES)
  try {
    await carryThrough('Drawing the pages', async ({ signal, show }) => {
      for (let page = 0; page < count; page += 1) {
        const canvas = document.createElement('canvas')
        const pdfPage = await pdf.getPage(page + 1)
        const { view } = pdfPage
        await drawPart(pdf, { page, rect: [view[0] ?? 0, view[1] ?? 0, view[2] ?? 0, view[3] ?? 0], scale: SCALE }, canvas, signal)
        const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
        if (!picture) throw new Error(`Page ${page + 1} could not be drawn.`)
        const image = document.createElement('img')
        image.src = URL.createObjectURL(picture)
        image.alt = `Page ${page + 1}`
        addresses.push(image.src)
        await image.decode()
        sheets.append(sheetOf(image, drawingOf(marksOnPage(annotations, page), page, pdfPage.getViewport({ scale: CSS_SCALE }))))
        show(page + 1, count)
      }
    })
    document.body.append(sheets)
    if (count < pdf.numPages) tell(`The first ${count} of ${pdf.numPages} pages are printed.`)
    window.print()
  } finally {
    sheets.remove()
    addresses.forEach((address) => URL.revokeObjectURL(address))
  }
}

/** A page and what is marked on it. */
function sheetOf(image: HTMLImageElement, marks: SVGSVGElement): HTMLElement {
  const sheet = document.createElement('div')
  const overlay = document.createElement('div')
  overlay.dataset['overlay'] = ''
  overlay.append(marks)
  sheet.append(image, overlay)
  return sheet
}
