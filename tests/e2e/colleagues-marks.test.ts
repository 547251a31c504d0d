// Owns the promise that marks of two people on one paper stay told apart: beside the pages, in all annotations, and when one is looked for.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { makeOffline, openPdf } from './keyboard-reading.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const PAPER = '2608.75236'

/** Highlights a line of the first page with a comment, by keys. */
async function markLine(reader: Reader, line: number, comment: string): Promise<void> {
  await makeOffline(reader)
  await openPdf(reader)
  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Control+Home')
  for (let down = 1; down < line; down += 1) await reader.press('ArrowDown')
  await reader.press('Home', 'Shift+End', 'h')
  await reader.hears('Highlighted')
  await reader.press('a')
  await reader.page.getByRole('textbox', { name: 'Comment' }).and(reader.page.locator(':focus')).waitFor()
  await reader.type(comment)
  // the comment, the caret, the mark, the paper
  await reader.press('Escape', 'Escape', 'Escape', 'Escape')
  await reader.list('Friday, 21 August')
}

test('a colleague’s marks come in a pack and stand as theirs beside one’s own, in the reader and in all annotations', async () => {
  const replica = { pdfContents: { [PAPER]: await twoColumnPdf() } }
  const ada = await openScene({ replica })
  await markLine(ada.reader, 3, 'what she thinks')
  await ada.reader.press('Shift+X')
  await ada.reader.page.getByRole('combobox', { name: 'Form of the export' }).selectOption('pack pack')
  await ada.reader.page.getByRole('textbox', { name: /Your name/ }).fill('Ada')
  await ada.reader.press('Enter')
  await ada.reader.hears(/Wrote one paper to /)
  const exports = path.join(ada.host.dataFolder, 'exports')
  const pack = readFileSync(path.join(exports, readdirSync(exports)[0] ?? ''))

  const { reader } = await openScene({ replica })
  const { page } = reader
  await markLine(reader, 10, 'what I think')
  const dropped = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'pack.zip'))
    return transfer
  }, pack.toString('base64'))
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped })
  await reader.hears('Took over Ada’s reading pack: no new paper.')

  const shot = async (name: string): Promise<void> => {
    if (process.env['DOGEAR_SHOTS']) await page.screenshot({ path: `${process.env['DOGEAR_SHOTS']}/${name}.png` })
  }
  const toldApart = async (marks: ReturnType<typeof page.getByRole>): Promise<void> => {
    await marks
      .filter({ hasText: 'what she thinks' })
      .getByText(/· by Ada/)
      .waitFor()
    await marks.filter({ hasText: 'what I think' }).waitFor()
    expect(await marks.filter({ hasText: 'what I think' }).getByText(/· by /).count()).toBe(0)
  }
  await openPdf(reader)
  await toldApart(page.getByRole('complementary', { name: 'Annotations' }).getByRole('listitem'))
  await shot('by-ada-reader')
  await reader.press('g h')
  await reader.sees('heading', 'All annotations')
  await toldApart(page.getByRole('main').getByRole('option'))
  await shot('by-ada-all')
})
