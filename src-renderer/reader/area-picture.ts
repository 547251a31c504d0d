// Owns taking the picture of an area of a page, and telling who shows it.
import type { AnnotationId, Rect } from '#domain/annotation.ts'
import { client } from '../app/client.ts'
import { drawPart } from './page-part.ts'
import type { PdfView } from './pdf-view.ts'

const listeners = new Set<(id: AnnotationId) => void>()

/** Told once the picture of a mark was kept; returns how to stop. */
export function onAreaImage(listener: (id: AnnotationId) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** 200 dots an inch: sharp on screen and in print. */
const SCALE = 200 / 72
const MOST_PIXELS = 6_000_000

/** Those that were taken here, or are being taken. */
const taken = new Set<AnnotationId>()

/** Draws `rect` of a page anew, whatever the zoom, and keeps it as the mark's picture. Once in this window. */
export async function keepAreaPicture(view: PdfView, id: AnnotationId, page: number, rect: Rect): Promise<void> {
  if (taken.has(id)) return
  taken.add(id)
  try {
    await keepPicture(view, id, page, rect)
  } catch (thrown) {
    taken.delete(id)
    throw thrown
  }
  for (const listener of listeners) listener(id)
}

async function keepPicture(view: PdfView, id: AnnotationId, page: number, rect: Rect): Promise<void> {
  const [left, bottom, right, top] = rect
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / Math.max(1, (right - left) * (top - bottom))))
  const canvas = document.createElement('canvas')
  await drawPart(view.pdf, { page, rect, scale }, canvas)
  const png = canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
  await client.call('annotations.saveImage', { id, png })
}
