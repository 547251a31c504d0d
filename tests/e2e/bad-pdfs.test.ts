// Owns the promise of bad PDFs: each gives its pages, a question for its password, or a sentence, and the window goes on.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { REST_MS } from '#renderer/reader/page-rest.ts'
import { dogear } from '#tests/hosts/cli/dogear.ts'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import * as made from './made-bad-pdfs.ts'
import type { Reader } from './reader.ts'
import { openScene } from './scene.ts'

const folder = sharedDataFolder()
const test = testUnless(findChromium() ? null : NO_CHROMIUM)
const testShared = testUnless(findChromium() ? (folder === null ? NO_SHARED_DATA : null) : NO_CHROMIUM)

type Outcome = 'pages' | 'password' | 'sentence'
const SHARED: Record<string, Outcome> = {
  'corrupt_fuzzed-poppler-67295.pdf': 'pages',
  'corrupt_recoverable-issue9418.pdf': 'pages',
  'derived_truncated-download_tracemonkey-600000B.pdf': 'sentence',
  'derived_2100-pages_tracemonkey-x150.pdf': 'pages',
  'encrypted_pw-Hello.pdf': 'password',
  'encrypted_pw-1234_2206.01062-page3.pdf': 'password',
  'encrypted_pw-openpassword_libreoffice.pdf': 'password',
  'derived_encrypted-aes256_pw-reader_tracemonkey.pdf': 'password',
  'nested-outline-9p.pdf': 'pages',
  'nonlatin_japanese-nonembedded-font.pdf': 'pages',
  'nonlatin_korean-two-column-4p.pdf': 'pages',
  'stress_32768-link-annots.pdf': 'pages',
}
const PASSWORDS: Record<string, string> = {
  'encrypted_pw-Hello.pdf': 'Hello',
  'encrypted_pw-1234_2206.01062-page3.pdf': '1234',
  'encrypted_pw-openpassword_libreoffice.pdf': 'openpassword',
  'derived_encrypted-aes256_pw-reader_tracemonkey.pdf': 'reader',
}
const SHOWN: Record<Outcome, string> = { pages: '.page canvas', password: 'input[type=password]', sentence: '[role=alert]' }

testShared('bad PDFs of others give a page, a question or a sentence, one after the other in the same window', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  for (const [name, outcome] of Object.entries(SHARED)) {
    await opens(readFileSync(path.join(folder ?? '', 'pdfs', name)), outcome)
    if (outcome === 'password') {
      await page.locator(SHOWN.password).fill('wrong ü')
      await page.keyboard.press('Enter')
      await page.getByText('That is not the password').waitFor()
      await page.locator(SHOWN.password).fill(PASSWORDS[name] ?? '')
      await page.keyboard.press('Enter')
      await page.locator(SHOWN.pages).first().waitFor()
    }
    await leaves()
  }
})

test('what is no PDF, or half of one, gives a sentence with the next step', async () => {
  const { reader, opens, leaves } = await badReader()
  const whole = made.a0()
  for (const bytes of ['', '<!doctype html><p>Too many requests</p>', '%PDF-1.7\n', whole.subarray(0, 40)]) {
    await opens(Buffer.from(bytes), 'sentence')
    expect(await reader.page.locator(SHOWN.sentence).innerText()).toContain('Make the paper offline again')
    await leaves()
  }
})

test('pages that are huge, many, turned, without words or without fonts are shown', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  const PDFS: Record<string, Buffer> = {
    A0: made.a0(),
    'the largest page there is': made.largestPage(),
    'a picture of 36 million points': made.hugeImage(6_000),
    'a picture of 144 million points': made.hugeImage(12_000),
    'a scan': made.scan(),
    'a broken table': made.brokenTable(),
    '32,768 links': made.manyLinks(32_768),
    'wrong corners': made.wrongQuads(),
    'fonts that are missing': made.missingFonts(),
    'turned by 180': made.turned(180),
    'turned by 45, which is no turn': made.turned(45),
  }
  for (const [name, bytes] of Object.entries(PDFS)) {
    await opens(bytes, 'pages').catch((thrown: unknown) => {
      throw new Error(name, { cause: thrown })
    })
    await leaves()
  }
  await opens(made.turned(90), 'pages')
  const box = await page.locator('.page').first().boundingBox()
  expect((box?.width ?? 0) > (box?.height ?? 0)).toBe(true)
  await leaves()
  await opens(made.missingFonts(), 'pages')
  await expect.poll(() => page.locator('.textLayer').first().innerText()).toMatch(/日本語[^]*[שלו]{3}[^]*한국어/)
  await leaves()
  await opens(made.manyPages(2_100), 'pages')
  await reader.press('Control+Alt+g')
  await reader.type('2100')
  await reader.press('Enter')
  await page.locator('.page[data-page-number="2100"] canvas').waitFor()
})

