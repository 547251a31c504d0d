// Owns the promise: what was saved, put in order, tagged and written is there after a restart without any network.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const NOTE = 'Tried at home: $a^2 + b^2$ holds.\n\nAsk about “figure 3” — näive? 🦔'

test('saved, ordered, tagged and noted papers are found again after a restart offline', async () => {
  const { reader, replica, restart } = await openScene()
  await reader.list('Friday, 21 August')
  const [first, second, third] = await saveThree(reader)

  await reader.press('g l')
  await reader.list('Later')
  // what was saved last is on top
  expect(await reader.selected(1)).toBe(third)
  await reader.press('Alt+ArrowDown')
  await reader.hears('Moved')
  expect(await reader.selected(2)).toBe(third)

  await reader.press('t')
  await reader.sees('heading', 'Tag')
  await reader.type('to try')
  await reader.press('Enter')
  await reader.hears('Tagged')

  await reader.press('Shift+N')
  await reader.page.getByRole('textbox', { name: 'Note' }).and(reader.page.locator(':focus')).waitFor()
  await reader.type(NOTE)
  await reader.press('Escape')
  await expect.poll(() => isNoteStored(reader)).toBe(true)

  await replica?.goOffline()
  await restart()

  await reader.press('g l')
  await reader.list('Later')
  await expect.poll(() => reader.titles()).toEqual([second, third, first])
  await reader.press('g n')
  await reader.list('Notes')
  expect(await reader.selected(1)).toBe(third)
  await expect.poll(() => reader.note()).toBe(NOTE)
  await reader.sees('button', 'Papers tagged to try')

  await reader.press('/')
  const wanted = /[a-z]{6,}/i.exec(first)?.[0] ?? first
  await reader.type(wanted)
  await expect.poll(() => reader.titles()).toContain(first)
})

async function saveThree(reader: Reader): Promise<[string, string, string]> {
  const titles: string[] = []
  for (const place of [1, 2, 3]) {
    titles.push(await reader.selected(place))
    await reader.press('l')
    await reader.selected(place + 1)
  }
  return [titles[0] ?? '', titles[1] ?? '', titles[2] ?? '']
}

/** The row says so once core has answered that the note is on the disk. */
async function isNoteStored(reader: Reader): Promise<boolean> {
  return (await reader.page.getByRole('option', { selected: true }).first().innerText()).includes('note')
}
