// Owns the facts about the note editor in a real browser, under the window's own content policy.
import { createServer, type Server } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { type Chromium, findChromium, launchChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { testUnless } from '#tests/support/test-unless.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data: blob:; connect-src 'self'"
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

const missing = findChromium() === null ? NO_CHROMIUM : null
const test = testUnless(missing)
const folder = missing === null ? newTempFolder() : ''
const complaints: string[] = []
const requests: string[] = []
let server: Server | undefined
let browser: Chromium | undefined
let page: Page

beforeAll(async () => {
  if (missing !== null) return
  const root = path.join(import.meta.dirname, 'editor-page')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, minify: false },
  })
  server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : path.basename(request.url ?? '')
    const file = path.join(folder, name === 'index.html' ? '' : 'assets', name)
    if (!existsSync(file)) {
      response.writeHead(204).end()
      return
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream', 'content-security-policy': POLICY })
    response.end(readFileSync(file))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  browser = await launchChromium()
  page = await browser.context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  if (folder !== '') removeFolder(folder)
})

const editor = () => page.locator('.cm-content')
const stored = () => page.evaluate(() => window.page.stored())
const shown = () => page.evaluate(() => window.page.shown())
const heard = () => page.evaluate(() => window.page.heard.splice(0))
const status = (text: string) => page.getByText(text, { exact: false }).first().waitFor()

async function begin(text: string): Promise<void> {
  await page.evaluate((note) => {
    window.page.refuseSaves(false)
    window.page.begin(note)
  }, text)
  await page.click('#focus')
  await page.keyboard.press('Control+End')
  await heard()
}

beforeEach(async () => {
  if (missing === null) await begin('')
})

describe('the note editor', () => {
  test('is a named text field with spelling', async () => {
    const field = page.getByRole('textbox', { name: 'Note on a paper' })
    await field.waitFor()
    expect(await field.getAttribute('spellcheck')).toBe('true')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('saves what is typed while it is typed', async () => {
    await page.keyboard.type('A lemma.')
    await status('Saved')
    await expect.poll(stored).toBe('A lemma.')
  })

  test('saves at once when the focus leaves', async () => {
    await page.keyboard.type('quick')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    expect(await stored()).toBe('quick')
  })

  test('saves at once when the page goes away', async () => {
    await page.keyboard.type('bye')
    expect(
      await page.evaluate(() => {
        window.dispatchEvent(new Event('pagehide'))
        return window.page.stored()
      }),
    ).toBe('bye')
  })

  test('gives back every byte of what it was given, after a letter was typed', async () => {
    const texts = ['a\r\nb\r\nc', 'a\rb\rc', 'a\nb\n', 'a\r\nb\nc\rd\r\n', 'a\u0000b\u2028c', '\uFEFF😀 e\u0301\t.', '\n\n\n']
    for (const text of texts) {
      await begin(text)
      expect(await shown()).toBe(text)
      await page.keyboard.type('!')
      expect(await shown()).toBe(`${text}!`)
      await page.keyboard.press('Backspace')
      expect(await shown()).toBe(text)
    }
  })

  test('writes line breaks as the note has them', async () => {
    await begin('a\r\nb')
    await page.keyboard.press('Enter')
    await page.keyboard.type('c')
    expect(await shown()).toBe('a\r\nb\r\nc')
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', '\nx\r\ny\rz')
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    expect(await shown()).toBe('a\r\nb\r\nc\r\nx\r\ny\r\nz')
  })

  test('takes back with its own undo, and the window hears nothing of it', async () => {
    await begin('old')
    await page.keyboard.type(' new')
    await page.keyboard.press('Control+z')
    expect(await shown()).toBe('old')
    await page.keyboard.press('Control+Shift+Z')
    expect(await shown()).toBe('old new')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await heard()).not.toContain('Ctrl+z')
  })

  test('is left with Esc', async () => {
    await page.keyboard.type('x')
    await page.keyboard.press('Escape')
    expect((await heard()).filter((key) => key === 'left' || key === 'Escape')).toEqual(['left'])
    expect(await editor().evaluate((element) => element.contains(document.activeElement))).toBe(false)
    expect(await stored()).toBe('x')
  })

  test('lets Tab go on to the next control', async () => {
    await page.keyboard.press('Shift+Tab')
    expect(await editor().evaluate((element) => element.contains(document.activeElement))).toBe(false)
    expect(await shown()).toBe('')
  })

  test('says that a save failed, keeps the text and saves it later', async () => {
    await page.evaluate(() => window.page.refuseSaves(true))
    await page.keyboard.type('kept')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('The disk is full.')
    expect(await stored()).toBe('')
    expect(await editor().textContent()).toBe('kept')
    await page.evaluate(() => window.page.refuseSaves(false))
    await expect.poll(stored).toBe('kept')
  })

  test("shows another window's text and keeps the cursor and its own undo", async () => {
    await begin('mine')
    await page.keyboard.type('!')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.evaluate(() => {
      window.page.writeElsewhere('theirs\nmine!')
      window.page.tellStored()
    })
    await expect.poll(() => editor().innerText()).toBe('theirs\nmine!')
    await page.click('#focus')
    await page.keyboard.type('?')
    expect(await shown()).toBe('theirs\nmine!?')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await shown()).toBe('theirs\nmine')
  })

  test('keeps both texts when two windows write, and goes on where the cursor was', async () => {
    await begin('old')
    await page.evaluate(() => window.page.writeElsewhere('theirs'))
    await page.keyboard.type(' mine')
    await expect.poll(stored).toMatch(/^theirs[^]*old mine$/)
    await page.keyboard.type('.')
    await expect.poll(stored).toMatch(/^theirs[^]*old mine\.$/)
    expect(await shown()).toBe(await stored())
  })

  test('takes a text with other line breaks over', async () => {
    await begin('a\nb')
    await page.evaluate(() => {
      window.page.writeElsewhere('a\r\nb\r\nc')
      window.page.tellStored()
    })
    await page.keyboard.press('Control+End')
    await page.keyboard.type('!')
    expect(await shown()).toBe('a\r\nb\r\nc!')
  })
})

