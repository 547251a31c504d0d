// Owns the promise: a paper made offline opens without a network, and what is marked in it is there after a restart.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a paper is read and marked without a network, and its marks outlive a restart and an undo', async () => {
  const { reader, replica, restart } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await reader.hears('Fetching the PDF.')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await replica?.goOffline()

  await openPaper(reader)
  await selectFirstWords(reader)
  await reader.press('3')
  await reader.press('h')
  await reader.hears('Highlighted')
  await reader.page.getByRole('textbox', { name: 'Comment' }).fill('The claim, in green: $x^2$')
  await expect.poll(() => reader.page.locator('[data-overlay] polygon').count()).toBeGreaterThan(0)
  await reader.press('Escape')
  await reader.press('Shift+X')
  await reader.hears('Wrote one mark')
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')

  await restart()
  await reader.list('Friday, 21 August')
  await openPaper(reader)
  const marks = reader.page.getByRole('complementary', { name: 'Annotations' })
  await marks.getByText('The claim, in green').waitFor()
  expect(await reader.page.locator('[data-overlay] polygon').first().getAttribute('fill')).toBe('#5fb236')

  await reader.press('z')
  await reader.hears('Undone')
  await marks.getByText('The claim, in green').waitFor({ state: 'detached' })
  await reader.press('z')
  await marks.getByText('Nothing is marked yet').waitFor()
})

async function openPaper(reader: Reader): Promise<void> {
  await reader.press('Shift+O')
  await reader.page.locator('.textLayer span').first().waitFor()
}

/** As by dragging over the first words of the page. */
async function selectFirstWords(reader: Reader): Promise<void> {
  await reader.page.evaluate(() => {
    const span = [...document.querySelectorAll('.textLayer span')].find((each) => (each.textContent ?? '').trim().length > 3)
    const words = span?.firstChild
    if (words) document.getSelection()?.setBaseAndExtent(words, 0, words, (words.nodeValue ?? '').length)
  })
}

test('where the PDF is not on disk, opening it says that the browser shows arXiv’s copy, and how to have it here', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await page.evaluate(() => {
    window.open = (url) => {
      Reflect.set(window, 'opened', String(url))
      return null
    }
  })
  await reader.press('Shift+O')
  await reader.hears(/Not on disk yet, so arXiv’s copy opens in the browser/)
  expect(await page.evaluate(() => Reflect.get(window, 'opened'))).toBe('https://arxiv.org/pdf/2608.75236')
})
