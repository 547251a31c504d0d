// Owns a disk that fills up while a note is typed, as the reader meets it: a sentence, typing goes on, and nothing is lost when there is room again.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { smallDisk, whyNoSmallDisk } from '#tests/support/small-disk.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? whyNoSmallDisk() : NO_CHROMIUM)

test('while a note is typed the disk fills up: it is said, typing goes on, and every letter is there once there is room', async () => {
  const disk = smallDisk(12)
  const dataFolder = path.join(disk.folder, 'data')
  mkdirSync(dataFolder)
  const { reader, host } = await openScene({ online: false, host: { dataFolder, args: ['--offline'] } })
  await reader.selected(1)
  await reader.press('Shift+N')
  const editor = await reader.sees('textbox', 'Note')
  await editor.and(reader.page.locator(':focus')).waitFor()
  await reader.type('Before. ')
  await reader.page.getByText('Saved', { exact: true }).waitFor()

  disk.fill()
  let typed = 'Before. '
  const alert = reader.page.getByRole('alert').filter({ hasText: /^Not saved\. The disk is full.*Your text is kept here/ })
  // what the file has room for already may still be used
  await expect
    .poll(async () => {
      if ((await alert.count()) > 0) return true
      const more = `${'quill '.repeat(2_000)}\n`
      await reader.page.keyboard.insertText(more)
      typed += more
      return false
    })
    .toBe(true)
  await reader.type('And on. ')
  typed += 'And on. '
  await expect.poll(() => editor.innerText()).toContain('And on. ')
  expect(await alert.count()).toBe(1)

  disk.free()
  await reader.page.getByText('Saved', { exact: true }).waitFor()
  await reader.type('After.')
  typed += 'After.'
  await expect.poll(() => editor.innerText()).toContain('After.')
  await reader.page.getByText('Saved', { exact: true }).waitFor()
  await host.kill()
  const database = openDatabase(libraryFile(dataFolder))
  expect(database.prepare('SELECT text FROM notes').get()?.['text'] === typed).toBe(true)
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  database.close()
})
