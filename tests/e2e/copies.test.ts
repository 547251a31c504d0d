// Owns copies of the library as a reader meets them: put back from Settings and back again, and a damaged library's three ways on.
import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

async function shortlistOf({ reader }: Scene): Promise<number> {
  await reader.press('g s')
  await reader.page.getByRole('heading', { name: 'Shortlist' }).waitFor()
  return await reader.page.getByRole('option').count()
}

test('a copy is put back from Settings, and what was there before can be put back in turn', async () => {
  const scene = await openScene({ online: false })
  const { reader } = scene
  await reader.selected(1)
  await reader.press('s')
  await reader.hears(/Shortlist/)
  await reader.press('Control+,')
  await reader.page.getByRole('button', { name: 'Back up now' }).click()
  await reader.hears(/Backed up/)
  await reader.press('g t')
  await reader.page.locator('[role=option][aria-selected=true]').waitFor()
  await reader.press('s')
  await reader.hears(/Shortlist/)
  await expect.poll(() => shortlistOf(scene)).toBe(2)

  await reader.press('Control+,')
  await reader.page
    .getByRole('button', { name: /^Put back the copy of/ })
    .first()
    .click()
  await reader.page.keyboard.press('Enter')
  await reader.hears(/The library is now the copy/)
  await expect.poll(() => shortlistOf(scene)).toBe(1)

  await reader.press('Control+,')
  const before = reader.page.getByRole('listitem').filter({ hasText: 'before a copy was put back' })
  await before.getByRole('button').click()
  await reader.page.keyboard.press('Enter')
  await reader.hears(/The library is now the copy/)
  await expect.poll(() => shortlistOf(scene)).toBe(2)
})

test('a damaged library shows three ways on; a repair saves what can be read and opens it', async () => {
  const scene = await openScene({ online: false })
  const { reader, host } = scene
  await reader.selected(1)
  await reader.press('s')
  await reader.hears(/Shortlist/)
  await reader.page.goto('about:blank')
  await host.stop()
  const file = libraryFile(host.dataFolder)
  const database = openDatabase(file)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const page = Number(database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'library'").get()?.['rootpage'])
  database.close()
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(handle)

  await host.restart()
  await reader.page.goto(host.url())
  await reader.page.getByRole('heading', { name: 'The library can’t be opened' }).waitFor()
  expect(await reader.page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Repair it', 'Put a copy back', 'Start fresh'])
  await reader.page.getByRole('button', { name: 'Repair a copy' }).click()
  await reader.hears(/Saved 0 notes, 1 decisions/)
  await reader.page.getByRole('navigation', { name: 'Places' }).waitFor()
  await expect.poll(() => shortlistOf(scene)).toBe(1)
})

test('a library of which nothing can be read begins anew, and the old file is kept', async () => {
  const scene = await openScene({ online: false })
  const { reader, host } = scene
  await reader.page.goto('about:blank')
  await host.stop()
  for (const end of ['-wal', '-shm']) writeFileSync(`${libraryFile(host.dataFolder)}${end}`, '')
  writeFileSync(libraryFile(host.dataFolder), 'damaged '.repeat(4000))
  await host.restart()
  await reader.page.goto(host.url())
  await reader.page.getByRole('button', { name: 'Repair a copy' }).click()
  await reader.hears(/Nothing can be read from the damaged library any more/)
  await reader.page.getByRole('button', { name: 'Start fresh, keep the old file' }).click()
  await reader.hears(/An empty library begins/)
  await reader.page.getByRole('navigation', { name: 'Places' }).waitFor()
  expect(readdirSync(path.join(host.dataFolder, 'backups')).filter((name) => name.endsWith('.damaged.sqlite'))).toHaveLength(1)
})