describe('the preview', () => {
  test('is beside the text, then in its place, then gone', async () => {
    await begin('**loud** and $x^2$')
    await page.keyboard.press('Control+e')
    await page.locator('strong', { hasText: 'loud' }).waitFor()
    expect(await editor().isVisible()).toBe(true)
    await page.keyboard.press('Control+e')
    await editor().waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+e')
    await editor().waitFor({ state: 'visible' })
    await page.keyboard.type('!')
    expect(await shown()).toBe('**loud** and $x^2$!')
  })

  test('opens links by asking, never by itself', async () => {
    await begin(
      '[a](https://a.example/x) [[2401.12345]] ![i](https://a.example/i.png) <img src=https://a.example/t.png> [j](javascript:alert(1))',
    )
    await page.keyboard.press('Control+e')
    await page.getByRole('link', { name: 'a', exact: true }).click()
    await page.getByRole('link', { name: '2401.12345' }).click()
    expect((await heard()).slice(-2)).toEqual(['https://a.example/x', '{"id":"2401.12345"}'])
    expect(await page.locator('a[href^="javascript"], img').count()).toBe(0)
  })
})

describe('math in the page', () => {
  test('is set with fonts from the program itself', async () => {
    await begin('')
    expect(await page.evaluate(() => document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Main')))).toBe(true)
    expect(requests.some((url) => /KaTeX_Main-Regular.*woff2$/.test(url))).toBe(true)
    const height = await page
      .locator('.katex-display .katex-html')
      .first()
      .evaluate((element) => element.getBoundingClientRect().height)
    expect(height).toBeGreaterThan(30)
  })

  test('is said to a screen reader once', async () => {
    expect(await page.locator('.katex-display .katex-html').first().getAttribute('aria-hidden')).toBe('true')
    expect(await page.locator('.katex-display math').count()).toBe(1)
  })
})

test('nothing complained, and nothing was asked of any other place', () => {
  expect(complaints).toEqual([])
  expect(requests.length).toBeGreaterThan(0)
  expect(requests.filter((url) => !url.startsWith('http://127.0.0.1:'))).toEqual([])
})
