// Owns the promise that no key is lost between a place that is gone to and its list: what is pressed meanwhile acts once the list is there.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { holdCore } from './held-core.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
/** Times slower: so that the pane beside the list comes frames behind it. */
const SLOW = 12

test('keys that come before the list act on it in their order: steps, a decision, and the letters of a note', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  await open()
  await reader.selected(1)
  core.hold('papers.list')
  await reader.press('g w')
  await expect.poll(() => core.holds('papers.list')).toBe(true)
  await reader.press('j', 'j', 's', 'Shift+N')
  await reader.type('lean')
  core.release()
  await reader.hears(/Saved to Shortlist|Shortlist/)
  await expect.poll(() => reader.note()).toBe('lean')
  await reader.press('Escape', 'g s')
  await reader.list('Shortlist')
  expect(await reader.titles()).toHaveLength(1)
  await reader.press('g l')
  await reader.sees('heading', 'Later')
  await page.getByRole('option').first().waitFor({ state: 'detached' })
})

test('a note that is asked for as soon as its list is there has the keys in the pane that comes, not in the one that goes', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('Shift+N')
  await reader.type('first')
  await expect.poll(() => reader.note()).toBe('first')
  await reader.press('Escape')
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW })
  await reader.press('g n')
  await page.getByRole('listbox', { name: 'Notes' }).getByRole('option', { selected: true }).waitFor()
  // each of these letters does something in the list
  await reader.press('Shift+N', 's', 'd', 'e', 'h', 'u')
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await expect.poll(() => reader.note()).toBe('firstsdehu')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('Esc takes back what was pressed before the list was there', async () => {
  const { reader, open } = await openScene()
  const { page } = reader
  const core = await holdCore(page)
  await open()
  await reader.selected(1)
  core.hold('papers.list')
  await reader.press('g w')
  await expect.poll(() => core.holds('papers.list')).toBe(true)
  await reader.press('d', 'Escape')
  core.release()
  await page.getByRole('listbox', { name: /^Week/ }).getByRole('option', { selected: true }).waitFor()
  await reader.press('j', 'l')
  await reader.hears('Saved to Later')
  await reader.press('g j')
  await page.getByText('Saved to Later').first().waitFor()
  expect(await page.getByText('Dismissed:').count()).toBe(0)
})
