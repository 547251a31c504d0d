// Owns the promise that what was done in the last moment before the window goes is kept: the place in a paper, its halves, a note.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a page turned to, a view split and a letter typed right before the window goes are there again', async () => {
  const { reader, open, restart } = await openScene()
  const { page } = reader
  const leaveAndComeBack = async (): Promise<void> => {
    await page.goto('about:blank')
    await open()
  }
  await openFirstPdf(reader)
  const pageField = page.getByRole('textbox', { name: 'Page', exact: true })
  for (const number of ['2', '1', '2']) {
    await reader.press('Control+Alt+g')
    await reader.type(number)
    await reader.press('Enter')
    await expect.poll(() => pageField.inputValue(), { interval: 10 }).toBe(number)
    await leaveAndComeBack()
    await page.locator('.textLayer span').first().waitFor()
    await expect.poll(() => pageField.inputValue()).toBe(number)
  }
  const second = page.getByRole('region', { name: 'Pages, second half' })
  await reader.press('Alt+s')
  await second.waitFor()
  await leaveAndComeBack()
  await second.locator('.textLayer span').first().waitFor()

  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note' }).and(page.locator(':focus')).waitFor()
  await reader.type('to the last letter')
  await leaveAndComeBack()
  await expect.poll(() => reader.note()).toBe('to the last letter')
  await restart()
  await second.locator('.textLayer span').first().waitFor()
  await expect.poll(() => reader.note()).toBe('to the last letter')
})
