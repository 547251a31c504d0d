// Owns the promise about open papers: several at once, gone through by key, there again after a restart, none stopping another.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('papers open in tabs, by key the next, closed and reopened, and a restart brings back tabs and place', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  const [first, second] = await twoPapersOnDisk(reader)
  await reader.press('Shift+O')
  await shows(reader, second)
  expect(await page.getByRole('navigation', { name: 'Open papers' }).count()).toBe(0)
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await reader.press('k')
  await reader.selected(1)
  await reader.press('Shift+O')
  await shows(reader, first)
  expect(await tabs(reader)).toEqual([second, first])

  await reader.press('Alt+j')
  await shows(reader, second)
  await reader.press('Control+Alt+g')
  await reader.type('2')
  await reader.press('Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('2')
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await reader.press('g o')
  await shows(reader, second)
  await reader.press('Alt+k')
  await shows(reader, first)

  await reader.press('Alt+w')
  await shows(reader, second)
  expect(await page.getByRole('navigation', { name: 'Open papers' }).count()).toBe(0)
  await reader.press('Alt+Shift+w')
  await shows(reader, first)
  expect(await tabs(reader)).toEqual([second, first])
  await reader.press('Alt+j')
  await shows(reader, second)

  await restart()
  await shows(reader, second)
  expect(await tabs(reader)).toEqual([second, first])
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('2')
  await reader.press('Alt+w', 'Alt+w')
  await reader.list()
  await restart()
  await reader.list()
})

test('a paper that is broken says so in its tab, and the others go on', async () => {
  const { reader } = await openScene({ mayComplain: /Warning:/ })
  const { page } = reader
  const [first, second] = await twoPapersOnDisk(reader)
  let broken: string | null = null
  await page.route('**/library/*.pdf', (route) => {
    broken ??= route.request().url()
    return route.request().url() === broken ? route.fulfill({ contentType: 'application/pdf', body: 'no PDF' }) : route.continue()
  })
  await reader.press('Shift+O')
  await reader.sees('main', `Pages of ${second}`)
  await page.getByRole('alert').getByText('This file is damaged').waitFor()
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await reader.press('k')
  await reader.selected(1)
  await reader.press('Shift+O')
  await shows(reader, first)
  await reader.press('Alt+j')
  await page.getByRole('alert').getByText('This file is damaged').waitFor()
  await reader.press('Alt+j')
  await shows(reader, first)
  await reader.press('Alt+j')
  await page.getByRole('button', { name: 'Close this paper' }).click()
  await shows(reader, first)
})

/** Makes the first two papers of the list offline; the second one is selected then. */
async function twoPapersOnDisk(reader: Reader): Promise<readonly [string, string]> {
  const { page } = reader
  await reader.list('Friday, 21 August')
  const first = await reader.selected(1)
  await reader.press('Shift+P')
  await reader.press('j')
  const second = await reader.selected(2)
  await reader.press('Shift+P')
  await expect.poll(() => page.getByRole('img', { name: 'on disk' }).count()).toBe(2)
  return [first, second]
}

async function shows({ page }: Reader, title: string): Promise<void> {
  await page.getByRole('main', { name: `Pages of ${title}` }).waitFor()
  await page.locator('[data-document]:not([inert]) .textLayer span').first().waitFor()
}

async function tabs({ page }: Reader): Promise<string[]> {
  const names = page.getByRole('navigation', { name: 'Open papers' }).locator('button:not([aria-label])')
  return (await names.allInnerTexts()).map((name) => name.trim())
}
