// Owns the promise about input that nobody would type: the layout holds, a sentence says what is up, nothing is lost.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { madeRow } from '#tests/core/source/made-row.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { connectToHost } from '#tests/support/wire-client.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

const DAY = '2026-08-21'
const TITLES = [
  'A title that does not end '.repeat(200),
  'Antidisestablishmentarianism'.repeat(110),
  'كيف نقرأ أربعين ورقة كل صباح دون فأرة (مع ملاحظات)',
  'איך לקרוא ארבעים מאמרים בבוקר: with English words in between',
  '每天早晨用键盘读四十篇论文：不需要鼠标也不需要等待、そして日本語も',
  '👩‍👩‍👧‍👦🏳️‍🌈🦔 Emoji All the Way Down 👨🏽‍🚀🧵🪡',
  'Written by Everyone Who Was There',
  'Tagged With Everything',
  'A Note of a Million Letters',
]
const idOf = (index: number): string => `2608.${String(20_001 + index)}`
const place = (title: string): number => TITLES.indexOf(title)

const rows = TITLES.map((title, index) =>
  madeRow(idOf(index), {
    paper: {
      title,
      summary: `${title.slice(0, 300)} `.repeat(8),
      upvotes: 100 - index,
      submittedOnDailyAt: `${DAY}T00:00:00.000Z`,
      ...(index === place('Written by Everyone Who Was There')
        ? { authors: Array.from({ length: 664 }, (_, author) => ({ _id: String(author), name: `Author Number${author}`, hidden: false })) }
        : {}),
    },
  }),
)

const SIZES = [
  { width: 1440, height: 900 },
  { width: 800, height: 600 },
  { width: 320, height: 640 },
]

test('endless titles, other scripts, 664 authors, 200 tags and 10,000 tags, a note of a megabyte: the layout holds', async () => {
  const { reader, host, open } = await openScene({ replica: { days: { [DAY]: rows }, now: `${DAY}T20:00:00.000Z` } })
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.selected(1)
  const note = `# Long\n\n${'A line of a note that goes on. '.repeat(40)}\n`.repeat(840)
  await page.goto('about:blank')
  await host.restart()
  const wire = await connectToHost(host.url())
  const noted = idOf(place('A Note of a Million Letters'))
  await wire.call('notes.save', { id: noted, text: note, baseRevision: 0 })
  for (let from = 0; from < 10_000; from += 50) {
    const names = Array.from({ length: 50 }, (_, index) => `word ${from + index}`)
    await wire.call('tags.add', { ids: [from < 200 ? idOf(place('Tagged With Everything')) : noted], names })
  }
  wire.close()
  await host.restart()
  await open()
  await reader.list('Friday, 21 August')

  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const [index, title] of TITLES.entries()) {
      await reader.press('Home')
      await reader.selected(1)
      for (let down = 0; down < index; down += 1) await reader.press('j')
      await reader.selected(index + 1)
      await reader.press('Enter')
      await page
        .getByRole('main')
        .getByRole('heading', { name: title.slice(0, 20) })
        .first()
        .waitFor()
      expect(await tooWide(reader), `${title.slice(0, 30)} at ${size.width}`).toEqual([])
      await rowsStand(reader)
      await reader.press('Escape')
    }
  }

  await page.setViewportSize({ width: 1440, height: 900 })
  await reader.press('Alt+t')
  await page.getByLabel('Find a tag').and(page.locator(':focus')).waitFor()
  await reader.type('word 9999')
  await reader.sees('textbox', 'Name of the tag word 9999')
  await reader.press('Escape')
  await reader.press('End', 'Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.press('Control+End')
  await reader.type('the very end')
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape', 'Shift+T')
  expect(await tooWide(reader)).toEqual([])
  await page.goto('about:blank')
  await host.stop()
  expect((await dogear(['note', noted, '--data', host.dataFolder])).stdout === `${note}the very end`).toBe(true)
})

