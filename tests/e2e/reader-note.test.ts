// Owns the promise that a paper's note is written beside its pages: gone to and left by key, and marks are dragged into it.
import { expect } from 'vitest'
import { twoColumnPdf, wordPlace } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { dragOver, openFirstPdf } from './pages.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('the note is written beside the pages, a mark that is dragged into it stands on its own, and both are there after a restart', async () => {
  const { reader, restart } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf() } } })
  const { page } = reader
  await openFirstPdf(reader)
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  await dragOver(page, await wordPlace(1, 1, 2, 'column'), await wordPlace(1, 1, 2, 'words'))
  await reader.press('h')
  const mark = marks.getByRole('button', { name: 'column 1 page 1 has words' })
  await mark.waitFor()
  await reader.press('Shift+N')
  const note = page.getByRole('textbox', { name: 'Note on' })
  await note.and(page.locator(':focus')).waitFor()
  await reader.type('Of my own.')
  await mark.dragTo(note)
  await expect.poll(() => reader.note()).toMatch(/^Of my own\.\n\n> column 1 page 1 has words\n>\n> — \[page 1\]\(dogear:/)
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape')
  await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()

  await restart()
  await expect.poll(() => reader.note()).toContain('Of my own.')
  await page.locator('.textLayer span').first().waitFor()
  await reader.press('Shift+N')
  await note.and(page.locator(':focus')).waitFor()
  await reader.press('Alt+n')
  await note.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()
})
