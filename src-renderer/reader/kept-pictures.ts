// Owns photos on dark and sepia pages: pages are coloured as a whole, and pictures that were no drawings are laid over them as they are.
import { isPhoto } from './photos.ts'
import type { PdfPageView, PdfView } from './pdf-view.ts'

interface PictureView extends PdfPageView {
  /** At least so many pixels make pdf.js offer a picture in its menu; any number makes it note where pictures are. */
  imagesRightClickMinSize: number
  /** Six shares of the page's width and height a picture: upper left, lower left, upper right corner. */
  imageCoordinates: ArrayLike<number> | null
  canvas: HTMLCanvasElement | null
  reset(): void
}

const NOTED_ONLY = 1_000_000
/** Pixels. */
const SMALLEST = 28
/** Of the page: a scan is a page, not a picture on one. */
const LARGEST_SHARE = 0.6
const MOST = 60

export function keepPictures(view: PdfView): () => void {
  const pages = (): PictureView[] =>
    Array.from({ length: view.pdf.numPages }, (_, page) => view.pageView(page) as PictureView | undefined).filter(
      (each) => each !== undefined,
    )
  const follow = (redraw: boolean): void => {
    const coloured = isColoured()
    for (const page of pages()) {
      page.imagesRightClickMinSize = coloured ? NOTED_ONLY : -1
      page.div.querySelector(':scope > [data-pictures]')?.remove()
      if (!coloured || page.canvas === null) continue
      if (page.imageCoordinates === null && redraw) page.reset()
      else layOver(page)
    }
    if (coloured && redraw) view.viewer.update()
  }
  follow(true)
  const themes = new MutationObserver(() => follow(true))
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const stop = view.onPageRendered((_page, drawn) => {
    if (isColoured()) layOver(drawn as PictureView)
  })
  return () => {
    stop()
    themes.disconnect()
  }
}

function isColoured(): boolean {
  return /dark|sepia/.test(document.documentElement.dataset['theme'] ?? '')
}

function layOver({ div, canvas, imageCoordinates }: PictureView): void {
  div.querySelector(':scope > [data-pictures]')?.remove()
  if (!canvas || !imageCoordinates) return
  const layer = document.createElement('div')
  layer.dataset['pictures'] = ''
  for (let at = 0; at < Math.min(imageCoordinates.length, MOST * 6); at += 6) {
    const corners = Array.from({ length: 6 }, (_, index) => imageCoordinates[at + index] ?? 0)
    const picture = pictureOf(canvas, corners)
    if (picture) layer.append(picture)
  }
  if (layer.childElementCount > 0) canvas.parentElement?.after(layer)
}

function pictureOf(page: HTMLCanvasElement, corners: readonly number[]): HTMLCanvasElement | null {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = corners
  const [x4, y4] = [x2 + x3 - x1, y2 + y3 - y1]
  const [left, right] = [Math.max(0, Math.min(x1, x2, x3, x4)), Math.min(1, Math.max(x1, x2, x3, x4))]
  const [top, bottom] = [Math.max(0, Math.min(y1, y2, y3, y4)), Math.min(1, Math.max(y1, y2, y3, y4))]
  // what is taken has nothing of the paper around it, what is covered has all of the picture
  const [x, y] = [Math.ceil(left * page.width), Math.ceil(top * page.height)]
  const [width, height] = [Math.floor(right * page.width) - x, Math.floor(bottom * page.height) - y]
  const [startX, startY] = [Math.floor(left * page.width), Math.floor(top * page.height)]
  const [endX, endY] = [Math.ceil(right * page.width), Math.ceil(bottom * page.height)]
  if (width < SMALLEST || height < SMALLEST || (right - left) * (bottom - top) > LARGEST_SHARE) return null
  if (!isPhoto(page, [x, y, width, height])) return null
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(page, x, y, width, height, 0, 0, width, height)
  Object.assign(canvas.style, {
    left: `${(startX / page.width) * 100}%`,
    top: `${(startY / page.height) * 100}%`,
    width: `${((endX - startX) / page.width) * 100}%`,
    height: `${((endY - startY) / page.height) * 100}%`,
  })
  return canvas
}
