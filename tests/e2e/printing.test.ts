// Owns what is on paper: the pages of an open PDF, selected papers as a list, a note, the sheet of keys; nothing of the window around them.
import path from 'node:path'
import { expect } from 'vitest'
import { annotationColours } from '#domain/annotation.ts'
import { twoColumnPdf, wordPlace } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { run, whyNoPdfTools } from './keyboard-reading.ts'
import { dragOver, openFirstPdf } from './pages.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

/** No printer: what the page shows on paper at that moment is written down instead. */
async function withoutPrinter({ page }: Reader): Promise<{ printed(): Promise<string> }> {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'))
      const pictures = [...document.querySelectorAll('img[alt^="Page "]')].filter((image) => image.checkVisibility())
      Reflect.set(window, 'onPaper', [document.body.innerText, ...pictures.map((image) => image.getAttribute('alt'))].join('\n'))
      dispatchEvent(new Event('afterprint'))
    }
  })
  return {
    printed: async () => {
      await page.waitForFunction(() => Reflect.get(window, 'onPaper') !== undefined)
      return await page.evaluate((): string => {
        const text: string = Reflect.get(window, 'onPaper')
        Reflect.set(window, 'onPaper', undefined)
        return text
      })
    },
  }
}

test('a paper with its note, selected papers as a list, and the keys are printed without the window around them', async () => {
  const { reader } = await openScene()
  const { page } = reader
  const title = await reader.selected(1)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('# Claim\n\nwhat I take from it, $x^2$, see [[Nothing of this name]]')
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('Escape')
  const paper = await withoutPrinter(reader)

  await reader.press('Control+p')
  const whole = await paper.printed()
  expect(whole).toContain(title)
  // as it reads, not as it is written, and nothing of the field
  expect(whole).toContain('what I take from it, ')
  for (const written of ['# Claim', '$x^2$', '[[', 'Saved', 'Write', 'leads to no paper']) expect(whole).not.toContain(written)
  // nor the keys of what can be pressed on the screen
  expect(await page.locator('main kbd').evaluateAll((keys) => keys.filter((key) => key.checkVisibility()).length)).toBe(0)
  for (const around of ['Reading list', 'Synced', 'Anything', 'as listed']) expect(whole).not.toContain(around)

  await reader.press('j', 'Control+p')
  expect(await paper.printed()).not.toContain('Write a note')

  await reader.press('Control+a')
  await reader.hears('41 selected')
  await reader.press('Control+p')
  const list = await paper.printed()
  expect(list).toMatch(/^Friday, 21 August\s+41 papers/)
  expect(list.match(/ votes?\b/g)).toHaveLength(41)
  expect(list).not.toContain('Reading list')
  await reader.press('Escape', '?')
  // on paper it has no button
  await page.locator('button', { hasText: /^Print$/ }).dispatchEvent('click')
  const keys = await paper.printed()
  expect(keys).toMatch(/Next paper\s+j/)
  expect(keys).not.toContain(title)
})

test('every page of an open PDF is printed, also those that were never in view', async () => {
  const { reader } = await openScene()
  await openFirstPdf(reader)
  const pages = Number(/\d+/.exec(await reader.page.getByText(/^\/ \d+$/).innerText())?.[0])
  const paper = await withoutPrinter(reader)
  await reader.press('Control+p')
  const printed = await paper.printed()
  expect(printed.match(/Page \d+/g)).toEqual(Array.from({ length: pages }, (_, index) => `Page ${index + 1}`))
  expect(await reader.page.locator('[data-printed]').count()).toBe(0)
})

