// Owns the promise of the notebook: notes are found, linked and kept apart from the keys of the list; tags are one's own words.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { holdCore } from './held-core.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('what is typed right after asking for the note of the next paper goes into that note, and decides nothing', async () => {
  const { reader } = await openScene()
  const { keyboard } = reader.page
  await reader.selected(1)
  await reader.press('Shift+N')
  await reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus')).waitFor()
  await keyboard.press('Escape')
  // no pause between: as quick as hands are
  await keyboard.press('j')
  await keyboard.press('Shift+N')
  await reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus')).waitFor()
  await keyboard.type('dlse decides nothing')
  await expect.poll(() => reader.note()).toContain('decides nothing')
  await keyboard.press('Escape')
  expect(await reader.page.getByText(/41 papers, \d+ decided/).innerText()).toBe('41 papers, 0 decided')
})

test('the keys at the foot are those that act: in the note, in the search box, with single keys off', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const foot = page.locator('main footer')
  const deeds = async () => (await foot.getByRole('button').allInnerTexts()).map((text) => text.replaceAll('\n', ' '))
  const OF_PAPER = ['l Later', 's Shortlist', 'e Archive', 'd Dismiss', 'z Undo', 'Ctrl K Anything', '? Keys']
  const OF_TEXT = ['Esc Back', 'Alt N Full height', 'Ctrl K Anything']
  await reader.selected(1)
  await expect.poll(deeds).toEqual(OF_PAPER)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await expect.poll(deeds).toEqual(OF_TEXT)
  await reader.press('Escape')
  await expect.poll(deeds).toEqual(OF_PAPER)
  await reader.press('/')
  await expect.poll(deeds).toEqual(['Esc Back', 'Ctrl K Anything'])
  await reader.press('Escape', 'Control+,')
  await page.getByRole('switch', { name: /^Single keys/ }).click()
  await reader.press('Control+k')
  await page.getByRole('combobox').and(page.locator(':focus')).waitFor()
  await reader.type('Go to Today')
  await reader.press('Enter')
  await expect.poll(deeds).toEqual(['Later', 'Shortlist', 'Archive', 'Dismiss', 'Ctrl Z Undo', 'Ctrl K Anything', 'Keys'])
})

test('letters typed right behind the key for the note, while it is still read, are all in it and decide nothing', async () => {
  const { reader, open } = await openScene()
  const { keyboard } = reader.page
  const field = reader.page.getByRole('textbox', { name: 'Note on' })
  const core = await holdCore(reader.page)
  await open()
  await reader.selected(1)
  core.hold('notes.get')
  // no pause between: as quick as hands are
  for (const key of ['j', 'Shift+N', ...'dlse']) await keyboard.press(key)
  core.release()
  await field.and(reader.page.locator(':focus')).waitFor()
  await keyboard.type(' ends')
  await expect.poll(() => reader.note()).toBe('dlse ends')
  await keyboard.press('Escape')

  // given up before it was there: the list has the keys again, and the note what was meant for it
  core.hold('notes.get')
  for (const key of ['j', 'Shift+N', ...'de', 'Escape']) await keyboard.press(key)
  core.release()
  await expect.poll(() => reader.note()).toBe('de')
  expect(await reader.page.evaluate(() => document.activeElement?.matches('[data-list]'))).toBe(true)
  await keyboard.press('k')
  await expect.poll(() => reader.note()).toBe('dlse ends')
  expect(await reader.page.getByText(/41 papers, \d+ decided/).innerText()).toBe('41 papers, 0 decided')
})

test('a note that is asked for before its paper is there keeps the focus when the paper comes', async () => {
  const { reader, open } = await openScene()
  const field = reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus'))
  const core = await holdCore(reader.page)
  await open()
  await reader.selected(1)
  core.hold('papers.get')
  // far enough that it was not read ahead
  await reader.press('End', 'Shift+N')
  await field.waitFor()
  await reader.type('ed')
  core.release()
  await reader.page.getByRole('heading', { name: 'About' }).waitFor()
  await reader.type('dl')
  await expect.poll(() => reader.note()).toBe('eddl')
  await field.waitFor()
})

test('a key that comes while a dialog is still going away is not the dialog’s any more', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.press('t')
  await reader.sees('heading', 'Tag')
  await reader.type('to try')
  // frames come late, as on a machine that is busy with something else
  await reader.page.evaluate(() => {
    const frame = window.requestAnimationFrame.bind(window)
    window.requestAnimationFrame = (work) => window.setTimeout(() => frame(work), 1_000)
  })
  await reader.press('Enter')
  await reader.hears('Tagged')
  await reader.press('Shift+N')
  await reader.page.getByRole('textbox', { name: 'Note' }).and(reader.page.locator(':focus')).waitFor()
  await reader.page.getByRole('dialog').waitFor({ state: 'detached' })
  await reader.type('mine')
  await expect.poll(() => reader.note()).toBe('mine')
})

