// Owns the reader's own keys as they are set and used: another key, a conflict in words, a layout of another country, off, a file, all back.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a key is changed, clashes are named, and it goes out as a file, back to the default and in again', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.press('Control+,')
  await reader.sees('main', 'Settings')
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Later/ }) })
  const change = row.getByRole('button', { name: 'Change the key of Later' })
  await change.click()
  await row.getByText('Press a key').waitFor()
  await reader.press('e')
  await row.getByText('e and …').waitFor()
  await row.getByText('Also Archive').waitFor()
  await change.click()
  await row.getByText('Press a key').waitFor()
  await reader.press('Shift+Q')
  await row.getByText('Also Archive').waitFor({ state: 'detached' })

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save keys as a file' }).click()
  const file = await (await download).path()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ keys: { 'paper.later': 'Shift+q' } })
  await page.getByRole('button', { name: 'Set all keys back' }).click()
  await page.getByRole('button', { name: 'Set all keys back' }).waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Messages' }).getByText('All keys are set back.').waitFor()
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Set all keys back' }).click()
  await page.getByRole('button', { name: 'Set all keys back' }).waitFor({ state: 'detached' })
  await page.locator('input[type=file][accept*=json]').setInputFiles(file)
  await reader.hears('Took 1 key from the file.')
  const partly = JSON.stringify({ kind: 'dogear-keys', version: 1, keys: { 'paper.later': 'Shift+q', 'no.such': 'k', 'paper.archive': 7 } })
  const json = { name: 'keys.json', mimeType: 'application/json', buffer: Buffer.from(partly) }
  await page.locator('input[type=file][accept*=json]').setInputFiles(json)
  await reader.hears('Took 1 key from the file. 2 entries left out: no.such, paper.archive.')
  await page.locator('input[type=file][accept*=json]').setInputFiles({ ...json, buffer: Buffer.from(partly.slice(0, 40)) })
  await reader.hears('Your keys are as they were.')

  await reader.press('g', 't')
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('l')
  await reader.press('Shift+Q')
  await reader.hears(/Saved/)
  await reader.selected(2)
})

test('among two hundred actions one is found by its name or its key', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('Control+,')
  await reader.tabTo('searchbox', 'Find an action or a key')
  const names = () => page.getByRole('table', { name: 'Keys of all actions' }).getByRole('rowheader').allInnerTexts()
  await reader.type('Dismiss')
  await expect.poll(names).toEqual(['Dismiss', 'Dismiss what is read', 'Go to Dismissed'])
  await reader.press('Control+a')
  await reader.type('shift+t')
  await expect.poll(names).toEqual(['Triage view'])
  await reader.press('Control+a')
  await reader.type('qqzz')
  await page.getByRole('status').getByText('No action has this name or key.').waitFor()
  await reader.press('Control+a')
  await reader.type('Later')
  await reader.tabTo('button', 'Change the key of Later')
  await reader.press('Enter', 'Shift+Q')
  await expect.poll(async () => await names()).toContain('Later')
  await page.getByRole('button', { name: 'Set the key of Later back' }).waitFor()
})

test('letters count as they are typed on a German keyboard, and with single keys off only keys with Ctrl act', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('d')
  await reader.hears(/Dismissed/)
  await reader.selected(2)
  // the key that says z there is where a US keyboard has y
  const german = await page.context().newCDPSession(page)
  for (const type of ['keyDown', 'keyUp'] as const) await german.send('Input.dispatchKeyEvent', { type, key: 'z', code: 'KeyY', text: 'z' })
  await reader.hears(/Undone: Dismissed/)
  await reader.selected(1)

  await reader.press('Control+,')
  await reader.sees('main', 'Settings')
  const singleKeys = page.getByRole('switch', { name: 'Single keys' })
  await singleKeys.click()
  await expect.poll(() => singleKeys.getAttribute('aria-checked')).toBe('false')
  await reader.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor()
  await reader.type('go to today')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Go to Today/ })
    .waitFor()
  await reader.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('d', 'ArrowDown')
  await reader.selected(2)
  await reader.press('ArrowUp')
  await reader.selected(1)
})
