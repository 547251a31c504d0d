// Owns the promise about marks on words: their ends are moved by pointer and by key, two become one, and all go to a new version.
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { startReplica } from '#tests/replica/replica.ts'
import { twoColumnPdf, wordPlace } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { connectToHost } from '#tests/support/wire-client.ts'
import { dragOver, onScreen, openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { EVENING, openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const PAPER = '2608.75236'

test('the ends of a mark are dragged, or put elsewhere with the caret, it is joined with the next, and each is one step of undo', async () => {
  const { reader } = await openScene({ replica: { pdfContents: { [PAPER]: await twoColumnPdf() } } })
  const { page } = reader
  await page.setViewportSize({ width: 1440, height: 1700 })
  await openFirstPdf(reader)
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  const quote = (text: string) => marks.getByRole('button', { name: text }).waitFor()
  await dragOver(page, await wordPlace(1, 1, 2, 'column'), await wordPlace(1, 1, 2, 'has'))
  await reader.press('h')
  await quote('Page 1 · Highlight column 1 page 1 has')

  // drawn again once the mark is stored, and without a place in between
  const end = await vi.waitUntil(() => page.locator('[data-handle="end"] circle').boundingBox())
  const to = await wordPlace(1, 1, 3, 'words')
  const there = await onScreen(page, to.right - 0.8, to.y)
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2)
  await page.mouse.down()
  await page.mouse.move(there.x - 40, there.y, { steps: 3 })
  await page.mouse.move(there.x, there.y, { steps: 3 })
  await page.mouse.up()
  await reader.hears('Changed where a mark is')
  await quote('Page 1 · Highlight column 1 page 1 has words to mark. Line 3 of column 1 page 1 has words')

  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Shift+b', 'Shift+H')
  await quote('Page 1 · Highlight column 1 page 1 has words to mark. Line 3 of column 1 page 1 has')
  await reader.press('Escape')
  // the mark that is chosen is out of sight there
  await goToPage(reader, 2)
  await reader.press('c')
  await reader.hears('Caret on page 2')
  await reader.press('Escape', 'Escape')
  await goToPage(reader, 1)

  await dragOver(page, await wordPlace(1, 1, 3, 'words'), await wordPlace(1, 1, 4, 'Line'))
  await reader.press('h')
  await marks.getByText('2 marks').waitFor()
  await reader.press('[', 'Shift+M')
  await reader.hears('Joined 2 marks into one')
  await quote('Page 1 · Highlight column 1 page 1 has words to mark. Line 3 of column 1 page 1 has words to mark. Line')
  expect(await page.locator('[data-overlay] polygon').count()).toBe(3)
  await reader.press('z')
  await marks.getByText('2 marks').waitFor()
  await reader.press('z', 'z', 'z')
  await quote('Page 1 · Highlight column 1 page 1 has')
})

test('marks of all kinds are brought to a new version: told how many, each to be checked, nothing twice', async () => {
  const { reader, host, restart } = await openScene({ replica: { pdfContents: { [`${PAPER}v1`]: await twoColumnPdf() } } })
  const { page } = reader
  await page.setViewportSize({ width: 1440, height: 1700 })
  await openFirstPdf(reader)
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  await dragOver(page, await wordPlace(1, 1, 9, 'Line'), await wordPlace(1, 1, 9, 'mark.'))
  await reader.press('3', 'h')
  await reader.hears('Highlighted')
  await reader.press('Escape', 'Alt+5', 'Enter')
  await reader.hears('Marked an area')
  await reader.press('Escape', 'n')
  await reader.type('look here')
  await reader.press('Escape')
  await marks.getByText('3 marks').waitFor()
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')

  const next = await startReplica({
    now: EVENING,
    quota: 1_000_000,
    pdfContents: { [`${PAPER}v1`]: await twoColumnPdf(), [`${PAPER}v2`]: await twoColumnPdf({ before: 1 }) },
  })
  try {
    await page.goto('about:blank')
    await host.restart({ sourceUrl: next.url })
    await fetchNewer(host.url())
    await restart({ sourceUrl: next.url })
    await reader.list('Friday, 21 August')
    await reader.press('Shift+O')
    await page.locator('.textLayer span').first().waitFor()
    await reader.press('Alt+v')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Version 1, 3 marks').waitFor()
    await dialog.getByRole('button', { name: 'Bring over' }).click()
    await dialog.getByText('0 kept, 3 moved, 0 not found.').waitFor()
    await dialog.getByRole('button', { name: 'Show' }).first().click()
    await marks.getByText('3 marks').waitFor()
    await marks.getByText('Page 2 · Highlight').waitFor()
    await marks.getByText('Moved with its words to this version.').first().waitFor()
    const tabs = page.getByRole('navigation', { name: 'Open papers' })
    await tabs.getByRole('button', { name: /^v1 / }).waitFor()
    await tabs.getByRole('button', { name: /^v2 / }).waitFor()
    await expect.poll(() => page.locator('[data-page-number="2"] [data-overlay] polygon').count()).toBeGreaterThan(1)
    await reader.press('Alt+v')
    await dialog.getByRole('button', { name: 'Bring over' }).click()
    await dialog.getByText('Every mark is on this version already').waitFor()
    await closeAndPressInOneFrame(page)
    await dialog.getByRole('button', { name: 'What changed' }).click()
    await dialog.getByText('A new page 1 that was not there before.').waitFor()
    await reader.press('Escape')
    await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()
  } finally {
    await page.goto('about:blank')
    await next.close()
  }
})

async function goToPage(reader: Reader, number: number): Promise<void> {
  const { page } = reader
  await reader.press('Control+Alt+g')
  await page.getByRole('textbox', { name: 'Page' }).and(page.locator(':focus')).waitFor()
  await reader.type(String(number))
  await reader.press('Enter')
  await page.locator(`[data-page-number="${number}"] .textLayer span`).first().waitFor()
}

/** Closes the dialog and presses `Alt+v` before the window was painted again, as quick fingers do on a busy machine. */
async function closeAndPressInOneFrame(page: Page): Promise<void> {
  await page.getByRole('dialog').evaluate((dialog) => {
    const close = [...dialog.querySelectorAll('button')].find(({ textContent }) => textContent === 'Close')
    close?.click()
    close?.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', code: 'KeyV', altKey: true, bubbles: true, cancelable: true }))
  })
}

/** As a program at the host asks for it; resolves when both versions are on disk. */
async function fetchNewer(link: string): Promise<void> {
  const wire = await connectToHost(link)
  await wire.call('files.fetchNewer', { ids: [PAPER] })
  await expect.poll(async () => (await wire.call('files.ofPaper', { paperId: PAPER })).files.length).toBe(2)
  wire.close()
}
