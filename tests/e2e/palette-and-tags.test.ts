// Owns the palette and tags as a reader uses them, by keys: everything is found by its name, what was used last stands first.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { pressAtOnce } from './keys-at-once.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('the palette finds actions, tags, saved searches, authors and papers, and remembers what was used, also after a restart', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await reader.selected(1)
  const title = await reader.selectedTitle()
  await reader.press('t')
  await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor()
  await reader.type('to try')
  await reader.press('Enter')
  await reader.hears('Tagged')
  await reader.press('/')
  await page.getByRole('searchbox').fill('is:later')
  await reader.press('Alt+s')
  await reader.hears('Saved the search')
  await reader.press('Escape')
  const palette = page.getByRole('dialog')
  const first = palette.getByRole('option').first()
  const take = async (typed: string, found: RegExp) => {
    await reader.press('Control+k')
    await palette.getByRole('combobox').and(page.locator(':focus')).waitFor()
    await reader.type(typed)
    await expect.poll(() => first.innerText()).toMatch(found)
    await reader.press('Enter')
    await palette.waitFor({ state: 'detached' })
  }
  await take('archive', /Archive/)
  await reader.press('z')
  await take('dark', /Theme: Dark/)
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await take('#to', /#to try/)
  await reader.list('#to try')
  await take('is:lat', /is:later/)
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('is:later')
  await reader.press('Escape')
  await take(title.slice(0, 24), new RegExp(title.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  await expect
    .poll(() =>
      page
        .getByRole('heading', { level: 2 })
        .or(page.getByRole('heading', { level: 1 }))
        .allInnerTexts(),
    )
    .toContain(title)

  const name = (await page.locator('[role=option][aria-selected=true] > div').nth(1).innerText()).split(',')[0] ?? ''
  await reader.press('Control+k')
  await palette.getByRole('combobox').and(page.locator(':focus')).waitFor()
  await reader.type(name)
  await palette.getByRole('option', { name: new RegExp(`^Author ${name}`) }).waitFor()
  await reader.press('Escape')

  await restart()
  await reader.list()
  await reader.press('Control+k')
  await expect
    .poll(async () => (await palette.getByRole('option').allInnerTexts()).slice(0, 3).join('\n'))
    .toMatch(/Paper[^]*is:later[^]*#to try/)
})

test('what is typed right behind the key that opens a dialog or the search is in its line, not lost and not done', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  for (const opener of ['Control+k', 't']) {
    await pressAtOnce(page, opener, ...'slept')
    await expect.poll(() => page.getByRole('dialog').getByRole('combobox').inputValue()).toBe('slept')
    await reader.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await pressAtOnce(page, '/', ...'slept')
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('slept')
  await reader.press('Escape')
  await reader.selected(1)

  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await page.locator('.textLayer span').first().waitFor()
  await pressAtOnce(page, 'Control+f', ...'slept')
  await expect.poll(() => page.getByRole('textbox', { name: 'Find in this paper' }).inputValue()).toBe('slept')
})

test('a comma in the line stands between two tags, given together and taken back together', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const tags = async () =>
    (await page.getByRole('list', { name: 'Tags' }).getByRole('button').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
  const line = page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus'))
  const first = page.getByRole('dialog').getByRole('option').first()
  await reader.selected(1)
  await reader.press('t')
  await line.waitFor()
  await reader.type('robots, to try')
  await expect.poll(() => first.innerText()).toContain('Tags: robots, to try')
  await reader.press('Enter')
  await reader.hears('Tagged robots, to try')
  await expect.poll(tags).toEqual(['robots 1', 'to try 1'])
  // a known one is named as it was first written
  await reader.press('j', 't')
  await line.waitFor()
  await reader.type('ROBOTS, #To Try')
  await reader.press('Enter')
  await reader.hears('Tagged robots, to try')
  await reader.press('z')
  await expect.poll(tags).toEqual(['robots 1', 'to try 1'])
  // neither a mark alone nor a name that is too long does anything
  await reader.press('k', 't')
  await line.waitFor()
  await reader.type('##')
  await reader.press('Enter')
  await reader.type('x'.repeat(61))
  await page.getByRole('status').getByText('A tag is at most 60 characters.').waitFor()
  await reader.press('Enter')
  await line.waitFor()
  await reader.press('Escape')
  await expect.poll(tags).toEqual(['robots 1', 'to try 1'])
  await reader.press('j', 't')
  await line.waitFor()
  await reader.type('#new; rob')
  // what was typed first, then what it may become
  await expect.poll(() => first.innerText()).toContain('Tags: new, rob')
  await reader.press('ArrowDown', 'Enter')
  await expect.poll(tags).toEqual(['new 1', 'robots 2', 'to try 1'])
  await reader.press('z')
  await expect.poll(tags).toEqual(['robots 1', 'to try 1'])
  // a tag that was given a name with a comma is meant by that name
  await reader.press('Alt+t')
  await page.getByRole('textbox', { name: 'Name of the tag robots' }).fill('robots, old')
  await reader.press('Enter')
  await reader.hears('Renamed the tag #robots to #robots, old.')
  await reader.press('Escape')
  await expect.poll(tags).toEqual(['robots, old 1', 'to try 1'])
  await reader.press('t')
  await line.waitFor()
  await reader.type('Robots, Old')
  await expect.poll(() => first.innerText()).toMatch(/^robots, old/)
  await reader.press('Enter')
  await expect.poll(tags).toEqual(['robots, old 2', 'to try 1'])
})

test('a tag gets a colour, a name, is merged and deleted, each taken back by undo, and its page says so', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  for (const tag of ['one', 'two']) {
    await reader.press('t')
    await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor()
    await reader.type(tag)
    await reader.press('Enter')
    await reader.hears(`Tagged ${tag}`)
    await reader.press('j')
  }
  const tags = async () =>
    (await page.getByRole('list', { name: 'Tags' }).getByRole('button').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
  await expect.poll(tags).toEqual(['one 1', 'two 1'])
  await page.getByRole('list', { name: 'Tags' }).getByRole('button', { name: 'one' }).click()
  await reader.list('#one')
  await page.getByRole('button', { name: 'Edit tag…' }).click()
  await page.getByRole('combobox', { name: 'Colour of the tag one' }).selectOption('green')
  await reader.hears('The tag #one is green now.')
  await page.getByRole('textbox', { name: 'Name of the tag one' }).fill('TWO')
  await reader.sees('button', 'Merge into two')
  await reader.press('Enter')
  await reader.hears('Merged the tag #one into #two.')
  // the message offers it here too
  await reader.press('z')
  await reader.hears('Undone: Merged the tag #one into #two.')
  await expect.poll(tags).toEqual(['one 1', 'two 1'])
  await reader.press('Shift+Z')
  await reader.press('Escape')
  await expect.poll(tags).toEqual(['two 2'])
  await reader.press('z')
  await expect.poll(tags).toEqual(['one 1', 'two 1'])
  await reader.press('Alt+t')
  await page.getByRole('button', { name: 'Delete the tag two' }).click()
  await reader.hears('Deleted the tag #two from 1 paper.')
  await reader.press('Escape')
  await expect.poll(tags).toEqual(['one 1'])
  await reader.press('z')
  await expect.poll(tags).toEqual(['one 1', 'two 1'])
})
