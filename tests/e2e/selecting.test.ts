// Owns the promise about words: selected exactly by pointer and by caret, over lines and columns, copied in reading order.
import { expect } from 'vitest'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Page } from 'playwright-core'
import { cellPlace, lineOf, twoColumnPdf, wordPlace } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { makeOffline } from './keyboard-reading.ts'
import { dragOver, onScreen, openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a drag takes exactly the words from letter to letter, over a column’s end too, and they are copied with hyphens undone', async () => {
  const reader = await openTwoColumns()
  const { page } = reader
  await dragOver(page, await wordPlace(1, 1, 4, 'Line'), await wordPlace(1, 1, 6, 'calmly.'))
  await reader.press('Control+c')
  await reader.hears('Copied')
  expect(await clipboard(page)).toBe(
    'Line 4 of column 1 page 1 has words to mark. Line 5 of column 1 page 1 is an example, and line 6 goes on here calmly.',
  )

  await dragOver(page, await wordPlace(1, 1, 40, 'exam-'), await wordPlace(1, 2, 2, 'words'))
  await reader.press('h')
  await reader.hears('Highlighted')
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  await marks.getByText('exam-Line 1 of column 2 page 1 has words to mark. Line 2 of column 2 page 1 has words').waitFor()
  expect(await page.locator('[data-overlay] polygon').count()).toBe(3)
})

test('two presses take a word, three a line, four a paragraph; a press alone takes nothing, and a table is copied with tabs', async () => {
  const reader = await openTwoColumns()
  const { page } = reader
  const word = await wordPlace(1, 1, 3, 'column')
  const at = await onScreen(page, word.left, word.y)
  const copied = async (clicks: number): Promise<string> => {
    await page.mouse.click(at.x + 4, at.y, { clickCount: clicks })
    await reader.press('Control+c')
    await reader.hears('Copied')
    return await clipboard(page)
  }
  expect(await copied(2)).toBe('column')
  await expect.poll(() => copied(3)).toBe(lineOf(1, 1, 3))
  await expect.poll(() => copied(4)).toContain(`${lineOf(1, 1, 1)} ${lineOf(1, 1, 2)}`)
  await page.mouse.click(at.x, at.y)
  await expect.poll(() => page.locator('[data-selection] [data-words]').count()).toBe(0)
  await reader.press('h')
  await reader.hears('Select words on the page first')

  await dragOver(page, await cellPlace(0, 0), await cellPlace(2, 2))
  await reader.press('Control+c')
  await reader.hears('Copied 3 rows as a table')
  expect(await clipboard(page)).toBe('Name\tSize\tScore\nsmall\t12\t0.51\nlarge\t120\t0.87')
})

test('a caret goes by letter, word, sentence, line and paragraph, selects over a column’s end, and says where it is', async () => {
  const reader = await openTwoColumns()
  const { page } = reader
  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Control+Home')
  await reader.hears(lineOf(1, 1, 1))
  await reader.press('w')
  await reader.press('Control+ArrowRight')
  await reader.hears('1')
  await reader.press('ArrowDown', 'Home', 'Shift+End')
  await reader.hears(`${lineOf(1, 1, 2)}, selected`)
  expect(await words(page, reader)).toBe(lineOf(1, 1, 2))
  await reader.press('Control+Home', 'Alt+ArrowRight', 'Alt+Shift+ArrowRight')
  expect(await words(page, reader)).toBe(lineOf(1, 1, 2))

  await reader.press('Control+Home')
  for (let line = 1; line < 40; line += 1) await reader.press('ArrowDown')
  await reader.press('Home', 'v', 'ArrowDown', 'ArrowDown', 'v')
  expect(await words(page, reader)).toContain(`is an exam-\n\n${lineOf(1, 2, 1)}`)
  await reader.press('2', 'u')
  await reader.hears('Underlined')
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  await marks.getByText(/Line 40 of column 1 page 1 is an exam-Line 1 of column 2/).waitFor()
  expect(await page.locator('[data-overlay] polyline:not([data-casing])').count()).toBe(2)

  // the letter of a role moves the caret by a word
  await reader.press('Alt+r')
  await reader.hears('Role: claim')

  await reader.press('PageDown')
  await reader.hears('Page 2.')
  await reader.press('Escape')
  await reader.hears('Caret off')
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
})

test('a page without words says so, and takes an area', async () => {
  const scan = await PDFDocument.create()
  scan.addPage([612, 792]).drawRectangle({ x: 50, y: 50, width: 500, height: 600 })
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': Buffer.from(await scan.save()) } } })
  await makeOffline(reader)
  await reader.press('Shift+O')
  await reader.page.locator('.page canvas').first().waitFor()
  await reader.press('c')
  await reader.hears('There are no words on this page')
  await reader.press('Alt+5', 'Enter')
  await reader.hears('Marked an area')
})

async function openTwoColumns(): Promise<Reader> {
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf() } } })
  await reader.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  // the whole page is seen
  await reader.page.setViewportSize({ width: 1440, height: 1700 })
  await openFirstPdf(reader)
  return reader
}

async function words(page: Page, reader: Reader): Promise<string> {
  await reader.press('Control+c')
  await reader.hears('Copied')
  return await clipboard(page)
}

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