test('a link is completed after [[, leads to its paper, and is seen from there; a link to nothing says so', async () => {
  const { reader } = await openScene()
  const first = await reader.selected(1)
  await reader.press('Shift+N')
  const field = reader.page.getByRole('textbox', { name: 'Note on' })
  await field.and(reader.page.locator(':focus')).waitFor()
  const saved = reader.page.getByText('Saved', { exact: true })
  expect(await saved.count()).toBe(0)
  const offer = reader.page.getByRole('listbox', { name: 'Completions' })
  // a note leads to other papers, not to its own
  await reader.type('[[world models')
  await offer.getByRole('option').first().waitFor()
  expect(first).toContain('World Models')
  expect(await offer.getByRole('option', { name: first }).count()).toBe(0)
  await saved.waitFor()
  await reader.press('Escape', 'Control+a', 'Delete')
  await reader.type('See [[paper boats')
  await offer.getByRole('option', { name: /^How Many Paper Boats/ }).waitFor()
  await reader.page.waitForTimeout(100)
  await reader.page.keyboard.press('Enter')
  await reader.type(' and [[Nothing of this name]].')
  await expect.poll(() => reader.note()).toMatch(/See \[\[\d{4}\.\d{5}\|[^\]]*Paper Boats[^\]]*\]\] and/i)
  await reader.sees('button', 'Nothing of this name')
  await reader.page.getByRole('button', { name: 'Read', exact: true }).click()
  await reader.page
    .getByRole('main')
    .getByRole('link', { name: /Paper Boats/ })
    .first()
    .focus()
  await reader.press('Enter')
  await reader.sees('heading', 'A note links here')
  await reader.page.getByRole('main').getByRole('button', { name: first }).waitFor()
})

test('the note in full height has the cursor where it was, and so has the paper again', async () => {
  const { reader } = await openScene()
  const field = reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus'))
  await reader.selected(1)
  await reader.press('Shift+N')
  await field.waitFor()
  await reader.type('one two')
  await reader.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  await reader.press('Alt+n')
  await reader.sees('main', 'Note')
  await field.waitFor()
  await reader.type('and ')
  await expect.poll(() => reader.note()).toBe('one and two')
  await reader.press('Alt+n')
  await reader.sees('main', 'Paper')
  await field.waitFor()
  await reader.type('a ')
  await expect.poll(() => reader.note()).toBe('one and a two')
})

test('what is written stays in sight, clear of the messages, also after a link was completed', async () => {
  const { reader } = await openScene({ browser: { height: 600 } })
  await reader.selected(1)
  await reader.press('m')
  const message = reader.page.getByRole('region', { name: 'Messages' }).getByText(/^Marked .* as read/)
  await message.waitFor()
  await reader.press('Shift+N')
  const field = reader.page.getByRole('textbox', { name: 'Note on' })
  await field.and(reader.page.locator(':focus')).waitFor()
  await message.hover()
  const isSeen = async (): Promise<boolean> => {
    const caretBottom = await field.evaluate(bottomOfCaret)
    const toast = await message.boundingBox()
    return toast !== null && caretBottom <= toast.y
  }
  await reader.type('See')
  await expect.poll(isSeen).toBe(true)
  for (let line = 0; line < 4; line += 1) await reader.press('Enter')
  await expect.poll(isSeen).toBe(true)
  await reader.type('A longer sentence in front of what it is about, so that the link is wrapped: [[paper boats')
  await reader.page.getByRole('listbox', { name: 'Completions' }).getByRole('option').first().waitFor()
  await reader.page.waitForTimeout(100)
  await reader.press('Enter')
  await expect.poll(() => reader.note()).toContain(']]')
  await expect.poll(isSeen).toBe(true)
})

test('notes are narrowed by words as one types, and Esc brings all back', async () => {
  const { reader } = await openScene()
  await reader.selected(1)
  for (const text of ['A hedgehog in the proof.', 'Nothing but quills.']) {
    await reader.press('Shift+N')
    await reader.page.getByRole('textbox', { name: 'Note on' }).and(reader.page.locator(':focus')).waitFor()
    await reader.type(text)
    await reader.press('Escape')
    await reader.press('j')
  }
  await reader.press('g n')
  await reader.list('Notes')
  await expect.poll(async () => (await reader.titles()).length).toBe(2)
  await reader.page.getByRole('searchbox', { name: 'Find in notes' }).fill('quills')
  await expect.poll(async () => (await reader.titles()).length).toBe(1)
  await reader.page.getByText('Nothing but quills.').first().waitFor()
  await reader.page.keyboard.press('Escape')
  await expect.poll(async () => (await reader.titles()).length).toBe(2)
})

test('a tag gets another name and is deleted, and undo brings it back', async () => {
  const { reader } = await openScene()
  await reader.selected(1)
  await reader.press('t')
  await reader.sees('heading', 'Tag')
  await reader.type('to try')
  await reader.press('Enter')
  await reader.hears('Tagged')
  await reader.press('Alt+t')
  const name = reader.page.getByRole('textbox', { name: 'Name of the tag to try' })
  await name.fill('to read twice')
  await name.press('Enter')
  await reader.hears('Renamed the tag #to try to #to read twice.')
  await reader.page.getByRole('combobox', { name: 'Colour of the tag to read twice' }).selectOption('green')
  await reader.hears('is green now')
  await reader.page.getByRole('button', { name: 'Delete the tag to read twice' }).click()
  await reader.hears('Deleted the tag #to read twice from 1 paper.')
  await reader.press('Escape')
  await reader.press('z')
  await reader.sees('button', 'Papers tagged to read twice')
})

/** Where the caret's line ends, in pixels of the window; an empty line has no rectangles but its own. */
function bottomOfCaret(): number {
  const selection = document.getSelection()
  const range = selection?.getRangeAt(0)
  const rects = [...(range?.getClientRects() ?? [])]
  const node = selection?.focusNode
  const element = node instanceof Element ? node : node?.parentElement
  return rects.at(-1)?.bottom ?? element?.getBoundingClientRect().bottom ?? Infinity
}
