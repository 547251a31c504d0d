// Owns the journal as a reader meets it: what was done, by keys alone taken back, and a moment gone to.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('what was done is listed, one step is taken back, and a moment is gone to and left again', async () => {
  const { reader, restart } = await openScene({ online: false })
  await reader.selected(1)
  for (const key of ['l', 's', 'd']) {
    await reader.press(key)
    await reader.hears({ l: /Later/, s: /Shortlist/, d: /Dismissed/ }[key] ?? /./)
  }
  await restart()
  await reader.press('g j')
  const steps = await reader.list('What you did')
  const status = async (): Promise<string[]> =>
    (await steps.getByRole('option').all()).length === 0
      ? []
      : await steps.getByRole('option').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-status') ?? ''))
  await expect.poll(status).toEqual(['done', 'done', 'done'])
  await steps.getByText('Today').first().waitFor()

  await reader.press('?')
  const keys = reader.page.getByRole('region', { name: 'All keys' }).getByRole('region', { name: 'Journal' })
  await expect.poll(() => keys.getByRole('definition').allInnerTexts()).toEqual(['u', 'b'])
  await reader.press('Escape')

  await reader.press('j')
  await reader.press('u')
  await reader.hears(/Undone: Saved .* to Shortlist/)
  await expect.poll(status).toEqual(['done', 'undone', 'done'])

  await reader.press('End')
  await reader.press('b')
  await reader.hears('Took back 1 step.')
  await expect.poll(status).toEqual(['undone', 'undone', 'done'])
  await reader.press('Home')
  await reader.press('b')
  await reader.hears('Did 2 steps again.')
  await expect.poll(status).toEqual(['done', 'done', 'done'])
  await reader.press('b')
  const message = reader.page.getByRole('region', { name: 'Messages' }).locator('> *')
  await message.filter({ hasText: 'The library is at that moment already.' }).waitFor()
  expect(await message.getAttribute('data-kind')).toBe('done')

  // a step that was taken back and then overtaken by another is in effect no more, and told so
  await reader.press('u')
  await reader.hears(/Undone: Dismissed/)
  await reader.press('g l')
  await reader.selected(1)
  await reader.press('e')
  await reader.hears(/Archived/)
  await reader.press('g j')
  await expect.poll(status).toEqual(['done', 'taken-back', 'done', 'done'])
  await steps.getByRole('option').nth(1).getByText('taken back', { exact: true }).waitFor()
})
