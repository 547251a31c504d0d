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

test('with nothing done there is nothing to undo, and it says so', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('z')
  await reader.hears(/nothing to undo/i)
})
