// Owns the way to Insights by keys: the figures of the reader's own decisions, and each file they are saved as.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('what was decided is drawn, told in words, and saved as SVG, PNG and CSV', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('l', 'l', 'd')
  await reader.hears(/Dismissed/)
  await reader.press('g y')
  await reader.sees('heading', 'Insights')
  await reader.sees('img', 'Reading calendar: something was done on 1 day')
  await reader.sees('img', /^Papers a week: 3 decided and 2 kept/)
  const saved = async (format: string): Promise<Buffer> => {
    await reader.tabTo('button', `Save as ${format}`)
    const [file] = await Promise.all([reader.page.waitForEvent('download'), reader.press('Enter')])
    return readFileSync(await file.path())
  }
  const svg = (await saved('SVG')).toString()
  expect(svg).toContain('Reading calendar')
  expect(svg).not.toContain('var(--')
  expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG')
  expect((await saved('CSV')).toString()).toMatch(/^day,2026-08-21,3,2,/m)
})
