// Owns the proof in a real browser: a day made of hostile rows is read, decided and noted, and nothing in it runs or asks for a page.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeRow } from '#tests/core/source/made-row.ts'
import { hostileAddress, hostileText } from '#tests/hostile/hostile-text.ts'
import { seed } from '#tests/support/seed.ts'
import { EVENING, openScene } from './scene.ts'

const PAPERS = 60
const DAY = '2026-08-21'

function hostileRows(): unknown[] {
  const texts = fc.sample(hostileText, { seed, numRuns: PAPERS * 5 })
  const addresses = fc.sample(hostileAddress, { seed, numRuns: PAPERS * 4 })
  return Array.from({ length: PAPERS }, (_, index) => {
    const text = (place: number): string => texts[index * 5 + place] ?? ''
    const url = (place: number): string => addresses[index * 4 + place] ?? ''
    return madeRow(`2608.${String(10_001 + index)}`, {
      paper: {
        title: `Paper ${index} ${text(0)}`,
        summary: text(1),
        authors: [{ _id: '1', name: text(2), hidden: false }],
        ai_summary: text(3),
        ai_keywords: [text(4)],
        githubRepo: url(0),
        projectPage: url(1),
        submittedOnDailyAt: `${DAY}T00:00:00.000Z`,
      },
      outer: {
        thumbnail: url(2),
        mediaUrls: [url(3)],
        organization: { _id: '2', name: text(2), fullname: text(0), avatar: url(3) },
        submittedBy: { name: text(2), fullname: text(3), avatarUrl: url(2), type: 'user', isPro: false, isHf: false, isMod: false },
      },
    })
  })
}

test('a day of hostile papers is gone through by key, and no script runs, no policy is broken, no other host is asked', async () => {
  process.stdout.write(`${PAPERS} hostile papers, seed ${seed}\n`)
  const rows = hostileRows()
  const { reader, host } = await openScene({ replica: { days: { [DAY]: rows }, now: EVENING } })
  const { page } = reader
  await page.addInitScript(() => Reflect.set(window, 'owned', () => Reflect.set(window, 'wasOwned', true)))
  await page.goto(host.url())
  await reader.selected(1)
  const wasOwned = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'wasOwned'))
  const address = new URL(page.url()).origin
  const pages = page.context().pages().length
  for (let paper = 0; paper < PAPERS; paper += 1) await reader.press(paper % 3 === 0 ? 'Space' : 'n', paper % 7 === 0 ? 's' : 'j')
  await reader.press('Shift+T')
  await reader.sees('main', /^Triage/)
  for (let paper = 0; paper < 10; paper += 1) await reader.press('Space', 'd')
  await reader.press('Escape', 'g s')
  await reader.list('Shortlist')
  const texts = fc.sample(hostileText, { seed: seed + 1, numRuns: 5 })
  for (const [index, text] of texts.entries()) {
    if (index > 0) await reader.press('j')
    await reader.selected(index + 1)
    await reader.press('Shift+N')
    const note = page.getByRole('textbox', { name: 'Note' }).and(page.locator(':focus'))
    await note.waitFor()
    await page.keyboard.insertText(text.slice(0, 3000))
    // a list of papers that a text of links opened takes an Escape of its own
    await expect
      .poll(async () => {
        await reader.press('Escape')
        return await note.count()
      })
      .toBe(0)
  }
  await reader.press('g n')
  await reader.list('Notes')
  await reader.selected(1)
  await reader.press('g i')
  await reader.list('Inbox')
  await reader.press('/')
  await (await reader.sees('searchbox', /./)).and(page.locator(':focus')).waitFor()
  await reader.type('owned')
  await reader.press('Escape')
  await reader.list()
  expect([await wasOwned(), new URL(page.url()).origin]).toEqual([undefined, address])
  expect(page.context().pages()).toHaveLength(pages)
})
