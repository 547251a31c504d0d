// Owns what a reader gets who copies the diagnostics in the window: versions, sizes and the log in the clipboard, and nothing of theirs.
import { expect } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const WORD = 'zyzzyva'

test('the diagnostics are copied by key, and hold no word of the reader’s, no token and no home', async () => {
  // the program's own files are at home, so that the stack of a fault names it
  const env = { HOME: repositoryRoot, USERPROFILE: repositoryRoot, DOGEAR_HF_TOKEN: `hf_${WORD}` }
  const { reader, host } = await openScene({ online: false, host: { env } })
  const session = /[\w-]{16,}$/.exec(host.url())?.[0] ?? ''
  expect(session).not.toBe('')
  await reader.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await reader.selected(1)
  await reader.press('Shift+N')
  await reader.type(`${WORD} noted`)
  await reader.press('Escape')
  await reader.press('l')
  await reader.hears(/Later/)
  // what was not foreseen is logged: a step that can't be read, with the reader's words in it
  const database = openDatabase(libraryFile(host.dataFolder))
  database.exec(`UPDATE history SET changes = '${WORD}'`)
  database.close()
  await reader.press('z')
  await reader.hears(/went wrong/)

  await reader.press('?')
  await reader.tabTo('button', 'Copy diagnostics')
  await reader.press('Enter')
  await reader.hears('Copied the diagnostics.')
  const text = await reader.page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^Dogear \d.*\n.*Node .*\nLibrary: \d+ bytes/)
  expect(text).toMatch(/"event":.*~\/out\//)
  for (const word of [WORD, session, repositoryRoot, host.dataFolder]) expect(text).not.toContain(word)
})
