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

test('a note of one tab is in the other by itself, also while it has the cursor there; what both write at once is kept in both', async () => {
  const { reader } = await openScene()
  await reader.selected(1)
  const other = await watchPage(await reader.page.context().newPage())
  await other.page.goto(new URL('/', reader.page.url()).href)
  await other.selected(1)
  const write = async ({ page, press }: typeof reader) => {
    await page.bringToFront()
    await press('Shift+N')
    await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  }
  await write(reader)
  await reader.type('first line')
  await expect.poll(() => other.note()).toBe('first line')
  await write(other)
  await other.press('Control+End')
  await other.type(', and more')
  await expect.poll(() => reader.note()).toBe('first line, and more')
  // its row and its place say so
  await reader.press('Escape', 'g', 'n')
  await reader.list('Notes')
  await reader.page.getByRole('option').first().getByText('first line, and more').waitFor()

  // both before either can be saved: neither text is lost
  await reader.press('Shift+N')
  await reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus')).waitFor()
  await reader.press('Control+End')
  await Promise.all([reader.type(' HERE'), other.type(' THERE')])
  await expect.poll(async () => (await reader.note()) === (await other.note()) && (await reader.note())).toMatch(/HERE/)
  expect(await reader.note()).toContain('THERE')
  expect(other.problems).toEqual([])
})
