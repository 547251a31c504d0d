// Owns the pages of an open PDF in the end-to-end tests: opening the first paper, points of a page on the screen, drags over words.
import type { Page } from 'playwright-core'
import { makeOffline, openPdf } from './keyboard-reading.ts'
import type { Reader } from './reader.ts'

/** Makes the first paper of the newest day offline and opens it. */
export async function openFirstPdf(reader: Reader): Promise<void> {
  await makeOffline(reader)
  await openPdf(reader)
}

/** Points of PDF user space of the first page in view, from its lower left corner, as pixels of the window. */
export async function onScreen(
  page: Page,
  x: number,
  y: number,
  { sheet = 1, width = 612, height = 792 } = {},
): Promise<{ x: number; y: number }> {
  const box = await page.locator(`.page[data-page-number="${sheet}"] canvas`).first().boundingBox()
  if (!box) throw new Error(`Page ${sheet} is not drawn.`)
  return { x: box.x + (x / width) * box.width, y: box.y + ((height - y) / height) * box.height }
}

interface Place {
  left: number
  right: number
  y: number
}

/** Presses on the first letter of one word and lets go on the last of another. */
export async function dragOver(page: Page, from: Place, to: Place): Promise<void> {
  const [start, end] = [await onScreen(page, from.left + 0.8, from.y), await onScreen(page, to.right - 0.8, to.y)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
  await page.mouse.move(end.x, end.y, { steps: 4 })
  await page.mouse.up()
}
