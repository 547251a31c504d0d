// Owns the promise that marks travel: out in a copy that other programs accept, into an empty library as the same set.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const run = (program: string, ...args: string[]) => spawnSync(program, args, { maxBuffer: 50_000_000 })
const hasTools = ['pdftoppm', 'pdftotext', 'qpdf'].every((name) => spawnSync(name, ['--version']).error === undefined)
const test = testUnless(!findChromium() ? NO_CHROMIUM : hasTools ? null : 'pdftoppm, pdftotext and qpdf are not here')

test('marks made without a network outlive a restart, leave in a copy that others accept, and arrive as the same set', async () => {
  const { reader, replica, host, restart } = await openScene()
  await makeOffline(reader)
  const second = await openScene()
  await makeOffline(second.reader)
  await second.reader.page.goto('about:blank')
  await second.host.stop()
  await replica?.goOffline()

  await openPdf(reader)
  await selectFirstWords(reader)
  await reader.press('3', 'h')
  await reader.hears('Highlighted')
  await reader.press('a')
  await reader.type('carried along')
  await reader.press('Escape')
  await reader.press('n')
  await reader.hears('Added a note')
  await reader.type('stuck here')
  await reader.press('Escape')
  await reader.press('Alt+5', 'ArrowDown', 'Enter')
  await reader.hears('Marked an area')
  await reader.page.getByRole('complementary', { name: 'Annotations' }).locator('img').waitFor()
  await restart()
  await reader.page.locator('.textLayer span').first().waitFor()
  const marks = reader.page.getByRole('complementary', { name: 'Annotations' })
  await marks.getByText('3 marks').waitFor()
  await marks.getByText('carried along').waitFor()
  await reader.press('Shift+X')
  await reader.hears('Wrote 3 marks')

  const folder = path.join(host.dataFolder, 'exports')
  const copy = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.pdf')) ?? '')
  expect(run('qpdf', '--check', copy).status).toBe(0)
  expect(run('pdftotext', copy, '-').stdout.toString().trim()).not.toBe('')
  const drawn = run('pdftoppm', '-r', '72', '-f', '1', '-l', '1', copy).stdout
  expect(greenPixels(drawn)).toBeGreaterThan(100)
  await reader.page.goto('about:blank')
  await host.stop()

  const before = await marksOf(host.dataFolder)
  const paper = before[0]?.paperId ?? ''
  expect(await marksOf(second.host.dataFolder)).toEqual([])
  const taken = await dogear(['annotations', 'import', paper, copy, '--data', second.host.dataFolder])
  expect(taken.stderr).toBe('')
  expect(before).toHaveLength(3)
  expect(await marksOf(second.host.dataFolder)).toEqual(before)
  await dogear(['annotations', 'import', paper, copy, '--data', second.host.dataFolder])
  expect(await marksOf(second.host.dataFolder)).toHaveLength(3)
})

interface Told {
  paperId: string
  kind: string
  colour: string
  comment: string
  pageLabel: string
}

async function marksOf(dataFolder: string): Promise<Told[]> {
  const { stdout } = await dogear(['annotations', 'list', '--json', '--data', dataFolder])
  const told = JSON.parse(stdout) as Told[]
  return told
    .map(({ paperId, kind, colour, comment, pageLabel }) => ({ paperId, kind, colour, comment, pageLabel }))
    .sort((a, b) => a.kind.localeCompare(b.kind))
}

async function makeOffline(reader: Reader): Promise<void> {
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await reader.page.getByRole('img', { name: 'on disk' }).first().waitFor()
}

async function openPdf(reader: Reader): Promise<void> {
  await reader.press('Shift+O')
  await reader.page.locator('.textLayer span').first().waitFor()
}

/** As by dragging over the first words of the page. */
async function selectFirstWords({ page }: Reader): Promise<void> {
  await page.evaluate(() => {
    const span = [...document.querySelectorAll('.textLayer span')].find((each) => (each.textContent ?? '').trim().length > 3)
    const words = span?.firstChild
    if (words) document.getSelection()?.setBaseAndExtent(words, 0, words, (words.nodeValue ?? '').length)
  })
}

/** How many pixels of a picture (binary PPM, three bytes each) are the green with which words are marked. */
function greenPixels(ppm: Buffer): number {
  const header = /^P6\s+\d+\s+\d+\s+\d+\s/.exec(ppm.subarray(0, 64).toString('latin1'))?.[0].length ?? 0
  let count = 0
  for (let at = header; at + 2 < ppm.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = ppm.subarray(at, at + 3)
    if (green > red + 40 && green > blue + 40) count += 1
  }
  return count
}
