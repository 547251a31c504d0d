// Owns the promise about what words of a paper lead to: shown on a card by key and by pointer, jumped to, opened, saved.
import { expect } from 'vitest'
import { madePdf } from '#tests/core/annotations/made-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const FILLER = 'plain words of a paragraph that go on until the line of the page is full of them and so on'

test('a citation and a figure without links are shown on a card and jumped to; a cited paper is saved, and opened, by one key', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openMadePaper(reader)
  const leads = page.locator('[data-leads] button')
  await expect
    .poll(() => leads.evaluateAll((all) => all.map((each) => each.ariaLabel)))
    .toEqual(['Figure 1: Figure 1', '2: Reference 2', '1: Reference 1'])

  await reader.press('Tab')
  const card = page.getByRole('region', { name: 'Where this leads' })
  await card.getByRole('heading', { name: 'Figure 1' }).waitFor()
  await expect.poll(() => inkOf(reader)).toBeGreaterThan(0)
  await reader.press('Tab')
  await card.getByRole('heading', { name: 'Reference 2' }).waitFor()
  await card.getByText('In the library: DriftWood').waitFor()
  await reader.press('l')
  await reader.hears('Saved “DriftWood')
  await card.getByText('Later').waitFor()

  await reader.press('Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('2')
  await card.waitFor({ state: 'detached' })
  await reader.press('Alt+ArrowLeft')
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('1')

  const box = await leads.first().boundingBox()
  await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
  await card.getByRole('heading', { name: 'Figure 1' }).waitFor()
  await reader.press('Escape')
  await card.waitFor({ state: 'detached' })
  await page.getByRole('main', { name: /^Pages of/ }).waitFor()

  await reader.press('Tab')
  await card.getByRole('heading', { name: 'Figure 1' }).waitFor()
  await reader.press('Tab')
  await card.getByText('In the library: DriftWood').waitFor()
  await reader.press('o')
  await reader.sees('heading', /^DriftWood/)
})

test('Tab goes on from the last link to the next control, and nothing is caught in the pages', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openMadePaper(reader)
  await page.locator('[data-leads] button').nth(2).waitFor()
  await reader.press('Tab', 'Tab', 'Tab', 'Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-marks]') !== null)).toBe(true)
  await page.getByRole('region', { name: 'Pages' }).focus()
  await reader.press('Shift+Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-leads]') !== null)).toBe(true)
})

test('a citation keeps the focus, and its card, when the pages are drawn again', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await openMadePaper(reader)
  await page.locator('[data-leads] button').nth(2).waitFor()
  await reader.press('Tab', 'Tab')
  const second = page.getByRole('button', { name: '2: Reference 2' })
  await second.and(page.locator(':focus')).waitFor()
  for (const key of ['+', 'r', 'r', 'r', 'r', '0']) {
    const before = await page.evaluate(() => {
      const mark = document.querySelector<HTMLElement>('[data-leads]')
      if (mark) mark.dataset['before'] = 'yes'
      return mark !== null
    })
    expect(before).toBe(true)
    await reader.press(key)
    await page.locator('[data-leads]:not([data-before])').waitFor()
    await second.and(page.locator(':focus')).waitFor()
    await page.getByRole('region', { name: 'Where this leads' }).getByRole('heading', { name: 'Reference 2' }).waitFor()
  }
})

async function openMadePaper(reader: Reader): Promise<void> {
  const { page } = reader
  const lines = [...Array.from({ length: 8 }, () => FILLER), 'It is shown in Figure 1, as others [2] and [1] have said.']
  const pdf = await madePdf([
    { lines },
    {
      lines: [
        ...Array.from({ length: 12 }, () => FILLER),
        ...Array.from({ length: 8 }, () => ''),
        'Figure 1: What is seen.',
        ...Array.from({ length: 6 }, () => ''),
        FILLER,
        '',
        'References',
        '[1] A. Archer. On the first thing. Journal of Things, 2019.',
        '[2] L. Cinderholt. DriftWood: Mixture-of-experts routing for choir rehearsals. 2026.',
      ],
    },
  ])
  await page.route('**/library/*.pdf', (route) => route.fulfill({ contentType: 'application/pdf', body: Buffer.from(pdf) }))
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await page.locator('.textLayer span').first().waitFor()
}

/** How many pixels of the card's picture are dark. */
async function inkOf({ page }: Reader): Promise<number> {
  return await page.locator('[data-lead-card] canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return [...data].filter((value, index) => index % 4 === 0 && value < 128).length
  })
}
