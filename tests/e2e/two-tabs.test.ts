// Owns the proof that several tabs agree: what is done in one is seen in the other by itself, and can be undone there.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { watchPage } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a decision and a tag of one tab are seen in another, undone there, and seen to be undone in the first', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  const other = await watchPage(await reader.page.context().newPage())
  await other.page.goto(new URL('/', reader.page.url()).href)
  await other.list('Friday, 21 August')
  await other.press('g', 'l')
  await other.page.getByText('Later is empty').waitFor()

  await reader.page.bringToFront()
  await reader.press('l')
  await reader.hears(/Saved/)
  await other.list('Later')
  expect(await other.selected(1)).toBe(title)

  await other.page.bringToFront()
  await other.press('t')
  await other.page.getByRole('dialog').getByRole('combobox').and(other.page.locator(':focus')).waitFor()
  await other.type('of two tabs')
  await other.press('Enter')
  await other.hears('Tagged')
  await other.page.getByRole('dialog').waitFor({ state: 'detached' })
  const row = reader.page.getByRole('option').first()
  await row.getByText('of two tabs').waitFor()
  await row.getByText('Later', { exact: true }).waitFor()

  await other.press('z')
  await other.hears(/Undone: Tagged/)
  await row.getByText('of two tabs').waitFor({ state: 'detached' })
  await reader.page.bringToFront()
  await reader.press('z')
  await reader.hears(/Undone: Saved/)
  await other.page.getByText('Later is empty').waitFor()
  expect(other.problems).toEqual([])
})
