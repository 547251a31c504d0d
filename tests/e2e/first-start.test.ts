// Owns the first minutes: no network, nothing stored, and still something to triage; gone when the real days come.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { startReplica } from '#tests/replica/replica.ts'
import type { Reader } from './reader.ts'
import { EVENING, openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

async function removeSampleDays(reader: Reader): Promise<void> {
  await reader.press('Control+K')
  await reader.type('Remove the sample days')
  await reader.press('Enter')
  await reader.sees('heading', 'Remove the sample days?')
  await reader.tabTo('button', 'Remove')
  await reader.press('Enter')
  await reader.hears('Removed the sample days.')
}

test('the first start without network opens a sample day that can be triaged', async () => {
  const { reader } = await openScene({ online: false })
  await reader.list('Sample day')
  await reader.selected(1)
  expect(Number(await reader.page.getByRole('option').first().getAttribute('aria-setsize'))).toBeGreaterThanOrEqual(12)
  await reader.press('l')
  await reader.selected(2)
  await reader.press('g l')
  await reader.list('Later')
})

test('the sample gives way to the first real day and is removed by one action', async () => {
  const { reader, restart } = await openScene({ online: false })
  await reader.list('Sample day')
  const replica = await startReplica({ now: EVENING })
  await restart({ sourceUrl: replica.url })
  await reader.list('Friday, 21 August')
  await removeSampleDays(reader)
  await replica.close()
})

test('sample days that are removed before there is a real one leave an empty Today that says what to do, and undo brings them back', async () => {
  const { reader } = await openScene({ online: false })
  await reader.list('Sample day')
  await removeSampleDays(reader)
  await reader.page.getByText('Nothing here yet').waitFor()
  await reader.seesNo('listbox', 'Sample day')
  await reader.press('z')
  await reader.list('Sample day')
  await reader.selected(1)
})

test('with no network the window says so quietly, and every key still acts', async () => {
  const { reader } = await openScene({ online: false })
  await reader.list('Sample day')
  await reader.sees('button', /offline/i)
  await reader.press('?')
  await reader.sees('dialog', /Keys/)
  await reader.press('Escape')
  await reader.press('j')
  await reader.selected(2)
})
