// Owns the promise that what is typed right behind a key of the reader is in the field which that key opens, however slow the window is.
import { expect } from 'vitest'
import { twoColumnPdf, wordPlace } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { pressWhileSlow } from './keys-at-once.ts'
import { dragOver, openFirstPdf } from './pages.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** Every letter of it does something else where no field has the focus. */
const WORDS = 'how quick, old tune'

test('what is typed right behind the key of a note, a text, a comment, a tag, a page or the note of the paper is in its field', async () => {
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: 8 }) } } })
  const { page } = reader
  await openFirstPdf(reader)
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  const comment = marks.getByRole('textbox', { name: 'Comment' })

  await pressWhileSlow(page, 'n', ...WORDS, 'Enter', 'x', 'Backspace', 'y')
  await expect.poll(() => comment.inputValue()).toBe(`${WORDS}\ny`)
  await reader.press('Escape', 'Escape')
  await comment.waitFor({ state: 'detached' })

  await pressWhileSlow(page, 'Alt+4', 'Enter', ...WORDS)
  await expect.poll(() => comment.inputValue()).toBe(WORDS)
  await reader.press('Escape', 'Escape')
  await comment.waitFor({ state: 'detached' })

  await dragOver(page, await wordPlace(1, 1, 2, 'column'), await wordPlace(1, 1, 2, 'words'))
  await pressWhileSlow(page, 'h', 'a', ...WORDS)
  await expect.poll(() => comment.inputValue()).toBe(WORDS)
  await pressWhileSlow(page, 'Escape', 't', ...'two', 'Enter')
  await marks.getByRole('button', { name: 'Take off the tag two' }).waitFor()
  await reader.press('Escape', 'Escape')
  await comment.waitFor({ state: 'detached' })

  // what is made now does not fit the filter, and still has its comment
  await marks.getByLabel('Kind').selectOption('area')
  await marks.getByText('0 of 3 marks').waitFor()
  await page.getByRole('region', { name: 'Pages' }).focus()
  await pressWhileSlow(page, 'n', ...WORDS)
  await expect.poll(() => comment.inputValue()).toBe(WORDS)
  await reader.press('Escape', 'Escape')
  await marks.getByLabel('Kind').selectOption('')
  await marks.getByText('4 marks').waitFor()
  await page.getByRole('region', { name: 'Pages' }).focus()

  await pressWhileSlow(page, 'Control+Alt+g', '5', 'Enter')
  await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('5')
  await pressWhileSlow(page, 'Shift+N', ...WORDS)
  await expect.poll(() => reader.note()).toBe(WORDS)
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape')

  // also where it was asked for by name
  await reader.press(']')
  await comment.waitFor()
  await reader.press('Control+k')
  await reader.type('comment on the annotation')
  await reader.sees('option', /Comment on the annotation/)
  await pressWhileSlow(page, 'Enter', ...'yet ')
  await expect.poll(() => comment.inputValue()).toContain('yet ')
  expect(await marks.locator('li').count()).toBe(4)
})

test('the comment of a mark far down the list is typed right behind the keys that go there', async () => {
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: 8 }) } } })
  const { page } = reader
  await openFirstPdf(reader)
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  const comment = marks.getByRole('textbox', { name: 'Comment' })
  for (let count = 0; count < 40; count += 1) await reader.press('n', 'Escape', 'Escape')
  await marks.getByText('40 marks').waitFor()
  await pressWhileSlow(page, '[', 'a', ...WORDS)
  await expect.poll(() => comment.inputValue()).toBe(WORDS)
  await comment.and(page.locator(':focus')).waitFor()
})

test('a paper that is opened takes the keys behind the one that opens it: its find bar opens and nothing is decided in the list', async () => {
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf() } } })
  const { page } = reader
  await openFirstPdf(reader)
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await pressWhileSlow(page, 'Shift+O', 'Control+f', ...'column 2 page 3')
  await expect.poll(() => page.getByRole('textbox', { name: 'Find in this paper' }).inputValue()).toBe('column 2 page 3')
  await page.getByText(/^1 of \d+$/).waitFor()
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
  // a decision would have gone on to the next paper
  await reader.selected(1)
})
