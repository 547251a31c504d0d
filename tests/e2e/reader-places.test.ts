// Owns the promise about going through a paper by key: places marked by a letter, pages turned and one by one, how long and how far it was read, and heard.
import { expect } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { twoColumnPdf } from '#tests/replica/two-column-pdf.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { makeOffline, openPdf } from './keyboard-reading.ts'
import type { Reader } from './reader.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

test('a place is marked by a letter and gone back to, also after a restart; a letter that marks nothing says so', async () => {
  const { reader, restart } = await openPaper()
  await goTo(reader, '3')
  await reader.press('m', 'a')
  await goTo(reader, '6')
  await reader.press("'", 'a')
  await isOn(reader, '3')
  await reader.press('Alt+ArrowLeft')
  await isOn(reader, '6')
  await restart()
  await reader.page.locator('.textLayer span').first().waitFor()
  await isOn(reader, '6')
  await reader.press("'", 'a')
  await isOn(reader, '3')
  await reader.press("'", 'q')
  await reader.hears('No place is marked “q” here.')
  await isOn(reader, '3')
})

test('pages are turned and shown one by one, and are so after a restart', async () => {
  const { reader, restart } = await openPaper()
  const first = reader.page.locator('.page').first()
  const isWide = async (): Promise<boolean> => {
    const { width = 0, height = 0 } = (await first.boundingBox()) ?? {}
    return width > height
  }
  expect(await isWide()).toBe(false)
  await reader.press('r')
  await expect.poll(isWide).toBe(true)
  await reader.press('Alt+1')
  await expect.poll(() => reader.page.locator('.page:visible').count()).toBe(1)
  await goTo(reader, '4')
  await restart()
  await reader.page.locator('.textLayer span').first().waitFor()
  await isOn(reader, '4')
  expect(await reader.page.locator('.page:visible').count()).toBe(1)
  const { width = 0, height = 0 } = (await reader.page.locator('.page:visible').boundingBox()) ?? {}
  expect(width).toBeGreaterThan(height)
})

test('how long a paper was read, and how far, stands beside its page', async () => {
  const { reader, host, restart } = await openPaper()
  await goTo(reader, '2')
  const database = openDatabase(libraryFile(host.dataFolder))
  // the place is stored a moment after it was gone to
  const told = database.prepare('UPDATE readings SET seconds_read = 5000, furthest_page = 4')
  await expect.poll(() => Number(told.run().changes)).toBe(1)
  database.close()
  await restart()
  await reader.page.getByText('1 h 23 min, up to page 5').waitFor()
})

test('a text is read aloud by a voice of the machine, sentence by sentence, and stopped; without a voice it is said', async () => {
  const { reader } = await openScene()
  const { page } = reader
  await reader.list()
  await reader.press('r')
  await reader.sees('heading', /Introduction/)
  await reader.press('s')
  await reader.hears('no voice of its own')

  await page.evaluate(() => {
    const spoken: SpeechSynthesisUtterance[] = []
    const voice = { localService: true, lang: 'en-GB', default: true, name: 'Made', voiceURI: 'made' }
    Object.assign(globalThis, { spoken })
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { writable: true, value: null })
    speechSynthesis.getVoices = () => [voice]
    speechSynthesis.speak = (sentence) => void spoken.push(sentence)
  })
  const heard = (): Promise<string[]> =>
    page.evaluate(() => (Reflect.get(globalThis, 'spoken') as SpeechSynthesisUtterance[]).map(({ text }) => text))
  const ends = (): Promise<void> =>
    page.evaluate(() => (Reflect.get(globalThis, 'spoken') as SpeechSynthesisUtterance[]).at(-1)?.onend?.call({} as never, {} as never))
  await reader.press('s')
  await expect.poll(async () => (await heard()).length).toBe(1)
  await ends()
  await expect.poll(async () => (await heard()).length).toBe(2)
  const [first = '', second = ''] = await heard()
  expect(second).not.toBe(first)
  await reader.press('s')
  await ends()
  expect(await heard()).toHaveLength(2)
})

async function openPaper(): Promise<Scene> {
  const scene = await openScene({ replica: { pdfContents: { '2608.75236': await twoColumnPdf({ pages: 8 }) } } })
  await makeOffline(scene.reader)
  await openPdf(scene.reader)
  return scene
}

async function goTo(reader: Reader, page: string): Promise<void> {
  await reader.press('Control+Alt+g')
  await reader.type(page)
  await reader.press('Enter')
  await isOn(reader, page)
}

async function isOn(reader: Reader, page: string): Promise<void> {
  await expect.poll(() => reader.page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe(page)
}
