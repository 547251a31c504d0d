// Owns the promise that a part of the window which can't be loaded takes nothing else with it.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openFirstPdf } from './pages.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a place whose code is gone says so, the keys lead elsewhere, and the window is loaded anew', async () => {
  const { reader, open } = await openScene({ mayComplain: /dynamically imported module|404|days-view/ })
  const { page } = reader
  await reader.list('Friday, 21 August')
  await page.route('**/days-view-*.js', (route) => route.fulfill({ status: 404 }))
  await open()
  await reader.selected(1)
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

test('the places are gone to also when the program went away before any of them was seen', async () => {
  const { reader, host } = await openScene({ mayComplain: /WebSocket|ERR_CONNECTION/ })
  const { page } = reader
  await reader.selected(1)
  const places = ['annotations', 'days', 'exchange', 'insights', 'journal']
  await page.waitForFunction((names) => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    return names.every((place) => loaded.some((name) => name.includes(`${place}-view`)))
  }, places)
  await host.kill()
  await page.getByRole('status').getByText('does not answer').waitFor()
  for (const [keys, heading] of [
    ['g k', 'Days'],
    ['g x', 'Import and export'],
    ['g y', 'Insights'],
    ['g j', 'Journal'],
    ['g h', 'All annotations'],
  ] as const) {
    await reader.press(keys)
    await reader.sees('heading', heading)
  }
  await host.restart()
})

test('a dialog whose code is gone or breaks says so, Escape closes it, and the window is as it was', async () => {
  const { reader } = await openScene({ mayComplain: /dynamically imported module|404|document-properties|made to break/ })
  const { page } = reader
  const dialog = page.getByRole('dialog', { name: 'This dialog could not be shown' })
  const close = dialog.getByRole('button', { name: 'Close' }).and(page.locator(':focus'))
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  await openFirstPdf(reader)
  await page.route('**/document-properties-*.js', (route) => route.fulfill({ status: 404 }))
  await reader.press('Alt+i')
  await close.waitFor()
  await reader.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.unroute('**/document-properties-*.js')
  await reader.press('Escape')
  await reader.list('Friday, 21 August')

  // one whose code is there and throws when it is shown
  await page.evaluate(() => {
    const { getUTCDay } = Date.prototype
    Reflect.set(window, 'mend', () => (Date.prototype.getUTCDay = getUTCDay))
    Date.prototype.getUTCDay = () => {
      throw new Error('made to break')
    }
  })
  await reader.press('h')
  await close.waitFor()
  await reader.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.evaluate(() => Reflect.get(window, 'mend')())
  expect(await reader.selected(1)).toBe(title)
  await reader.press('h')
  await page.getByRole('heading', { name: 'Snooze until' }).waitFor()
})
