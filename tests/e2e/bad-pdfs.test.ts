// Owns the promise of bad PDFs: each gives its pages, a question for its password, or a sentence, and the window goes on.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene } from './scene.ts'

const folder = sharedDataFolder()
const test = testUnless(findChromium() ? (folder === null ? NO_SHARED_DATA : null) : NO_CHROMIUM)

type Outcome = 'pages' | 'password' | 'sentence'
const SHARED: Record<string, Outcome> = {
  'corrupt_fuzzed-poppler-67295.pdf': 'pages',
  'corrupt_recoverable-issue9418.pdf': 'pages',
  'derived_truncated-download_tracemonkey-600000B.pdf': 'sentence',
  'encrypted_pw-Hello.pdf': 'password',
  'nonlatin_japanese-nonembedded-font.pdf': 'pages',
  'nonlatin_korean-two-column-4p.pdf': 'pages',
  'stress_32768-link-annots.pdf': 'pages',
}
const SHOWN: Record<Outcome, string> = { pages: '.page canvas', password: 'input[type=password]', sentence: '[role=alert]' }

test('bad PDFs give a page, a question or a sentence, one after the other in the same window', async () => {
  const { reader } = await openScene({ mayComplain: /Warning:|the server responded|500/ })
  const { page } = reader
  let body: Buffer = Buffer.alloc(0)
  await page.route('**/library/*.pdf', (route) => route.fulfill({ contentType: 'application/pdf', body }))
  await reader.list('Friday, 21 August')
  await reader.press('Shift+P')
  await page.getByRole('img', { name: 'on disk' }).first().waitFor()

  const opens = async (bytes: Buffer, outcome: Outcome): Promise<void> => {
    body = bytes
    await reader.press('Shift+O')
    await page.locator(SHOWN[outcome]).first().waitFor()
  }
  const leaves = async (): Promise<void> => {
    await reader.press('Escape')
    await reader.list('Friday, 21 August')
  }

  for (const [name, outcome] of Object.entries(SHARED)) {
    await opens(readFileSync(path.join(folder ?? '', 'pdfs', name)), outcome)
    if (outcome === 'password') {
      await page.locator(SHOWN.password).fill('wrong ü')
      await page.keyboard.press('Enter')
      await page.getByText('That is not the password').waitFor()
      await page.locator(SHOWN.password).fill('Hello')
      await page.keyboard.press('Enter')
      await page.locator(SHOWN.pages).first().waitFor()
    }
    await leaves()
  }
  for (const text of ['', '<!doctype html><p>Too many requests</p>']) {
    await opens(Buffer.from(text), 'sentence')
    expect(await page.locator(SHOWN.sentence).innerText()).toContain('Make the paper offline again')
    await leaves()
  }
})
