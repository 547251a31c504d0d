// Owns the facts about the text view, by keys alone: read, find, mark, quit, there again, also on the pages and without a network.
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const FIRST_WORDS = 'The kettle was filled'

test('a paper is read as text without a network, marked by keys, and the mark is there again on text and pages', async () => {
  const scene = await openScene()
  const { reader } = scene
  await reader.list()
  await reader.press('Shift+P')
  await reader.hears(/Fetching the PDF/)
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('r')
  const text = await reader.sees('region', 'Text')
  await reader.sees('heading', /Introduction/)
  expect(await reader.page.locator('article .katex').count()).toBeGreaterThan(5)

  await reader.press('Control+f')
  await reader.type(FIRST_WORDS)
  await expect.poll(() => reader.page.getByRole('search').getByRole('status').innerText()).toMatch(/^1 of \d+$/)
  await reader.press('Enter')
  await expect.poll(() => reader.page.getByRole('search').getByRole('status').innerText()).toMatch(/^2 of \d+$/)
  await reader.press('Escape')

  await reader.press('n', 'n')
  await reader.press('v', 'Shift+ArrowRight', '3', 'h')
  await reader.hears(/Highlighted, here and on the page/)
  const marks = await reader.sees('complementary', 'Annotations')
  expect(await marks.getByRole('button').count()).toBe(1)
  const words = (await marks.getByRole('button').innerText()).trim()
  expect(await paints(reader.page)).toContain('highlight-green')
  const paintOf = (element: Element): string => getComputedStyle(element, '::highlight(highlight-green)').backgroundColor
  expect(await reader.page.locator('article p').first().evaluate(paintOf)).toMatch(/0\.42/)

  await reader.press('+', '+')
  const before = await text.evaluate((element) => element.scrollTop)
  expect(before).toBeGreaterThan(0)
  await scene.replica?.goOffline()
  await reader.press('Escape', 'Escape')
  await scene.restart()
  await reader.list()
  await reader.press('r')
  await reader.sees('region', 'Text')
  await expect.poll(() => paints(reader.page)).toContain('highlight-green')
  expect(await reader.page.getByRole('region', { name: 'Text' }).evaluate((element) => element.scrollTop)).toBeGreaterThan(0)

  await reader.press('Alt+x')
  await reader.sees('region', 'Pages')
  const onPage = await reader.sees('complementary', /Annotations/)
  await expect.poll(async () => (await onPage.innerText()).replace(/\s+/g, ' ')).toContain(words.slice(0, 30))
  await reader.press('z')
  await reader.press('Alt+x')
  await reader.sees('region', 'Text')
  await expect.poll(() => paints(reader.page)).not.toContain('highlight-green')
})

test('arXiv’s HTML is shown with its math and nothing of it runs, loads or leads away unasked', async () => {
  const scene = await openScene()
  const { reader } = scene
  const title = await reader.selected(1)
  expect(title).not.toBe('')
  scene.replica?.setFaults(['html-for-json@/papers/'])
  await reader.press('r')
  await reader.sees('heading', /Introduction/)
  const article = reader.page.locator('article')
  expect(await article.locator('.katex').count()).toBeGreaterThan(5)
  expect(await article.locator('script, iframe, img, nav, [onload], [onerror], [style]:not(.katex *)').count()).toBe(0)
  expect(await article.innerText()).toContain('A picture: A made figure. See the PDF.')
  expect(await article.locator('a[href]').filter({ hasText: 'a trap' }).count()).toBe(0)
  await article.getByRole('link', { name: 'a page' }).click()
  await reader.sees('alertdialog', 'A link out of this paper')
  await reader.press('Escape')
  await reader.press('Alt+o')
  const outline = await reader.sees('navigation', 'Outline')
  const limits = outline.getByRole('button', { name: /Limits/ })
  while (!(await limits.evaluate((line) => line === document.activeElement))) await reader.press('ArrowDown')
  await reader.press('Enter')
  await expect.poll(() => reader.page.getByRole('region', { name: 'Text' }).evaluate((element) => element.scrollTop)).toBeGreaterThan(100)
})

test('where nobody has the text, a sentence says so and Esc leads back', async () => {
  const { reader, replica } = await openScene()
  replica?.setFaults(['error-500@/papers/'])
  await reader.list()
  await replica?.goOffline()
  await reader.press('r')
  await reader.page
    .getByText(/can’t be reached/)
    .first()
    .waitFor()
  await reader.press('Escape')
  await reader.list()
})

async function paints(page: Page): Promise<string[]> {
  return await page.evaluate(() => [...CSS.highlights.keys()])
}
