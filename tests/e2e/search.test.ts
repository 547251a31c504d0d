// Owns the search as a reader uses it, by keys: found, understood, corrected, kept, and left for exactly where one was.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { makeOffline, openPdf } from './keyboard-reading.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('Esc leaves the search for the place, the paper, the marks and the view it was asked from', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  for (let step = 0; step < 20; step += 1) await reader.press('j')
  await reader.selected(21)
  await reader.press('x', 'j', 'x')
  await page.locator('[role=option][data-marked]').nth(1).waitFor()
  // the selected paper may be out of sight: the list stays where it was scrolled to
  const list = page.locator('[data-list]')
  await list.evaluate((element) => element.scrollTo({ top: 120 }))
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(120)
  await reader.press('/')
  await reader.type('a')
  await reader.list('Search')
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(120)
  await expect.poll(() => page.locator('[data-list]').and(page.locator(':focus')).count()).toBe(1)
  await reader.press('Shift+J')
  await expect.poll(() => page.locator('[role=option][aria-selected=true]').count()).toBeGreaterThan(1)

  await reader.press('Escape', 'Shift+T')
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  await reader.press('/')
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
  await reader.press('Escape')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe(title)
})

test('a list is where it was left, also when the list before it tells late that it scrolled', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.press('j', 'j', 'j')
  await reader.selected(4)
  const list = page.locator('[data-list]')
  // the key comes before the list has told that it scrolled
  await list.evaluate((element) => {
    element.scrollTo({ top: 120 })
    element.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
  })
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
  await reader.type('a')
  await reader.list('Search')
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(0)
  // and a late word of the search is none of the day
  await page.evaluate(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
    document.querySelector('[data-list]')?.dispatchEvent(new Event('scroll'))
  })
  await reader.list('Friday, 21 August')
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(120)
})

test('Esc leaves the search for the page of the PDF that was read', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const title = await reader.selected(1)
  await makeOffline(reader)
  await openPdf(reader)
  const pageNumber = page.getByRole('textbox', { name: 'Page' })
  await reader.press('Control+Alt+g')
  await expect.poll(() => pageNumber.and(page.locator(':focus')).count()).toBe(1)
  await reader.type('2')
  await reader.press('Enter')
  await expect.poll(() => pageNumber.inputValue()).toBe('2')
  await page.locator('.page[data-page-number="2"] .textLayer span').first().waitFor()

  await reader.press('/')
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
  await reader.type(longestWord(title))
  await reader.list('Search')
  await page.locator('[role=option] mark').first().waitFor()
  await reader.press('Escape')
  await page.locator('.page[data-page-number="2"] .textLayer span').first().waitFor()
  await expect.poll(() => pageNumber.inputValue()).toBe('2')
})

test('operators complete by Tab, a slip and a search for too much are put right by one key', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  const word = longestWord(await reader.selectedTitle())
  await reader.press('l', '/')
  const box = page.getByRole('searchbox')
  await box.and(page.locator(':focus')).waitFor()
  await reader.type('is:la')
  await reader.sees('button', /^is:later/)
  await reader.press('Tab')
  await expect.poll(() => box.inputValue()).toBe('is:later ')
  await expect.poll(() => reader.titles()).toHaveLength(1)

  await box.fill(`${word.slice(0, 3)}${word[4] ?? ''}${word[3] ?? ''}${word.slice(5)} `)
  await reader.sees('button', word.toLowerCase())
  await reader.press('Alt+c')
  await expect.poll(async () => (await box.inputValue()).toLowerCase()).toContain(word.toLowerCase())
  await page.locator('[role=option] mark').first().waitFor()

  await box.fill(`${word} is:dismissed`)
  await page.getByText('Nothing found').waitFor()
  await reader.press('Alt+r')
  await expect.poll(() => box.inputValue()).toBe(word)
  await page.locator('[role=option]').first().waitFor()
})

test('a saved search has a live count, is put in order, renamed, deleted and brought back, all by keys', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await reader.selected(1)
  for (const query of ['is:later', 'is:shortlist']) {
    await reader.press('/')
    await page.getByRole('searchbox').fill(query)
    await reader.press('Alt+s')
    await reader.hears(`Saved the search “${query}”`)
    await expect.poll(() => page.locator('li > [aria-current=page]').allInnerTexts()).toEqual([expect.stringContaining(query)])
    await reader.press('Escape')
  }
  const entry = (name: string) => page.getByRole('list', { name: 'Saved searches' }).getByRole('button', { name })
  await expect.poll(() => entry('is:later').innerText()).toMatch(/\b0$/)
  await reader.press('l')
  await expect.poll(() => entry('is:later').innerText()).toMatch(/\b1$/)
  await reader.press('z')
  await expect.poll(() => entry('is:later').innerText()).toMatch(/\b0$/)

  const order = async () =>
    (await page.getByRole('list', { name: 'Saved searches' }).getByRole('button').allInnerTexts()).map((text) => text.split('\n')[0])
  await entry('is:shortlist').focus()
  await reader.press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['is:shortlist', 'is:later'])
  await expect.poll(() => entry('is:shortlist').and(page.locator(':focus')).count()).toBe(1)
  await reader.press('F2')
  await page.getByRole('textbox', { name: 'Name of the search is:shortlist' }).and(page.locator(':focus')).waitFor()
  await reader.press('Control+a')
  await reader.type('Short ones')
  await reader.press('Enter')
  await reader.hears('Renamed the search')
  await reader.press('Escape')
  await expect.poll(order).toEqual(['Short ones', 'is:later'])
  await entry('is:later').focus()
  await reader.press('Delete')
  await expect.poll(order).toEqual(['Short ones'])
  await reader.press('z')
  await expect.poll(order).toEqual(['Short ones', 'is:later'])
  await restart()
  await expect.poll(order).toEqual(['Short ones', 'is:later'])

  // what was searched of late waits in the empty box, until it is cleared
  await reader.press('/')
  await reader.sees('button', 'Forget is:later')
  await page.getByRole('button', { name: 'Clear' }).click()
  await reader.seesNo('button', 'Forget is:later')
})

function longestWord(title: string): string {
  const words = title.match(/[A-Za-z]{6,}/g) ?? []
  return words.toSorted((a, b) => b.length - a.length)[0] ?? title
}

test('what was searched of late is offered in the empty search, asked again and forgotten by keys, also after a restart', async () => {
  const { reader, restart } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('/')
  await page.getByRole('searchbox').fill('reward models')
  await page.getByRole('listbox', { name: 'Search' }).getByRole('option').first().waitFor()
  await reader.press('Escape')
  await restart()
  await reader.list('Friday, 21 August')
  await reader.press('/')
  const late = page.getByRole('region', { name: 'Searched of late' })
  await reader.tabTo('button', 'reward models')
  await reader.press('Enter')
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('reward models')
  await page.getByRole('listbox', { name: 'Search' }).getByRole('option').first().waitFor()
  await reader.press('Escape')
  // the box has what was asked, selected, so that typing begins anew
  await reader.press('/', 'Backspace')
  await late.waitFor()
  await reader.tabTo('button', 'Forget reward models')
  await reader.press('Enter')
  await late.waitFor({ state: 'detached' })
})
