// Owns the morning: a whole day decided by keyboard, each decision kept, the end of the day counted right.
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { NEWEST_DAY_PAPERS, openScene, type SceneOptions } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const KEYS = ['l', 's', 'e', 'd'] as const

test('a whole day is decided with four keys, and every paper is where it was put', async () => {
  await decideDay({}, 'Friday, 21 August', NEWEST_DAY_PAPERS)
})

const recorded = sharedDataFolder()
testUnless(findChromium() ? (recorded === null ? NO_SHARED_DATA : null) : NO_CHROMIUM)(
  'a whole recorded day is decided with four keys, and every paper is where it was put',
  async () => {
    const now = '2026-05-28T20:00:00.000Z'
    await decideDay({ replica: { days: `${recorded}/daily`, now }, host: { now } }, 'Thursday, 28 May', 42)
  },
)

async function decideDay(scene: SceneOptions, day: string, papers: number): Promise<void> {
  const { reader } = await openScene(scene)
  await reader.list(day)
  await reader.selected(1)
  await reader.press('Shift+T')
  await reader.sees('main', `Triage, ${day}`)

  const put: Record<string, string[]> = { l: [], s: [], e: [], d: [] }
  const heading = reader.page.getByRole('main').getByRole('heading').first()
  for (let index = 0; index < papers; index += 1) {
    const key = KEYS[index % KEYS.length] ?? 'l'
    const title = await heading.innerText()
    put[key]?.push(title)
    await reader.press(key)
    if (index < papers - 1) await expect.poll(() => heading.innerText()).not.toBe(title)
  }
  await reader.sees('heading', 'All decided.')
  await expect.poll(() => reader.page.getByRole('main').locator('dl').innerText()).toMatch(new RegExp(`^\\s*${papers}\\s+decided`))
  const chart = reader.page.getByRole('list', { name: 'What you decided' }).getByRole('listitem')
  const bars = ['Shortlist', 'Later', 'Archive', 'Dismissed'].map((words, at) => `${words} ${put[['s', 'l', 'e', 'd'][at] ?? '']?.length}`)
  await expect.poll(async () => (await chart.allInnerTexts()).map((text) => text.trim().replace(/\s+/g, ' '))).toEqual(bars)

  for (const [keys, name, key] of [
    ['g l', 'Later', 'l'],
    ['g s', 'Shortlist', 's'],
    ['g e', 'Archive', 'e'],
    ['g d', 'Dismissed', 'd'],
  ] as const) {
    await reader.press(keys)
    const list = await reader.list(name)
    await expect.poll(() => list.getByRole('option').first().getAttribute('aria-setsize')).toBe(String(put[key]?.length))
    expect(put[key]).toContain(await reader.selected(1))
  }
}

test('the next undecided paper is selected after each decision, in the list too', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  const first = await reader.selected(1)
  await reader.press('d')
  await reader.hears(/Dismissed/)
  const second = await reader.selected(2)
  await reader.press('j', 's')
  await reader.selected(4)
  await reader.press('k', 'k', 'k')
  expect(await reader.selected(1)).toBe(first)
  await reader.press('n')
  expect(await reader.selected(2)).toBe(second)
})

test('the triage goes on where it was left, and counts what was saved of the day in the list too', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  await reader.press('l')
  await reader.hears(/Saved to Later/)
  const second = await reader.selected(2)
  await reader.press('Shift+T')
  const main = await reader.sees('main', 'Triage, Friday, 21 August')
  await reader.sees('heading', second)
  await main.getByText('1 saved', { exact: true }).waitFor()
  await reader.press('s')
  await main.getByText('2 saved', { exact: true }).waitFor()
  await reader.seesNo('heading', second)
  const third = await main.getByRole('heading').first().innerText()
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  expect(await reader.selected(3)).toBe(third)
  await reader.press('Shift+T')
  await reader.sees('heading', third)
  await main.getByText('2 saved', { exact: true }).waitFor()
  await reader.press('z')
  await main.getByText('1 saved', { exact: true }).waitFor()
  await reader.sees('heading', second)
})

test('a snoozed paper is away, and listed as snoozed', async () => {
  const { reader } = await openScene()
  await reader.list('Friday, 21 August')
  const title = await reader.selected(1)
  await reader.press('h')
  await reader.sees('heading', 'Snooze until')
  await reader.press('3')
  await reader.selected(2)
  await reader.press('g z')
  await reader.list('Snoozed')
  expect(await reader.selected(1)).toBe(title)
})

test('a choice to snooze is the day that the same words typed mean, and arrows step through the choices', async () => {
  // the last of a month, from which 30 days are no month
  const { reader } = await openScene({ online: false, host: { now: '2026-08-31T20:00:00.000Z' } })
  await reader.selected(1)
  await reader.press('h')
  const choices = reader.page.locator('[role=dialog] [data-choices] button')
  const words = (await choices.allInnerTexts()).map((text) => text.split('\n').filter((part) => !/^\d$/.test(part.trim())))
  expect(words.map(([name = '']) => name.trim())).toEqual(['Tomorrow', 'Monday', 'In a week', 'In two weeks', 'In a month'])
  const meant = reader.page.locator('#snooze-meant')
  const field = reader.page.getByRole('textbox', { name: 'Another day, in words' })
  for (const [name = '', day = ''] of words) {
    await field.fill(name)
    await expect.poll(() => meant.innerText(), { message: name }).toBe(day.trim())
  }
  await reader.press('Escape', 'h')
  await reader.sees('heading', 'Snooze until')
  await reader.press('ArrowUp')
  await reader.page
    .getByRole('button', { name: /In a month/ })
    .and(reader.page.locator(':focus'))
    .waitFor()
  await reader.press('ArrowDown', 'ArrowDown', 'Enter')
  await reader.hears('until 7 Sept')
})

test('at the end of a day a key too many decides no paper that is out of sight; the last one may be snoozed', async () => {
  const { reader } = await openScene({ online: false })
  const list = await reader.list()
  const papers = Number(await list.getByRole('option').first().getAttribute('aria-setsize'))
  await reader.selected(1)
  await reader.press('Shift+T')
  const progress = await reader.sees('progressbar', 'Decided')
  for (let decided = 1; decided < papers; decided += 1) {
    await reader.press('l')
    await expect.poll(() => progress.getAttribute('aria-valuenow')).toBe(String(decided))
  }
  await reader.press('h')
  await reader.sees('heading', 'Snooze until')
  await reader.press('1')
  await reader.sees('heading', 'All decided.')
  await reader.press('z')
  await reader.seesNo('heading', 'All decided.')
  await reader.press('l')
  await reader.sees('heading', 'All decided.')
  await reader.press('d', 'k', 'e')
  await reader.press('g l')
  const later = await reader.list('Later')
  await expect.poll(() => later.getByRole('option').first().getAttribute('aria-setsize')).toBe(String(papers))
})

test('Esc leaves triage, also after the paper was scrolled or a dialog was closed', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.selected(1)
  await reader.press('Shift+T')
  await reader.sees('main', /^Triage/)
  await page.getByRole('article').focus()
  await reader.press('h')
  await page.getByRole('heading', { name: 'Snooze until' }).waitFor()
  await reader.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await reader.press('Escape')
  await reader.selected(1)
  await page.getByRole('listbox').and(page.locator(':focus')).waitFor()
})
