// Owns titles and abstracts of other scripts: they run their own way in the list, beside it and in triage, and rows keep their height.
import { expect } from 'vitest'
import type { Locator } from 'playwright-core'
import { madeRow } from '#tests/core/source/made-row.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { EVENING, openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const DAY = '2026-08-21'
const TITLES = ['قراءة هادئة في الصباح.', '折り紙のページ', 'Quiet Models in the Morning', '🦊 Foxes 👩🏽‍🔬 Read']

test('a title and an abstract from right to left end at the left, in a row, in the paper and in triage', async () => {
  const rows = TITLES.map((title, at) =>
    madeRow(`2608.${10_001 + at}`, {
      paper: {
        title,
        summary: at === 0 ? 'ندرس كيف يعود القارئ مع GPT صغير.' : 'We read quietly.',
        submittedOnDailyAt: `${DAY}T00:00:00.000Z`,
      },
    }),
  )
  const { reader } = await openScene({ replica: { days: { [DAY]: rows }, now: EVENING } })
  const { page } = reader
  await reader.selected(1)
  const row = page.getByRole('option').first()
  await expect.poll(() => endsAtTheLeft(row)).toBe(true)
  const heights = await page.getByRole('option').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(new Set(heights).size).toBe(1)
  const paper = page.getByRole('main', { name: 'Paper' })
  await expect.poll(() => endsAtTheLeft(paper.getByRole('heading').first())).toBe(true)
  await expect.poll(() => endsAtTheLeft(paper.locator('[lang=en]').filter({ hasText: 'GPT' }))).toBe(true)
  await reader.press('Shift+T')
  const triage = await reader.sees('main', /^Triage/)
  await expect.poll(() => endsAtTheLeft(triage.getByRole('heading').first())).toBe(true)
  await expect.poll(() => endsAtTheLeft(triage.locator('[data-abstract]'))).toBe(true)
})

/** Whether the full stop of the first text stands left of its first letter. */
function endsAtTheLeft(element: Locator): Promise<boolean> {
  return element.evaluate((root) => {
    const text = document.createTreeWalker(root, NodeFilter.SHOW_TEXT).nextNode()
    const length = text?.textContent?.length ?? 0
    if (!text || length < 2) return false
    const left = (from: number): number => {
      const range = document.createRange()
      range.setStart(text, from)
      range.setEnd(text, from + 1)
      return range.getBoundingClientRect().left
    }
    return left(length - 1) < left(0)
  })
}
