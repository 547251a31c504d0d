// Owns what the search shows of what it found: marks, the count, where it was found, the order, and what it was not able to look up.
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const PAPER = { id: '2608.75236', title: 'On the Unreasonable Calm of World Models', author: 'Ingmar Thistlewick' }

interface Searched {
  reader: Reader
  box: Locator
  row(place: number): Locator
}

async function openSearch(): Promise<Searched> {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('/')
  const box = page.getByRole('searchbox')
  await box.and(page.locator(':focus')).waitFor()
  return { reader, box, row: (place) => page.locator(`[role=option][aria-posinset="${place}"]`) }
}

const markedIn = async (place: Locator): Promise<string> => (await place.locator('mark').allInnerTexts()).join(' ').toLowerCase()

test('what was found is marked in the title, the names and a passage of two lines, counted, and says where it was found', async () => {
  const { reader, box, row } = await openSearch()
  const { page } = reader
  await box.fill('unreasonable calm thistlewick marginal ')
  await expect.poll(() => reader.selectedTitle()).toBe(PAPER.title)
  await expect.poll(() => markedIn(row(1))).toMatch(/^unreasonable calm.*thistlewick.*marginal/)
  const passage = row(1).locator('div').filter({ hasText: 'marginal notes' }).last()
  const lines = await passage.evaluate(
    (element) => element.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(element).lineHeight),
  )
  expect(Math.round(lines)).toBeLessThanOrEqual(2)
  await row(1).getByText('in title, authors, abstract').waitFor()

  await box.fill('author:thistlewick ')
  const why = row(2).getByText('in authors', { exact: true })
  await why.waitFor({ state: 'attached' })
  const counts = async (): Promise<(string | null)[]> => [
    await page.locator('search [role=status]').last().innerText(),
    await row(1).getAttribute('aria-setsize'),
  ]
  await expect.poll(async () => (await counts())[0]).toMatch(/^\d+ papers$/)
  const [found, rows] = await counts()
  expect(found).toBe(`${rows} papers`)
  // on a row that is not selected the pointer shows it
  await page.mouse.move(0, 0)
  const opacity = (): Promise<string> => why.evaluate((element) => getComputedStyle(element).opacity)
  expect(await opacity()).toBe('0')
  await row(2).hover()
  await expect.poll(opacity).toBe('1')
})

test('an address that is pasted is the paper itself', async () => {
  const { reader, box } = await openSearch()
  for (const text of [`https://huggingface.co/papers/${PAPER.id}`, `arxiv.org/abs/${PAPER.id}v2`, PAPER.id]) {
    await box.fill('')
    await box.fill(text)
    await expect.poll(() => reader.titles()).toEqual([PAPER.title])
  }
})

test('the order is changed by a key and by its menu, and said', async () => {
  const { reader, box } = await openSearch()
  await box.fill('models ')
  await reader.list('Search')
  await reader.sees('button', 'Order: best first')
  await reader.press('Enter', 'Shift+V')
  await reader.hears('In order: newest first')
  await reader.sees('button', 'Order: newest first')
  await reader.press('Shift+V')
  await reader.hears('In order: most votes first')
  const votes = async (): Promise<number[]> =>
    await reader.page
      .locator('[role=option] [role=img][aria-label*=vote]')
      .evaluateAll((all) => all.map((each) => Number.parseInt(each.getAttribute('aria-label') ?? '', 10)))
  const isInOrder = async (): Promise<boolean> => {
    const seen = await votes()
    return seen.length > 1 && seen.every((each, at) => at === 0 || each <= (seen[at - 1] ?? 0))
  }
  await expect.poll(isInOrder).toBe(true)
  await reader.tabTo('button', 'Order: most votes first')
  await reader.press('Enter')
  await reader.sees('menuitemradio', /Best first/)
  await reader.press('Home', 'Enter')
  await reader.sees('button', 'Order: best first')
})

test('operators have their colours as they are typed', async () => {
  const { reader, box } = await openSearch()
  await box.fill('is:later -tag:x "a b" (lamp OR oil)')
  const pieces = reader.page.locator('search [data-kind]')
  await expect
    .poll(async () => await pieces.evaluateAll((all) => all.map((piece) => `${piece.getAttribute('data-kind')} ${piece.textContent}`)))
    .toEqual([
      'operator is:',
      'value later',
      'not -',
      'operator tag:',
      'value x',
      'phrase "a b"',
      'bracket (',
      'word lamp',
      'or OR',
      'word oil',
      'bracket )',
    ])
  const looks = await pieces.evaluateAll((all) =>
    all.map((piece) => `${piece.getAttribute('data-kind')} ${getComputedStyle(piece).color} ${getComputedStyle(piece).backgroundColor}`),
  )
  const lookOf = (kind: string): string | undefined => looks.find((look) => look.startsWith(`${kind} `))?.slice(kind.length)
  for (const kind of ['operator', 'value', 'not', 'phrase', 'or']) expect(lookOf(kind), kind).not.toBe(lookOf('word'))
})

test('a part of a word that stands for very many says that only the common ones were looked up', async () => {
  const { reader, box } = await openSearch()
  await box.fill('*a*')
  await reader.page.getByText('only the most common of them were searched').waitFor()
  await expect.poll(async () => (await reader.titles()).length).toBeGreaterThan(0)
})