test('a formula in a title that is read from right to left is itself read from left to right', async () => {
  const row = madeRow(idOf(1), {
    paper: { title: 'מאמר על $\\alpha = \\beta + \\gamma$ בבוקר', submittedOnDailyAt: `${DAY}T00:00:00.000Z` },
  })
  const { reader } = await openScene({ replica: { days: { [DAY]: [row] }, now: `${DAY}T20:00:00.000Z` } })
  await reader.list('Friday, 21 August')
  for (const place of ['option', 'heading'] as const) {
    const letters = reader.page.getByRole(place).locator('.katex-html .mord.mathnormal')
    await letters.nth(2).waitFor()
    const lefts = await letters.evaluateAll((all) => all.map((letter) => letter.getBoundingClientRect().left))
    expect(lefts.slice(0, 3), place).toEqual(lefts.slice(0, 3).toSorted((a, b) => a - b))
  }
})

test('core goes away while a note is typed: a sentence says so, and what was typed is stored once it is back', async () => {
  const { reader, host } = await openScene({ mayComplain: /WebSocket|ERR_CONNECTION/ })
  const { page } = reader
  await reader.selected(1)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('before ')
  await page.getByText('Saved', { exact: true }).waitFor()
  await host.kill()
  await reader.type('while nobody answers ')
  await page.getByRole('status').getByText('One note is kept in this window').waitFor()
  await page.getByRole('button', { name: /^Synced 20:00/ }).waitFor()
  expect(await page.getByRole('progressbar', { name: 'Sync' }).count()).toBe(0)
  // a list that was not read yet says what it waits for
  await reader.press('Escape', 'g l')
  await page.getByText('Waiting for Dogear').waitFor()
  await host.restart()
  await page.getByText('Later is empty').waitFor()
  await reader.press('g t', 'Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.press('Control+End')
  await reader.type('and after')
  await page.getByRole('status').getByText('One note is kept in this window').waitFor({ state: 'detached' })
  await page.getByText('Saved', { exact: true }).waitFor()
  await rowsStand(reader)
  await page.goto('about:blank')
  await host.stop()
  expect((await dogear(['note', '2608.75236', '--data', host.dataFolder])).stdout).toBe('before while nobody answers and after')
})

test('a damaged settings file, theme and key map are told, kept under another name, and every key acts', async () => {
  const { reader, host, restart } = await openScene({ online: false })
  const file = path.join(host.dataFolder, 'settings.json')
  for (const [damage, words] of [
    ['{"theme": "dark", "keys', 'The settings file was damaged, so the usual settings hold.'],
    ['{"theme":"mauve","keys":{"list.next":42,"no.such":["q"]},"textScale":"big"}', /Some settings could not be used \(.*theme/],
  ] as const) {
    await reader.page.goto('about:blank')
    await host.stop()
    writeFileSync(file, damage)
    await restart()
    await reader.list('Sample day')
    await reader.hears(words)
    await reader.press('j')
    await reader.selected(2)
    await reader.press('k')
    await reader.selected(1)
  }
})

/** What is wider than its place: the page, the list, the paper. */
function tooWide({ page }: Reader): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, [data-list], [data-paper-scroll]')].flatMap((element) =>
      element.scrollWidth > element.clientWidth ? [`${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`] : [],
    ),
  )
}

/** Rows keep their height and stand under each other without a gap. */
async function rowsStand({ page }: Reader): Promise<void> {
  const wrong = () =>
    page.getByRole('option').evaluateAll((all) => {
      const boxes = all.map((row) => row.getBoundingClientRect())
      return boxes.flatMap(({ height, top }, index) => {
        const above = boxes[index - 1]
        return height > 110 || (above !== undefined && Math.abs(above.bottom - top) > 1.5)
          ? [`row ${index}: ${height} high, at ${top}`]
          : []
      })
    })
  await expect.poll(wrong).toEqual([])
}
