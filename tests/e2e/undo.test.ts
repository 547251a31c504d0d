// Owns undo as a reader meets it: every change has a sentence, is taken back in order, and also after a restart.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('undo takes back what was decided before the restart, and redo does it again', async () => {
  const { reader, restart } = await openScene()
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  await reader.press('s')
  await reader.hears(/Shortlist/)
  await reader.selected(2)

  await restart()
  await reader.press('g s')
  await reader.list('Shortlist')
  expect(await reader.selected(1)).toBe(title)

  await reader.press('z')
  await reader.hears(/Undone:/)
  await reader.page.getByText('Shortlist is empty').waitFor()
  await reader.press('Shift+Z')
  await reader.list('Shortlist')
  expect(await reader.selected(1)).toBe(title)
})

test('a decision that was acknowledged outlives a power cut', async () => {
  const { reader, host, restart } = await openScene({ mayComplain: /WebSocket|ERR_CONNECTION/ })
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  await reader.press('l')
  // the toast is what says that it is stored
  await reader.page.getByRole('region', { name: 'Messages' }).getByText(/Later/).waitFor()
  await host.kill()
  await restart()
  await reader.press('g l')
  await reader.list('Later')
  expect(await reader.selected(1)).toBe(title)
})

test('steps of one day are taken back in its list, whatever was done with a paper', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  await reader.press('e', 'k', 'Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('Quillwort.')
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape', 'g l', 'z')
  await reader.hears('Undone: Wrote a note')
  await reader.list('Friday, 21 August')
  expect(await reader.selected(1)).toBe(title)
  await reader.press('z')
  await reader.hears('Undone: Archived')
  expect(await reader.selected(1)).toBe(title)
})

test('a message names the key of undo only where it acts', async () => {
  const { reader } = await openScene()
  const { page } = reader
  // behind a dialog no role is told
  const message = page.locator('section[aria-label=Messages] > div').first()
  const words = async () => (await message.getByText('Undo').innerText()).replaceAll('\n', ' ')
  await reader.selected(1)
  await reader.press('l')
  // a pointer on it holds it
  await message.hover()
  await expect.poll(words).toBe('Undo z')
  await reader.press('t')
  await page.getByRole('combobox', { name: 'Tag' }).and(page.locator(':focus')).waitFor()
  await expect.poll(words).toBe('Undo')
  await reader.press('Escape')
  await expect.poll(words).toBe('Undo z')
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await expect.poll(words).toBe('Undo')
})

test('with nothing done there is nothing to undo, and it says so', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('z')
  await reader.hears(/nothing to undo/i)
})
