// Owns the reading list's own order: by keys, with the pointer, taken back; and days in words for a snooze.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a paper is dragged to another place, stays there after a restart, and comes back by undo', async () => {
  const { reader, restart } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('l', 'l', 'l')
  await reader.hears(/Saved/)
  await reader.press('g l')
  await reader.list('Later')
  await expect.poll(async () => (await reader.titles()).length).toBe(3)
  const [first = '', second = '', third = ''] = await reader.titles()
  const rows = reader.page.getByRole('option')
  await rows.nth(0).dragTo(rows.nth(2), { targetPosition: { x: 60, y: 60 } })
  await expect.poll(() => reader.titles()).toEqual([second, third, first])
  await reader.hears(/Moved/)
  await restart()
  await reader.list()
  await reader.press('g l')
  await reader.list('Later')
  await expect.poll(() => reader.titles()).toEqual([second, third, first])
  await reader.press('z')
  await expect.poll(() => reader.titles()).toEqual([first, second, third])
})

test('a snooze takes a day in words', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('h')
  await reader.sees('heading', 'Snooze until')
  await reader.type('in two weeks')
  await reader.page.getByText('Friday, 4 September', { exact: true }).last().waitFor()
  await reader.press('Enter')
  await reader.hears(/Snoozed .* until 4 Sept/)
})
