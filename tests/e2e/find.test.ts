// Owns the promise about finding words in an open paper: all hits are counted and marked where they stand, at once where the file was read before.
import { expect } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { makeOffline, openPdf } from './keyboard-reading.ts'
import type { Reader } from './reader.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const PAGES = 40

test('what is found is counted and marked where it stands, and Enter goes to the next on whichever page', async () => {
  const { reader } = await openPaper()
  await find(reader, 'column 2 page 1 has')
  // the first line, and three of five
  await reader.page.getByText('1 of 25', { exact: true }).waitFor()
  await expectMarked(reader, /^(?:column 2 page 1 has)+$/, 25)
  await find(reader, 'goes on here calmly. Line 37 of')
  await reader.page.getByText(`1 of ${2 * PAGES}`, { exact: true }).waitFor()
  // a hit over the end of a line
  await expectMarked(reader, /^(?:goes on here calmly\.Line 37 of)+$/, 4)
  for (let hit = 0; hit < 2 * PAGES - 1; hit += 1) await reader.press('Enter')
  await reader.page.getByText(`${2 * PAGES} of ${2 * PAGES}`, { exact: true }).waitFor()
  await reader.page.locator(`.page[data-page-number="${PAGES}"] .highlight.selected`).first().waitFor()
})

test('the words that were read with the file are looked through, those of another version of pdf.js are not', async () => {
  const scene = await openPaper()
  const { reader } = scene
  change(scene, `UPDATE file_texts SET text = text || 'only stored' WHERE page = ${PAGES - 1}`)
  await find(reader, 'only stored')
  await reader.page.getByText('1 of 1', { exact: true }).waitFor()

  change(scene, `UPDATE file_text_states SET read_by = '1.0'`)
  await scene.restart()
  await reader.page.locator('.textLayer span').first().waitFor()
  await find(reader, 'only stored')
  await reader.page.getByText('Not found').waitFor()
})

/** A paper of which core has read the words. */
async function openPaper(): Promise<Scene> {
  const scene = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: PAGES }) } } })
  await makeOffline(scene.reader)
  await expect.poll(() => rows(scene, 'SELECT state, pages FROM file_text_states')).toEqual([{ state: 'read', pages: PAGES }])
  await openPdf(scene.reader)
  return scene
}

async function find(reader: Reader, words: string): Promise<void> {
  await reader.press('Control+f')
  await reader.page.locator('[data-find]').waitFor()
  await reader.page.locator('[data-find]').fill(words)
}

async function expectMarked(reader: Reader, words: RegExp, parts: number): Promise<void> {
  await expect
    .poll(() => reader.page.locator('.page[data-page-number="1"] .highlight').allTextContents())
    .toSatisfy((marked: string[]) => words.test(marked.join('')) && marked.length === parts)
}

function rows({ host }: Scene, question: string): unknown[] {
  const database = openDatabase(libraryFile(host.dataFolder))
  try {
    return database.prepare(question).all()
  } finally {
    database.close()
  }
}

function change({ host }: Scene, statement: string): void {
  const database = openDatabase(libraryFile(host.dataFolder))
  database.exec(statement)
  database.close()
}
