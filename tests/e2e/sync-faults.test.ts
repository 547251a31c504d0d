// Owns bad days of the source: whatever it answers, the window stays usable, and the day is there once the source is well again.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const FAULTS = [
  'storm-429',
  'error-500',
  'reset',
  'refuse',
  'truncated-json',
  'html-for-json',
  'slow-body',
  'wrong-types',
  'empty-page',
] as const

for (const fault of FAULTS) {
  test(`a source with ${fault} costs nothing: the sample can be triaged meanwhile, the day arrives when it is over`, async () => {
    const { reader, replica } = await openScene({ replica: { faults: [fault] } })
    const options = reader.page.getByRole('option')
    // the sample, or a sentence where the source says that it has nothing at all
    await options.or(reader.page.getByText('Nothing here yet')).first().waitFor()
    await reader.press('j', 'k')
    replica?.setFaults([])
    await reader.press('Shift+R')
    await reader.list('Friday, 21 August')
    await expect.poll(() => options.first().getAttribute('aria-setsize')).toBe('41')
  })
}

test('a row of the wrong types is set aside with its reason, and the rest of its day is there', async () => {
  const { reader } = await openScene({ replica: { faults: ['wrong-types'] } })
  await reader.list('Friday, 21 August')
  await reader.press('g a')
  await expect.poll(() => reader.page.getByRole('main').innerText()).toMatch(/set aside/i)
})
