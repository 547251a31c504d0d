// Owns words that are composed, as Japanese and Chinese are typed: no letter is lost or doubled, and a key that ends a composition does nothing else.
import type { CDPSession } from 'playwright-core'
import { expect } from 'vitest'
import { findChromium, NO_CHROMIUM } from '#tests/support/chromium.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { openScene, type Scene } from './scene.ts'

const test = testUnless(findChromium() ? null : NO_CHROMIUM)

interface Composer {
  /** What stands there while it is composed, step by step. */
  compose(...steps: string[]): Promise<void>
  /** Enter takes the words, and is told to the page as a key. */
  take(words: string): Promise<void>
  /** Esc gives them up, and is told to the page as a key. */
  giveUp(): Promise<void>
}

/** An input method sends its keys with this code, whatever they are. */
const COMPOSING = 229

async function composerOf({ reader }: Scene): Promise<Composer> {
  const { page } = reader
  const session: CDPSession = await page.context().newCDPSession(page)
  const key = (name: string) =>
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: COMPOSING, key: name, code: name })
  const show = (text: string) => session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  return {
    compose: async (...steps) => {
      for (const step of steps) {
        await key('Process')
        await show(step)
      }
    },
    take: async (words) => {
      await key('Enter')
      await session.send('Input.insertText', { text: words })
    },
    giveUp: async () => {
      await key('Escape')
      await show('')
      // a dialog takes Esc for the composition's until the turn after its end
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    },
  }
}

test('in a line: the palette, a tag, the search, the notes, the annotations', async () => {
  const scene = await openScene()
  const { reader } = scene
  const { page } = reader
  const { compose, take, giveUp } = await composerOf(scene)
  await reader.selected(1)
  await reader.press('Shift+N')
  await page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus')).waitFor()
  await reader.type('a note')
  await reader.press('Escape')
  const focused = page.locator('input:focus')
  for (const keys of ['Control+k', 't', 'Alt+t', '/', 'g n /', 'g h /'] as const) {
    await reader.press(keys)
    await focused.waitFor()
    const place = await focused.getAttribute('aria-label')
    await compose('に', 'にほ', 'にほん')
    await take('日本')
    await compose('ご', 'ごご')
    await giveUp()
    expect(await focused.getAttribute('aria-label'), 'the line that was written in').toBe(place)
    expect(await focused.inputValue(), place ?? '').toBe('日本')
    await reader.press('Escape', 'Escape', 'g t')
    await reader.list('Friday, 21 August')
    await reader.selected(1)
  }
})

test('in a note, also while core is away: each word once, and Esc leaves the note only when nothing is composed', async () => {
  const scene = await openScene({ mayComplain: /WebSocket|ERR_CONNECTION/ })
  const { reader, host } = scene
  const { page } = reader
  const { compose, take, giveUp } = await composerOf(scene)
  const note = page.getByRole('textbox', { name: 'Note on' }).and(page.locator(':focus'))
  await reader.selected(1)
  await reader.press('Shift+N')
  await note.waitFor()
  await compose('に', 'にほん')
  await take('日本')
  await compose('ご')
  await giveUp()
  await note.waitFor()
  await expect.poll(() => reader.note()).toBe('日本')
  await page.getByText('Saved', { exact: true }).waitFor()

  await compose('き', 'きかい')
  await host.kill()
  await page.getByRole('status').getByText('does not answer').waitFor()
  await compose('きかいが', 'きかいがく')
  await take('機械学')
  await compose('し', 'しゅう')
  await host.restart()
  await page.getByRole('status').getByText('does not answer').waitFor({ state: 'detached' })
  await take('習')
  await note.waitFor()
  await expect.poll(() => reader.note()).toBe('日本機械学習')
  await reader.press('Escape')
  await page.getByText('Saved', { exact: true }).waitFor()
  await reader.press('j', 'k')
  await expect.poll(() => reader.note()).toBe('日本機械学習')
})
