// Owns the promise of the ten minutes: a day is decided, a paper read, marked, noted, tagged and found again, by keys alone and by names alone.
import { expect } from 'vitest'
import { madeRow } from '#tests/core/source/made-row.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const DAY = '2026-08-21'
const NOUNS = ['Kettles', 'Snails', 'Lanterns', 'Hedgehogs', 'Orchards', 'Teapots']
const titleOf = (noun: string): string => `On the Calm of ${noun}`

async function openDay(): Promise<Scene> {
  const rows = NOUNS.map((noun, index) =>
    madeRow(`2608.${String(30_001 + index)}`, {
      paper: { title: titleOf(noun), upvotes: 100 - index, submittedOnDailyAt: `${DAY}T00:00:00.000Z` },
    }),
  )
  const scene = await openScene({ replica: { days: { [DAY]: rows }, now: `${DAY}T20:00:00.000Z` } })
  await scene.reader.list('Friday, 21 August')
  await scene.reader.selected(1)
  return scene
}

async function readsSummary({ page }: Reader): Promise<void> {
  await page.getByRole('heading', { name: 'All decided.' }).waitFor()
  const words = page.getByRole('main').getByRole('definition')
  await expect.poll(async () => (await words.allInnerTexts()).slice(0, 2)).toEqual(['6', '3'])
}

test('by keys alone', async () => {
  const { reader } = await openDay()
  const { page } = reader
  await reader.press('Shift+T')
  const heading = page.getByRole('main', { name: 'Triage' }).getByRole('heading', { level: 1 })
  for (const [index, key] of ['l', 'd', 'l', 's', 'e', 'd'].entries()) {
    await heading.getByText(titleOf(NOUNS[index] ?? '')).waitFor()
    await reader.press(key)
  }
  await readsSummary(reader)
  // the way to reading has the focus
  await reader.press('Enter')
  await reader.list('Shortlist')
  expect(await reader.selected(1)).toBe(titleOf('Hedgehogs'))
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await reader.sees('region', 'Pages')
  await page.locator('.textLayer span').first().waitFor()
  await reader.press('c')
  await reader.hears('Caret on page 1')
  await reader.press('Shift+End', 'h')
  await reader.hears('Highlighted')
  // from the mark, from the caret, from the paper
  await reader.press('Escape', 'Escape', 'Escape')
  await reader.list('Shortlist')
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('Quillwort holds.')
  await reader.press('Escape')
  await reader.press('t')
  await page.getByRole('combobox', { name: 'Tag' }).and(page.locator(':focus')).waitFor()
  await reader.type('to try')
  await reader.press('Enter')
  await reader.hears('Tagged')
  await reader.seesNo('dialog', /./)
  await reader.press('/')
  await page.getByRole('searchbox').and(page.locator(':focus')).waitFor()
  await reader.type('quillwort tag:"to try"')
  await expect.poll(async () => await page.getByRole('option').allInnerTexts()).toHaveLength(1)
  expect(await reader.selected(1)).toBe(titleOf('Hedgehogs'))
  await reader.press('Escape')
  await reader.list('Shortlist')
  await reader.press('g h')
  await page.getByRole('listbox', { name: 'All annotations' }).getByRole('option').getByText(titleOf('Hedgehogs')).waitFor()
})

test('by roles and names alone', async () => {
  const { reader } = await openDay()
  const { page } = reader
  await page.getByRole('button', { name: /^Triage/ }).click()
  const triage = page.getByRole('main', { name: 'Triage, Friday, 21 August' })
  for (const [index, name] of ['Later', 'Dismiss', 'Later', 'Later', 'Archive', 'Dismiss'].entries()) {
    await triage.getByRole('heading', { name: titleOf(NOUNS[index] ?? '') }).waitFor()
    await triage.getByRole('button', { name: new RegExp(`${name}$`) }).click()
  }
  await readsSummary(reader)
  await page.getByRole('button', { name: 'Start reading' }).click()
  const list = page.getByRole('listbox', { name: 'Later' })
  await list.getByRole('option', { name: titleOf('Kettles') }).click()
  const paper = page.getByRole('main', { name: 'Paper' })
  await paper.getByRole('heading', { name: titleOf('Kettles') }).waitFor()
  await paper.getByRole('button', { name: 'Make offline' }).click()
  await list
    .getByRole('option', { name: titleOf('Kettles') })
    .getByRole('img', { name: 'on disk' })
    .waitFor()
  const note = paper.getByRole('textbox', { name: `Note on ${titleOf('Kettles')}` })
  // a note without text is still until it was looked at for a moment
  await note.and(page.locator('[contenteditable=true]')).fill('Quillwort holds.')
  await paper.getByRole('button', { name: /^Tag/ }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).fill('to try')
  await page.getByRole('option', { name: 'to try' }).click()
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^to try|Papers tagged to try/ })
    .waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await paper.getByRole('button', { name: 'Version 1' }).click()
  await page.getByRole('region', { name: 'Pages' }).waitFor()
  await page.getByRole('button', { name: /^Back/ }).first().click()
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill('quillwort')
  await page
    .getByRole('listbox')
    .getByRole('option', { name: titleOf('Kettles') })
    .waitFor()
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Notes/ })
    .click()
  await page
    .getByRole('listbox', { name: 'Notes' })
    .getByRole('option', { name: /Quillwort holds/ })
    .waitFor()
})
