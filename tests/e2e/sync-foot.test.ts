// Owns the foot of the sidebar in a narrow sidebar: what stands there is whole.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('the number of papers is seen whole or not at all', async () => {
  const { reader, replica } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  const foot = page.getByRole('button', { name: /Open Activity/ })
  const count = foot.getByText(/^[\d,]+ papers$/)
  await count.waitFor()
  const seen = () =>
    count.evaluate((element) => {
      const [{ top, bottom, right }, box] = [element.getBoundingClientRect(), element.closest('button')?.getBoundingClientRect()]
      if (!box) return 'gone'
      if (top >= box.bottom) return 'not at all'
      return bottom <= box.bottom && right <= box.right && element.scrollWidth <= element.clientWidth + 1 ? 'whole' : 'cut'
    })
  await expect.poll(seen).toBe('whole')
  await replica?.goOffline()
  await reader.press('Shift+R')
  await foot.getByText(/^Offline, synced/).waitFor()
  await page.getByRole('separator', { name: 'Width of the sidebar' }).focus()
  await reader.press('Home')
  await expect.poll(() => foot.boundingBox().then((box) => (box?.width ?? 999) < 170)).toBe(true)
  expect(await seen()).toBe('not at all')
})
