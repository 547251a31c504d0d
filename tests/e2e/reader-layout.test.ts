// Owns the promise about how a paper is laid out: remembered with its zoom, split in two, its pages as pictures, by names, turned.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('zoom, two pages and the pane are there again after a restart', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await openPaper(reader)
  await reader.press('Alt+0')
  await expect.poll(() => scaleOf(reader)).toBeLessThan(1.2)
  await reader.press('Alt+p')
  const pictures = page.getByRole('navigation', { name: 'Pages as pictures' })
  await expect.poll(() => inkOf(reader)).toBeGreaterThan(50)
  await pictures.getByRole('button', { name: 'Page 2' }).click()
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('2')
  await reader.press('Alt+2')
  await page.locator('.pdfViewer .spread').first().waitFor()
  const scale = await scaleOf(reader)

  await restart()
  await page.locator('.pdfViewer .spread').first().waitFor()
  await pictures.getByRole('button', { name: 'Page 2' }).waitFor()
  await expect.poll(() => scaleOf(reader)).toBeCloseTo(scale, 1)
})

test('pages fit beside the pane that a restart brings back, also where the browser is late to say that they have less room', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await openPaper(reader)
  await reader.press('Alt+p', 'Alt+2')
  await page.locator('.pdfViewer .spread').first().waitFor()
  await page.addInitScript((lateMs) => {
    const Own = ResizeObserver
    globalThis.ResizeObserver = class extends Own {
      constructor(tell: ResizeObserverCallback) {
        super((...told) => void setTimeout(() => tell(...told), lateMs))
      }
    }
  }, 1_000)
  await restart()
  await page.locator('.pdfViewer .spread').first().waitFor()
  await page.getByRole('navigation', { name: 'Pages as pictures' }).waitFor()
  const reach = (): Promise<number> => page.locator('[data-links]').evaluate((pages) => pages.scrollWidth - pages.clientWidth)
  await expect.poll(reach).toBe(0)
})

test('the paper is split in two halves, each with its own place, also after a restart; keys act on the one that has the focus', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await openPaper(reader)
  await reader.press('Alt+s')
  const second = page.getByRole('region', { name: 'Pages, second half' })
  await second.locator('.textLayer span').first().waitFor()
  await expect.poll(() => second.evaluate((element) => element === document.activeElement)).toBe(true)
  await reader.press('j', 'j', 'j', 'j')
  await expect.poll(() => second.evaluate((element) => element.scrollTop)).toBeGreaterThan(100)
  const first = page.getByRole('region', { name: 'Pages', exact: true })
  expect(await first.evaluate((element) => element.scrollTop)).toBeLessThan(20)
  await reader.press('Alt+h')
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true)
  await reader.press('Alt+h')
  await expect.poll(() => second.evaluate((element) => element === document.activeElement)).toBe(true)
  // what was moved is stored a moment after it rests
  let place = -1
  const rests = async (): Promise<boolean> => {
    const before = place
    place = await second.evaluate((element) => element.scrollTop)
    return place === before
  }
  await expect.poll(rests, { interval: 800 }).toBe(true)
  await restart()
  await second.locator('.textLayer span').first().waitFor()
  await expect.poll(() => second.evaluate((element, at) => Math.abs(element.scrollTop - at), place)).toBeLessThan(20)
  expect(await first.evaluate((element) => element.scrollTop)).toBeLessThan(20)
  // as it was opened: the first one reads on
  expect(await first.evaluate((element) => element === document.activeElement)).toBe(true)
  await reader.press('Alt+h', 'Alt+s')
  await second.waitFor({ state: 'detached' })
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true)
  await reader.press('j')
  await expect.poll(() => first.evaluate((element) => element.scrollTop)).toBeGreaterThan(20)
})

test('once the pages rest only the last few stay drawn, and one that was left is drawn again when it is gone back to', async () => {
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: 16 }) } } })
  const { page } = reader
  await openPaper(reader)
  const drawn = (number: number) => page.locator(`.page[data-page-number="${number}"] canvas`).first()
  // more than are kept, also where the pages beside them were not drawn yet
  for (const number of [1, 3, 5, 7, 9, 11, 13, 15]) {
    await reader.press('Control+Alt+g')
    await page.locator('input:focus').waitFor()
    await reader.type(String(number))
    await reader.press('Enter')
    await drawn(number).waitFor()
  }
  await drawn(1).waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.page:has(canvas)').count()).toBeLessThanOrEqual(6)
  for (let back = 0; back < 7; back += 1) await reader.press('Alt+ArrowLeft')
  await drawn(1).waitFor()
})

test('the pages as pictures are walked by arrow keys: Enter goes to one, Esc back to the pages', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openPaper(reader)
  const focused = (name: string) => page.getByRole('button', { name }).and(page.locator(':focus')).waitFor()
  await reader.press('Alt+p')
  await page.getByRole('button', { name: 'Page 2' }).waitFor()
  await reader.press('ArrowDown')
  await focused('Page 1')
  await reader.press('ArrowDown')
  await focused('Page 2')
  await reader.press('Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('2')
  await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()
  await reader.press('Alt+p', 'Alt+p', 'ArrowDown')
  await focused('Page 2')
  await reader.press('ArrowUp')
  await focused('Page 1')
  await reader.press('Escape')
  await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()
  await page.getByRole('button', { name: 'Page 2' }).waitFor()
})

test('math in a title is set above the pages and in the strip of open papers, as in the list', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openPaper(reader)
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  const row = page.getByRole('option').filter({ has: page.locator('.katex') })
  const place = Number(await row.first().getAttribute('aria-posinset'))
  for (let at = 1; at < place; at += 1) await reader.press('j')
  await reader.selected(place)
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).nth(1).waitFor()
  await reader.press('Shift+O')
  await page.getByRole('heading', { level: 1 }).locator('.katex').first().waitFor()
  await page.getByRole('navigation', { name: 'Open papers' }).locator('.katex').first().waitFor()
})

test('the properties of a document are told by key', async () => {
  const { reader } = await openScene()
  await openPaper(reader)
  await reader.press('Alt+i')
  const dialog = await reader.sees('dialog', 'Properties of the document')
  await dialog.getByText('Dogear replica').waitFor()
  await dialog.getByText(/210 × 297 mm/).waitFor()
  await reader.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

async function openPaper(reader: Reader): Promise<void> {
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await reader.page.locator('.textLayer span').first().waitFor()
}

async function scaleOf({ page }: Reader): Promise<number> {
  return await page
    .locator('.pdfViewer')
    .evaluate((element) => Number(getComputedStyle(element.querySelector('.page') ?? element).getPropertyValue('--scale-factor')))
}

async function inkOf({ page }: Reader): Promise<number> {
  return await page
    .locator('nav[aria-label="Pages as pictures"] canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      return [...data].filter((value, index) => index % 4 === 0 && value < 128).length
    })
}
