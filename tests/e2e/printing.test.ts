// Owns what is on paper: the pages of an open PDF, selected papers as a list, a note, the sheet of keys; nothing of the window around them.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** No printer: what the page shows on paper at that moment is written down instead. */
async function withoutPrinter({ page }: Reader): Promise<{ printed(): Promise<string> }> {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'))
      const pictures = [...document.querySelectorAll('img[alt^="Page "]')].filter((image) => image.checkVisibility())
      Reflect.set(window, 'onPaper', [document.body.innerText, ...pictures.map((image) => image.getAttribute('alt'))].join('\n'))
      dispatchEvent(new Event('afterprint'))
    }
  })
  return {
    printed: async () => {
      await page.waitForFunction(() => Reflect.get(window, 'onPaper') !== undefined)
      return await page.evaluate((): string => {
        const text: string = Reflect.get(window, 'onPaper')
        Reflect.set(window, 'onPaper', undefined)
        return text
      })
    },
  }
}

test('a paper with its note, selected papers as a list, and the keys are printed without the window around them', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const title = await reader.selected(1)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('what I take from it')
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape')
  const paper = await withoutPrinter(reader)

  await reader.press('Control+p')
  const whole = await paper.printed()
  expect(whole).toContain(title)
  expect(whole).toContain('what I take from it')
  for (const around of ['Reading list', 'Synced', 'Anything', 'as listed']) expect(whole).not.toContain(around)

  await reader.press('Control+a')
  await reader.hears('41 selected')
  await reader.press('Control+p')
  const list = await paper.printed()
  expect(list).toMatch(/^Friday, 21 August\s+41 papers/)
  expect(list.match(/ votes/g)).toHaveLength(41)
  expect(list).not.toContain('Reading list')
  await reader.press('Escape', '?')
  // on paper it has no button
  await page.locator('button', { hasText: /^Print$/ }).dispatchEvent('click')
  const keys = await paper.printed()
  expect(keys).toMatch(/Next paper\s+j/)
  expect(keys).not.toContain(title)
})

test('every page of an open PDF is printed, also those that were never in view', async () => {
  const { reader } = await openScene()
  await openFirstPdf(reader)
  const pages = Number(/\d+/.exec(await reader.page.getByText(/^\/ \d+$/).innerText())?.[0])
  const paper = await withoutPrinter(reader)
  await reader.press('Control+p')
  const printed = await paper.printed()
  expect(printed.match(/Page \d+/g)).toEqual(Array.from({ length: pages }, (_, index) => `Page ${index + 1}`))
  expect(await reader.page.locator('[data-printed]').count()).toBe(0)
})
