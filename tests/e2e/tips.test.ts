// Owns the window's one tooltip: when it comes, what it says, and when it goes.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a tip says words and key where a mouse rests or the focus comes by keyboard, can be read with the pointer on it, and goes by Esc', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  const tip = page.locator('[data-tip-words]')
  const places = page.getByRole('navigation', { name: 'Places' })

  await places.getByRole('button', { name: /^Later/ }).hover()
  await expect.poll(() => tip.innerText()).toBe('Go to Later\ngl')
  await tip.hover()
  await page.waitForTimeout(400)
  expect(await tip.count()).toBe(1)
  await places.getByRole('button', { name: /^Shortlist/ }).hover()
  await expect.poll(() => tip.innerText()).toMatch(/^Go to Shortlist/)
  await page.keyboard.press('Escape')
  await expect.poll(() => tip.count()).toBe(0)

  await page.mouse.move(720, 450)
  await places.getByRole('button', { name: /^Inbox/ }).focus()
  await page.keyboard.press('Tab')
  await expect.poll(() => tip.innerText()).toMatch(/^Go to Catch up/)
  await page.keyboard.press('Tab')
  await expect.poll(() => tip.innerText()).toMatch(/^Go to what changed/)
  await page.keyboard.press('Enter')
  await expect.poll(() => tip.count()).toBe(0)
})

test('a tip goes with what it stands by', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  const tip = page.locator('[data-tip-words]')
  const byTip = page.locator('[data-tip="The month before"]')
  await byTip.hover()
  await expect.poll(() => tip.innerText()).toBe('The month before')
  await page.setViewportSize({ width: 560, height: 800 })
  await byTip.waitFor({ state: 'detached' })
  await expect.poll(() => tip.count()).toBe(0)
})
