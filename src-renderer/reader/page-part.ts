// Owns drawing a part of a page into a canvas of its own, whatever is shown of the page.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { Rect } from '#domain/annotation.ts'
import { AS_STORED } from './drawn-marks.ts'

/** `rect` in points of the page, `scale` in pixels a point. Rejects when the page can't be drawn or the signal comes. */
export async function drawPart(
  pdf: PDFDocumentProxy,
  { page, rect, scale, rotation = 0 }: { page: number; rect: Rect; scale: number; rotation?: number },
  canvas: HTMLCanvasElement,
  signal?: AbortSignal,
): Promise<void> {
  const pdfPage = await pdf.getPage(page + 1)
  signal?.throwIfAborted()
  const turned = (pdfPage.rotate + rotation) % 360
  const whole = pdfPage.getViewport({ scale, rotation: turned })
  const [x1 = 0, y1 = 0] = whole.convertToViewportPoint(rect[0], rect[1])
  const [x2 = 0, y2 = 0] = whole.convertToViewportPoint(rect[2], rect[3])
  canvas.width = Math.max(1, Math.round(Math.abs(x2 - x1)))
  canvas.height = Math.max(1, Math.round(Math.abs(y2 - y1)))
  const viewport = pdfPage.getViewport({ scale, rotation: turned, offsetX: -Math.min(x1, x2), offsetY: -Math.min(y1, y2) })
  const task = pdfPage.render({ canvas, viewport, annotationMode: AS_STORED })
  signal?.addEventListener('abort', () => task.cancel(), { once: true })
  await task.promise
}
