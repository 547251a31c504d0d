// Owns the promise about pages in each theme: the paper follows it, a photo stays as it is; and pages go by their names.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ThemeName } from '#domain/settings.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { ORANGE, PHOTO, picturedPdf, PLOT } from './made-pictured-pdf.ts'
import { onScreen } from './pages.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a photo keeps its colours on light, sepia and dark pages, the paper around it and a plot take the theme’s, and pages go by their names', async () => {
  const { reader } = await openScene({ online: false })
  const { page } = reader
  await reader.selected(1)
  const file = path.join(tempFolder(), 'With pictures.pdf')
  writeFileSync(file, await picturedPdf())
  const chosen = page.waitForEvent('filechooser')
  await reader.press('Control+o')
  await (await chosen).setFiles(file)
  await page.locator('.textLayer span').first().waitFor()
  const field = page.getByRole('textbox', { name: 'Page' })
  await expect.poll(() => field.inputValue()).toBe('i')
  const paper = { light: [255, 255, 255], sepia: [243, 234, 215], dark: [26, 26, 26] }
  for (const theme of ['light', 'sepia', 'dark'] as const) {
    const colour = paper[theme]
    // as a setting: what is only painted is painted over by the next one that comes
    await setTheme(page, theme)
    await page.locator(`html[data-theme=${theme}]`).waitFor()
    await expect.poll(() => colourAt(page, middle(PHOTO)), { message: theme }).toEqual(ORANGE)
    await expect.poll(() => colourAt(page, { x: PLOT[0] + 30, y: PLOT[1] + 10 }), { message: theme }).toEqual(colour)
    await expect.poll(() => colourAt(page, { x: PHOTO[0] + 100, y: PHOTO[1] - 4 }), { message: theme }).toEqual(colour)
  }
  await reader.press('Control+Alt+g')
  await field.and(page.locator(':focus')).waitFor()
  await reader.type('2')
  await reader.press('Enter')
  await page.getByText('(4 / 4)').waitFor()
  await expect.poll(() => field.inputValue()).toBe('2')
})

/** As another tab of the program would, so that the page that is open stays as it is. */
async function setTheme(page: Page, theme: ThemeName): Promise<void> {
  const status = await page.evaluate(
    async (input) => {
      const frame = { type: 'call', id: 1, name: 'settings.set', input }
      return (await fetch('/wire', { method: 'POST', body: JSON.stringify(frame) })).status
    },
    { theme },
  )
  expect(status).toBe(200)
}

function middle([left, bottom, width, height]: readonly [number, number, number, number]): { x: number; y: number } {
  return { x: left + width / 2, y: bottom + height / 2 }
}

/** Red, green and blue of a point of the first page as it is seen. */
async function colourAt(page: Page, { x, y }: { x: number; y: number }): Promise<number[]> {
  const at = await onScreen(page, x, y)
  const picture = await page.screenshot({ clip: { x: Math.round(at.x), y: Math.round(at.y), width: 1, height: 1 } })
  return await page.evaluate(async (png) => {
    const image = new Image()
    image.src = `data:image/png;base64,${png}`
    await image.decode()
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    context?.drawImage(image, 0, 0)
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  }, picture.toString('base64'))
}
