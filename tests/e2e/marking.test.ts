// Owns the promise about marks: said more about, quoted into the note, found again among all, opened exactly there.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a mark takes a comment, a tag and a role by key, is quoted once, and is found and opened among all', async () => {
  const { reader } = await openFirstPaper()
  const { page } = reader
  await selectWords(reader, 0)
  await reader.press('h')
  await reader.hears('Highlighted')
  await reader.press('a')
  await page.getByRole('textbox', { name: 'Comment' }).and(page.locator(':focus')).waitFor()
  await reader.type('Worth $x^2$')
  await reader.press('Escape')
  await page.getByRole('region', { name: 'Pages' }).and(page.locator(':focus')).waitFor()
  await reader.press('t')
  await page.getByLabel('Add a tag').and(page.locator(':focus')).waitFor()
  await reader.type('to try')
  await reader.press('Enter')
  await page.getByRole('button', { name: 'Take off the tag to try' }).waitFor()
  await reader.press('Escape')
  await reader.press('w')
  await reader.hears('Role: claim')
  await reader.press('q')
  await reader.hears('Quoted into the note')
  await reader.press('q')
  await reader.hears('The note has this quotation already')
  await reader.press('Escape')
  await page.getByRole('textbox', { name: 'Comment' }).waitFor({ state: 'detached' })
  await reader.press('Escape')
  await reader.list('Friday, 21 August')
  await reader.press('Enter')
  await expect.poll(() => page.locator('[data-note]').innerText()).toContain('annotation=')

  await reader.press('g', 'h')
  const all = await reader.list('All annotations')
  await all.getByText('Worth').first().waitFor()
  await all.getByText('#to try').waitFor()
  await page.getByLabel('Role').selectOption('question')
  await page.getByText('No annotation fits').waitFor()
  await page.getByLabel('Role').selectOption('claim')
  await all.getByText('Worth').first().waitFor()
  await page.getByLabel('Role').selectOption('')
  await page.getByLabel('Colour').selectOption('green')
  await page.getByText('No annotation fits').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByLabel('From').fill('2026-08-22')
  await page.getByText('No annotation fits').waitFor()
  await page.getByLabel('From').fill('2026-08-21')
  await page.getByLabel('To').fill('2026-08-21')
  await all.getByText('Worth').first().waitFor()
  await page.getByLabel('Find in annotations').fill('worth try')
  await page.keyboard.press('Enter')
  await reader.press('Enter')
  await page.locator('[data-overlay] [data-selected]').first().waitFor()
})

