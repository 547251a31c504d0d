// Owns the promise that everything can be done without a mouse or a network, and that marks travel: out in a copy that other programs
// accept, into an empty library as the same set.
import { expect } from 'vitest'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { madePdf, string } from '#tests/core/annotations/made-pdf.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { exportedCopy, makeOffline, markAcrossColumns, openPdf, seesMark, whyNoPdfTools } from './keyboard-reading.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? whyNoPdfTools() : NO_CHROMIUM)

test('a paper is read and marked by keys alone without a network; its marks outlive a restart, leave, and arrive as the same set', async () => {
  const replicaOptions = { pdfContents: { '2608.75236': await twoColumnPdf() } }
  const { reader, replica, host, restart } = await openScene({ replica: replicaOptions })
  await makeOffline(reader)
  const second = await openScene({ replica: replicaOptions })
  await makeOffline(second.reader)
  await second.reader.page.goto('about:blank')
  await second.host.stop()
  await replica?.goOffline()

  await openPdf(reader)
  await markAcrossColumns(reader)
  await reader.press('Escape', 'n')
  await reader.hears('Added a note')
  await reader.type('stuck here')
  await reader.press('Escape')
  await reader.press('Alt+5', 'ArrowDown', 'Enter')
  await reader.hears('Marked an area')
  await reader.page.getByRole('complementary', { name: 'Annotations' }).locator('img').waitFor()
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
  await restart()
  await reader.list('Friday, 21 August')
  await openPdf(reader)
  await seesMark(reader)
  await reader.page.getByRole('complementary', { name: 'Annotations' }).getByText('3 marks').waitFor()
  const copy = await exportedCopy(reader, host.dataFolder)
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
  text: string
  tags: string[]
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
    .map(({ paperId, kind, colour, comment, pageLabel, text, tags }) => ({ paperId, kind, colour, comment, pageLabel, text, tags }))
    .sort((a, b) => a.kind.localeCompare(b.kind))
}

const testWindow = testUnless(findChromium() ? null : NO_CHROMIUM)

testWindow(
  'what another program marked in a PDF is shown as the file has it, then as marks alone, and as the file has it once that is undone',
  async () => {
    const quad = [72, 730, 300, 730, 72, 715, 300, 715]
    const highlight = { Subtype: 'Highlight', Rect: [72, 715, 300, 730], QuadPoints: quad, C: [1, 0, 0], F: 4 }
    const note = { Subtype: 'Text', Rect: [400, 700, 420, 720], Name: 'Note', Contents: string('from elsewhere'), F: 4 }
    const pdf = await madePdf([{ lines: ['A first line of some words that are marked'], annotations: [highlight, note] }])
    const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': Buffer.from(pdf) } } })
    const { page } = reader
    await makeOffline(reader)
    await openPdf(reader)
    const isRedFromFile = (): Promise<boolean> =>
      page.locator('.canvasWrapper canvas').evaluate((canvas: HTMLCanvasElement) => {
        const [x, y] = [(200 / 612) * canvas.width, ((792 - 728.5) / 792) * canvas.height]
        const [red = 0, green = 0] = canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? []
        return red > 200 && green < 200
      })
    await expect.poll(isRedFromFile).toBe(true)
    const icon = page.locator('.textAnnotation img')
    await expect.poll(() => icon.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    // nothing of it is the reader's yet, and beside the page stands how it can be
    await reader.tabTo('button', 'Take them over')
    await reader.press('Enter')
    await reader.hears('Imported 2 marks')
    await page.locator('[data-overlay] polygon').first().waitFor()
    await expect.poll(isRedFromFile).toBe(false)
    await icon.waitFor({ state: 'hidden' })
    await reader.press('z')
    await expect.poll(isRedFromFile).toBe(true)
    await icon.waitFor()
  },
)

testWindow('an area that came without a picture has one once it is seen beside its page, and keeps it', async () => {
  const area = { Subtype: 'Square', Rect: [60, 700, 320, 740], C: [1, 0, 0], F: 4 }
  const pdf = await madePdf([{ lines: ['A first line of some words that are marked'], annotations: [area] }])
  const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': Buffer.from(pdf) } } })
  const { page } = reader
  await makeOffline(reader)
  await openPdf(reader)
  await reader.tabTo('button', 'Take them over')
  await reader.press('Enter')
  await reader.hears('Imported one mark')
  const picture = page.locator('[data-area-picture]')
  await picture.waitFor()
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight)).toBeCloseTo(260 / 40, 1)
  await reader.press('Escape', 'Escape')
  await reader.list('Friday, 21 August')
  await reader.press('g', 'h')
  await reader.sees('heading', 'All annotations')
  await picture.waitFor()
})
