// Owns the way of a reader who was away: follow, catch up, archive the rest, take it back, look at the calendar; keys only.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('an author is followed by key, marked in the list, listed, and let go by undo', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('f')
  await reader.sees('heading', 'Follow')
  await reader.page.getByRole('dialog').getByRole('option', { selected: false }).first().waitFor()
  await reader.press('ArrowDown')
  await reader.press('Enter')
  await reader.hears(/Following/)
  await reader.press('Escape')
  await reader.page.getByRole('option').first().getByText('You follow').waitFor()
  await reader.press('g f')
  await reader.list('Following')
  expect(await reader.page.getByRole('option').count()).toBeGreaterThan(0)
  await reader.press('z')
  await reader.page.getByText('Nothing is followed yet').waitFor()

  await reader.press('f')
  await reader.sees('heading', 'Follow')
  await reader.type('qqzz')
  await reader.press('Enter')
  await reader.hears('Following qqzz')
  await reader.press('Escape')
  await reader.page.getByText('No paper of what you follow yet').waitFor()
})

test('what was missed is archived at once and comes back by undo', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('g c')
  await reader.list('Catch up')
  const first = await reader.selected(1)
  await reader.press('Alt+e')
  await reader.hears(/Archived the rest/)
  await reader.page.getByText('You are caught up').waitFor()
  await reader.press('z')
  await reader.list('Catch up')
  expect(await reader.selected(1)).toBe(first)
})

test('a day is picked in the calendar by arrows', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('g k')
  await reader.sees('heading', 'Days')
  await reader.press('ArrowDown')
  await reader.page.locator('main [data-day="2026-08-21"]').and(reader.page.locator(':focus')).waitFor()
  await reader.press('ArrowLeft')
  await reader.press('Enter')
  await reader.list('Thursday, 20 August')
})