test('notes, areas, texts and ink are made by key or pointer, areas keep their picture, an eraser takes lines away, and more come in by a file', async () => {
  const { reader } = await openFirstPaper()
  const { page } = reader
  const marks = page.getByRole('complementary', { name: 'Annotations' })
  await reader.press('n')
  await reader.hears('Added a note on the page')
  await page.getByRole('textbox', { name: 'Comment' }).and(page.locator(':focus')).waitFor()
  await reader.type('stuck here')
  await reader.press('Escape')
  await page.locator('[data-overlay] circle').waitFor()

  await reader.press('Alt+5')
  await reader.press('ArrowUp', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter')
  await reader.hears('Marked an area')
  const picture = marks.locator('img')
  await picture.waitFor()
  expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([589, 200])

  await reader.press('Escape')
  await reader.press('Alt+4')
  await reader.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
  await reader.hears('Added a text on the page')
  await reader.type('written on the page')
  await reader.press('Escape')
  await page.locator('[data-overlay] foreignObject', { hasText: 'written on the page' }).waitFor()

  const box = await page.getByRole('region', { name: 'Pages' }).boundingBox()
  const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  const stroke = async (dy: number): Promise<void> => {
    await page.mouse.move(middle.x - 60, middle.y + dy)
    await page.mouse.down()
    await page.mouse.move(middle.x + 60, middle.y + dy, { steps: 6 })
    await page.mouse.up()
  }
  await reader.press('Alt+6')
  const toolHeld = page.getByRole('main').getByText('Escape ends it')
  await toolHeld.waitFor()
  await stroke(60)
  await reader.hears('Drew on the page')
  // selected as it is, it keeps its colour
  const drawn = page.locator('[data-overlay] polyline[data-selected]')
  await expect.poll(() => drawn.evaluate((line) => getComputedStyle(line).stroke)).toBe('rgb(255, 212, 0)')
  await stroke(90)
  await expect.poll(() => page.locator('[data-overlay] polyline:not([data-trace], [data-casing])').count()).toBe(2)
  await reader.press('Alt+7')
  await page.mouse.move(middle.x, middle.y + 60)
  await page.mouse.down()
  await page.mouse.up()
  await expect.poll(() => page.locator('[data-overlay] polyline').count()).toBe(1)
  await reader.press('Escape')
  await toolHeld.waitFor({ state: 'detached' })
  await marks.getByText('4 marks').waitFor()

  await marks.getByLabel('Kind').selectOption('area')
  await marks.getByText('1 of 4 marks').waitFor()
  await marks.getByLabel('Words in annotations').fill('nowhere to be found')
  await marks.getByText('No mark of this paper fits').waitFor()
  await marks.getByRole('button', { name: 'Show all' }).click()
  await marks.getByText('4 marks').waitFor()
  await reader.press('Escape')
  await reader.press('Alt+v')
  await page.getByText('no other version of this paper').waitFor()
  await reader.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const exact = (await page.locator('.textLayer span').first().innerText()).trim()
  const annotation = { type: 'Annotation', target: { selector: { type: 'TextQuoteSelector', exact } }, body: { value: 'from elsewhere' } }
  const file = path.join(tempFolder(), 'marks.json')
  writeFileSync(file, JSON.stringify([annotation]))
  const chosen = page.waitForEvent('filechooser')
  await reader.press('Control+k')
  await reader.type('annotations from files')
  await reader.sees('option', /Import papers or annotations from files/)
  await reader.press('Enter')
  await (await chosen).setFiles(file)
  await reader.hears('Imported one mark')
  await marks.getByText('from elsewhere').waitFor()
})

test('a link to a mark opens the paper at the mark; to one that is gone, the paper with a sentence', async () => {
  const { reader, host } = await openFirstPaper()
  const { page } = reader
  await selectWords(reader, 3)
  await reader.press('h')
  await reader.hears('Highlighted')
  const { stdout } = await dogear(['annotations', 'list', '--json', '--data', host.dataFolder])
  const [mark] = JSON.parse(stdout) as { id: string; paperId: string }[]
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
  await reader.press('g l')
  await reader.sees('heading', 'Later')
  const follow = async (id: string): Promise<void> => {
    await page.goto('about:blank')
    await page.goto(`${new URL(host.url()).origin}/#${encodeURIComponent(`dogear://paper/${mark?.paperId}?annotation=${id}`)}`)
  }
  await follow(mark?.id ?? '')
  await page.locator('[data-overlay] [data-selected]').first().waitFor()
  await follow('01900000-0000-7000-8000-000000000000')
  await reader.hears('That mark is not in the library any more')
})

async function openFirstPaper(): Promise<Scene> {
  const scene = await openScene()
  const { reader } = scene
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await reader.page.locator('.textLayer span').first().waitFor()
  return scene
}

/** As by dragging over a piece of text of the page. */
async function selectWords({ page }: Reader, at: number): Promise<void> {
  await page.evaluate((nth) => {
    const spans = [...document.querySelectorAll('.textLayer span')].filter((each) => (each.textContent ?? '').trim().length > 3)
    const words = spans[nth]?.firstChild
    if (words) document.getSelection()?.setBaseAndExtent(words, 0, words, (words.nodeValue ?? '').length)
  }, at)
}