testUnless(findChromium() ? whyNoPdfTools() : NO_CHROMIUM)(
  'what is marked on a page is on paper in the same place and colour, as on the screen: words, a line, a note, an area, ink and a text',
  async () => {
    const { reader } = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: 2 }) } } })
    const { page } = reader
    await openFirstPdf(reader)
    const marks = page.getByRole('complementary', { name: 'Annotations' })
    await dragOver(page, await wordPlace(1, 1, 2, 'column'), await wordPlace(1, 1, 2, 'words'))
    await reader.press('1', 'h', 'Escape')
    await dragOver(page, await wordPlace(1, 1, 7, 'Line'), await wordPlace(1, 1, 7, 'mark.'))
    await reader.press('2', 'u', 'Escape', '3', 'n', 'Escape', 'Escape')
    await reader.press('4', 'Alt+5', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter')
    await marks.getByText('4 marks').waitFor()
    await reader.press('Escape', '5', 'Alt+6')
    const sheet = page.locator('.page[data-page-number="1"]')
    const { x, y, width, height } = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(x + width * 0.3, y + height * 0.2)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.6, y + height * 0.22, { steps: 6 })
    await page.mouse.up()
    await reader.press(
      'Escape',
      'Escape',
      '6',
      'Alt+4',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'Enter',
    )
    await reader.hears('Added a text on the page')
    await reader.type('written here')
    await reader.press('Escape', 'Escape')
    await marks.getByText('6 marks').waitFor()
    const onScreen = await sheet.locator('[data-overlay] svg > :is(polygon, polyline, circle)').evaluateAll((shapes) =>
      shapes.map((shape) => {
        const all = shape.closest('[data-page-number]')?.getBoundingClientRect() ?? new DOMRect()
        const box = shape.getBoundingClientRect()
        const fill = shape.getAttribute('fill')
        const at = { left: box.left - all.left, top: box.top - all.top, right: box.right - all.left, bottom: box.bottom - all.top }
        return { colour: fill === 'none' ? shape.getAttribute('stroke') : fill, ...at, width: all.width, height: all.height }
      }),
    )
    const colours = ['yellow', 'red', 'green', 'blue', 'purple', 'magenta'] as const
    expect(new Set(onScreen.map(({ colour }) => colour))).toEqual(new Set(colours.map((name) => annotationColours[name])))
    expect(onScreen).toHaveLength(colours.length)

    // no printer: what would go to it stays on the page until it is written as a PDF
    await page.evaluate(() => {
      URL.revokeObjectURL = () => undefined
      window.print = () => {
        const sheets = document.querySelector('[data-printed]')?.cloneNode(true)
        if (sheets) document.body.append(sheets)
      }
    })
    await reader.press('Control+p')
    await expect.poll(() => page.locator('body > [data-printed] img').count()).toBe(2)
    // a copy of a picture that is not there yet would have no size, and its marks neither
    await page
      .locator('[data-printed] img')
      .evaluateAll((images) => Promise.all(images.map((image) => (image as HTMLImageElement).decode())))
    const file = path.join(tempFolder(), 'printed.pdf')
    await page.pdf({ path: file, format: 'Letter' })
    expect(run('pdftotext', file, '-').stdout.toString()).toContain('written here')
    const first = pictureOf(file, 1)
    const scale = first.width / (onScreen[0]?.width ?? 1)
    for (const { colour, left, top, right, bottom } of onScreen) {
      const [inside, all] = [
        first.count(
          colour,
          [left, top, right, bottom].map((edge) => edge * scale),
        ),
        first.count(colour),
      ]
      expect({ colour, inside: inside > 30, outside: all - inside }).toEqual({ colour, inside: true, outside: 0 })
    }
    const second = pictureOf(file, 2)
    for (const { colour } of onScreen) expect(second.count(colour)).toBe(0)
    expect(run('pdftoppm', '-f', '3', '-l', '3', file).stdout.length).toBe(0)
  },
)

/** A page of a file at 72 dots an inch, and how many of its pixels have the hue of a colour, in a box (grown by a few pixels) or anywhere. */
function pictureOf(file: string, sheet: number): { width: number; count(colour: string | null, box?: number[]): number } {
  const ppm = run('pdftoppm', '-r', '72', '-f', String(sheet), '-l', String(sheet), file).stdout
  const [header = '', width = '0', height = '0'] = /^P6\s+(\d+)\s+(\d+)\s+\d+\s/.exec(ppm.subarray(0, 64).toString('latin1')) ?? []
  const size = { width: Number(width), height: Number(height) }
  return {
    width: size.width,
    count: (colour, [left = 0, top = 0, right = size.width, bottom = size.height] = []) => {
      const hue = hueOf(Buffer.from(colour?.slice(1) ?? '', 'hex'), 0)
      let count = 0
      for (let y = Math.max(0, Math.floor(top) - 4); y < Math.min(size.height, bottom + 4); y += 1) {
        for (let x = Math.max(0, Math.floor(left) - 4); x < Math.min(size.width, right + 4); x += 1) {
          const at = header.length + 3 * (y * size.width + x)
          const here = hueOf(ppm, at)
          if (hue !== null && here !== null && Math.abs(((here - hue + 540) % 360) - 180) < 15) count += 1
        }
      }
      return count
    },
  }
}

/** Of three bytes, in degrees; null where there is as good as no colour. */
function hueOf(bytes: Buffer, at: number): number | null {
  const [red, green, blue] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  if (most - least < 40) return null
  const sector =
    most === red ? (green - blue) / (most - least) : most === green ? 2 + (blue - red) / (most - least) : 4 + (red - green) / (most - least)
  return (sector * 60 + 360) % 360
}
