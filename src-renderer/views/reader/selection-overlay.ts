// Owns drawing what is selected over a page, and the caret.
import type { Quad } from '#domain/annotation.ts'
import { quadsOf } from '#domain/page-places.ts'
import type { TextPlace } from '#domain/whole-text.ts'
import { caretQuad } from '#renderer/reader/caret-moves.ts'
import { modelOf } from '#renderer/reader/document-model.ts'
import type { PdfView } from '#renderer/reader/pdf-view.ts'
import type { TextRange } from '#renderer/state/text-selection.ts'

const SVG = 'http://www.w3.org/2000/svg'

export interface ShownSelection {
  range: TextRange | null
  /** Null where no caret is. */
  caret: TextPlace | null
}

/** Into an element of its own, so that marks are not drawn again while a selection grows. */
export function drawSelection(view: PdfView, page: number, { range, caret }: ShownSelection): void {
  const pageView = view.pageView(page)
  const layer = pageView?.div.querySelector<HTMLElement>(':scope > [data-selection]') ?? null
  const isIn = range !== null && page >= range.from.page && page <= range.to.page
  const hasCaret = caret?.page === page
  if (!pageView || (!isIn && !hasCaret)) {
    layer?.remove()
    return
  }
  const read = modelOf(view.pdf).ready(page)
  if (!read) return
  const svg = document.createElementNS(SVG, 'svg')
  const { viewport } = pageView
  svg.setAttribute('viewBox', `0 0 ${viewport.width} ${viewport.height}`)
  svg.setAttribute('aria-hidden', 'true')
  const draw = ([ulx, uly, urx, ury, llx, lly, lrx, lry]: Quad, name: string): void => {
    const polygon = document.createElementNS(SVG, 'polygon')
    const corners = [
      [ulx, uly],
      [urx, ury],
      [lrx, lry],
      [llx, lly],
    ] as const
    polygon.setAttribute('points', corners.map(([x, y]) => viewport.convertToViewportPoint(x, y).join(',')).join(' '))
    polygon.dataset[name] = ''
    svg.append(polygon)
  }
  if (isIn) {
    const start = page === range.from.page ? range.from.offset : 0
    const end = page === range.to.page ? range.to.offset : read.model.text.length
    for (const quad of quadsOf(read.model, start, end, read.edgesOf)) draw(quad, 'words')
  }
  const mark = hasCaret ? caretQuad(read, caret.offset, 1.4 / pageView.scale) : null
  if (mark) draw(mark, 'caret')
  const into = layer ?? document.createElement('div')
  into.dataset['selection'] = ''
  into.replaceChildren(svg)
  if (!layer) pageView.div.append(into)
}
