// Owns the promise that a part of the window which can't be loaded takes nothing else with it.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a place whose code is gone says so, the keys lead elsewhere, and the window is loaded anew', async () => {
  const { reader } = await openScene({ mayComplain: /dynamically imported module|404|days-view/ })
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await page.route('**/days-view-*.js', (route) => route.fulfill({ status: 404 }))
  await reader.press('g k')
  const heading = await reader.sees('heading', 'Not shown')
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true)
  await reader.press('g l')
  await page
    .getByText('Nothing saved for later')
    .or(page.getByRole('listbox', { name: 'Later' }))
    .or(page.getByRole('group', { name: 'Later' }))
    .first()
    .waitFor()
  await reader.seesNo('heading', 'Not shown')
  await reader.press('g k')
  await reader.sees('heading', 'Not shown')
  await page.unroute('**/days-view-*.js')
  await reader.tabTo('button', 'Load the window anew')
  await reader.press('Enter')
  await reader.list()
  await reader.press('g k')
  await reader.sees('heading', 'Days')
})