test('a long paper that is closed while its pages and its words still come leaves nothing behind', async () => {
  const { reader, opens, leaves } = await badReader()
  await opens(made.manyPages(2_100), null)
  await leaves()
  await opens(made.manyPages(2_101), 'pages')
  await leaves()
  await opens(made.manyPages(2_102), 'pages')
  await reader.press('Control+f')
  await reader.page.locator('[data-find]').waitFor()
  await reader.type('words')
  await reader.page.getByText(/of [1-9]/).waitFor()
  await reader.press('Escape')
  await reader.page.locator('[data-find]').waitFor({ state: 'detached' })
  await leaves()
  // the worker of the last one has gone when another one's page is there
  await opens(made.a0(), 'pages')
})

test('passwords: wrong, empty, right, and one that is not ASCII', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  const TRIES = [
    ['', 'plain'],
    ['wrong', 'plain'],
    ['wrong', 'Straße ünïcode 密码'],
  ] as const
  for (const [wrong, password] of TRIES) {
    await opens(await made.locked(password), 'password')
    await page.locator(SHOWN.password).fill(wrong)
    await page.keyboard.press('Enter')
    await page.getByText('That is not the password').waitFor()
    await page.locator(SHOWN.password).fill(password)
    await page.keyboard.press('Enter')
    await page.locator(SHOWN.pages).first().waitFor()
    await leaves()
  }
  // without a password for reading there is nothing to ask
  await opens(await made.locked(''), 'pages')
})

test('scripts, programs and files in a PDF are never run and never offered; dangerous links are refused with a sentence', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  const opened: string[] = []
  page.on('dialog', (dialog) => {
    opened.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('popup', (popup) => opened.push(popup.url()))
  page.on('download', (download) => opened.push(download.suggestedFilename()))
  await opens(made.active(), 'pages')
  const spots = [
    [120, 170],
    [120, 270],
  ] as const
  const scale = await page
    .locator('.pdfViewer .page')
    .first()
    .evaluate((element) => element.getBoundingClientRect().width / 612)
  const box = await page.locator('.page').first().boundingBox()
  for (const [x, y] of spots) await page.mouse.click((box?.x ?? 0) + x * scale, (box?.y ?? 0) + y * scale)
  await reader.press('Alt+i')
  const facts = await reader.sees('dialog', 'Properties of the document')
  await facts.getByText('1, not opened: run.exe').waitFor()
  await facts.getByText('yes, never run').waitFor()
  expect(await page.getByRole('alertdialog').count()).toBe(0)
  await reader.press('Escape')
  await facts.waitFor({ state: 'detached' })
  await leaves()

  const addresses = ['file:///etc/passwd', 'javascript:alert(1)', 'smb://server/share']
  await opens(made.links([...addresses, 'https://example.org/a']), 'pages')
  await page.locator('.annotationLayer a').first().waitFor()
  const anchors = await page.locator('.annotationLayer a').count()
  for (let at = 0; at < anchors - 1; at++) {
    await page.locator('.annotationLayer a').nth(at).click()
    const notice = page.getByRole('alertdialog', { name: 'A link out of this paper' })
    if ((await notice.count()) === 0) continue
    expect(await notice.innerText()).toContain('was not opened')
    await notice.getByRole('button', { name: 'Close' }).click()
  }
  await page.locator('.annotationLayer a[href^="https:"]').click()
  await page.getByText('This link leads to https://example.org/a').waitFor()
  await page.getByRole('button', { name: 'Stay here' }).click()
  expect(opened).toEqual([])
})

test('links are told among the words once the pages rest', async () => {
  const { reader, opens } = await badReader()
  await opens(made.manyLinks(3), 'pages')
  const owner = reader.page.locator('.textLayer [aria-owns]')
  await owner.waitFor({ state: 'attached' })
  const linked = await reader.page.locator('.annotationLayer a').evaluateAll((links) => links.map(({ id }) => id))
  expect((await owner.getAttribute('aria-owns'))?.split(' ').toSorted()).toEqual(linked.toSorted())
})

test('an outline that loops is shown once and ends', async () => {
  const { reader, opens } = await badReader()
  await opens(made.loopingOutline(), 'pages')
  await reader.press('Alt+o')
  const outline = await reader.sees('navigation', 'Outline')
  await outline.locator('button[aria-current]', { hasText: 'Second' }).waitFor()
  await outline.getByRole('button', { name: 'First' }).first().waitFor()
  expect(await outline.getByRole('button').count()).toBeLessThan(10)
  await reader.press('ArrowDown', 'ArrowDown')
  await outline.getByRole('button', { name: 'Second' }).first().and(reader.page.locator(':focus')).waitFor()
})

test('a page that can’t be read says so; words are found, cited and marked around it and over it', async () => {
  const pdfContents = { '2608.75236': made.damagedPages() }
  const { reader, host } = await openScene({ replica: { pdfContents }, mayComplain: /Unable to get|renderView/ })
  const { page } = reader
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  await reader.press('Shift+O')
  await page.locator(SHOWN.pages).first().waitFor()
  await page.locator('.page[data-page-number="2"]', { hasText: 'This page is damaged' }).waitFor()
  await reader.press('Control+f')
  await page.locator('[data-find]').waitFor()
  await reader.type('words')
  await page.getByText('1 of 2').waitFor()
  await reader.press('Enter')
  await page.getByText('2 of 2').waitFor()
  await reader.press('Escape')
  await page.locator('.page[data-page-number="3"]', { hasText: 'This page is damaged' }).waitFor()

  await reader.press('c')
  await reader.hears('Caret on page 4: Words after damage')
  // a mark has its place among all words once they were read in the background, which waits for a rest between keys
  const marked = async (): Promise<unknown> => {
    await reader.press('Control+Home', 'Control+Shift+End', 'h')
    await reader.hears('Highlighted')
    const { stdout } = await dogear(['annotations', 'list', '--json', '--data', host.dataFolder])
    const [mark] = JSON.parse(stdout) as { quote: { exact: string }; position: { start: number; end: number } | null }[]
    expect(mark?.quote.exact).toBe('Plain words Words after damage')
    if (mark?.position === null) await reader.press('z')
    return mark?.position
  }
  await expect.poll(marked, { interval: 2 * REST_MS }).toMatchObject({ start: 0, end: 30 })
})

test('where the first page can’t be read the others are there; where none can, a sentence says so', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  await opens(made.damagedPages({ isFirstDamaged: true }), null)
  await page.locator('.page[data-page-number="1"]', { hasText: 'This page is damaged' }).waitFor()
  await reader.press('End')
  await page.locator('.page[data-page-number="4"] .textLayer', { hasText: 'Words after damage' }).waitFor()
  await leaves()
  for (const bytes of Object.values(made.PAGELESS)) {
    await opens(bytes(), 'sentence')
    expect(await page.locator(SHOWN.sentence).innerText()).toContain('none of its pages can be read')
    await leaves()
  }
})

