// Owns a window that stays open overnight: what it says of today is true tomorrow.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const NIGHT_MS = 8 * 3_600_000

test('after midnight a window that was left open says what is true on the new day, and its lists are read anew', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  let sleptMs = 0
  // the host's clock can't be moved while it runs: what it says of the time is
  await page.routeWebSocket(/\/wire$/, (window) => {
    window.connectToServer().onMessage((message) => {
      window.send(String(message).replace(/(?<="nowMs":)\d+/, (nowMs) => String(Number(nowMs) + sleptMs)))
    })
  })
  await page.clock.install()
  await open()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('l')
  await reader.hears(/Saved to Later/)
  await reader.press('g', 'l')
  const list = await reader.list('Later')
  await list.getByText('saved today').waitFor()
  const foot = page.getByRole('button', { name: /Open Activity/ })
  await expect.poll(() => foot.innerText()).toMatch(/^Synced \d\d:\d\d/)

  sleptMs = NIGHT_MS
  await page.clock.fastForward(NIGHT_MS)
  await list.getByText('waits 1 day').waitFor()
  await expect.poll(() => foot.innerText()).toMatch(/^Synced yesterday at/)
})