test('what contains itself, has wrong numbers or lies about its length gives its page', async () => {
  const { opens, leaves } = await badReader()
  for (const [name, bytes] of Object.entries(made.TWISTED)) {
    await opens(bytes(), 'pages').catch((thrown: unknown) => {
      throw new Error(name, { cause: thrown })
    })
    await leaves()
  }
})

test('a page that unpacks to as much as there is is given up before it has taken it, and the window goes on', async () => {
  const { reader, opens, leaves } = await badReader()
  await opens(made.swollenContent(1_500), null)
  await reader.hears('Something in this PDF is more than can be held')
  await leaves()
  await opens(made.a0(), 'pages')
})

test('a page of more strokes than are held ends with those that are, and says so', async () => {
  const { reader, opens, leaves } = await badReader()
  await opens(made.crowded(), null)
  await reader.hears('Something in this PDF is more than can be held')
  await reader.page.locator('.page[data-loaded]:not(.loading) canvas').waitFor()
  await leaves()
  await opens(made.a0(), 'pages')
})

test('a page of more links than are held has the first ones, and says so', async () => {
  const { reader, opens } = await badReader()
  await opens(made.manyLinks(32_768), null)
  await reader.hears('Something in this PDF is more than can be held')
  await expect.poll(() => reader.page.locator('.annotationLayer a').count()).toBe(4_000)
})

test('a page that takes too long is stopped, and the window goes on all the while', async () => {
  const { reader, opens, leaves } = await badReader()
  const { page } = reader
  await opens(made.endless(), null)
  await page.getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('was stopped').waitFor()
  await reader.press('Alt+i')
  await reader.sees('dialog', 'Properties of the document')
  await reader.press('Escape')
  await reader.seesNo('dialog', 'Properties of the document')
  await leaves()
  await opens(made.a0(), 'pages')
})

test('a paper that takes long to open is given up, and the next one opens', async () => {
  const { reader, opens, holds } = await badReader()
  const { page } = reader
  await holds()
  await page.getByText('Opening this paper takes long.').waitFor()
  await page.getByRole('button', { name: 'Stop and close it' }).click()
  await reader.list('Friday, 21 August')
  await opens(made.a0(), 'pages')
})

interface BadReader {
  /** Asks for a paper that never comes. */
  holds(): Promise<void>
  reader: Reader
  /** Null: it is not waited for what comes. */
  opens(bytes: Buffer, outcome: Outcome | null): Promise<void>
  leaves(): Promise<void>
}

/** A window in which the first paper is on disk; what its PDF is, the test says. */
async function badReader(): Promise<BadReader> {
  const { reader } = await openScene({ mayComplain: /Warning:|the server responded|500|Unable to|renderView/ })
  const { page } = reader
  let body: Buffer | null = Buffer.alloc(0)
  await page.route('**/library/*.pdf', (route) => body && route.fulfill({ contentType: 'application/pdf', body }))
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()
  return {
    reader,
    holds: async () => {
      body = null
      await reader.press('Shift+O')
    },
    opens: async (bytes, outcome) => {
      body = bytes
      await reader.press('Shift+O')
      if (outcome !== null) await page.locator(SHOWN[outcome]).first().waitFor()
      // a key that is pressed before is still the list's
      else await page.locator('[data-document]').first().waitFor({ state: 'attached' })
    },
    leaves: async () => {
      await reader.press('Escape')
      await reader.list('Friday, 21 August')
    },
  }
}
