// Owns keys that are pressed faster than anything can be painted: nothing is waited for in between.
import type { Page } from 'playwright-core'

const BITS: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Shift: 8 }
const NAMED: Readonly<Record<string, { code: string; text?: string; windowsVirtualKeyCode: number }>> = {
  Enter: { code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
  Backspace: { code: 'Backspace', windowsVirtualKeyCode: 8 },
}

/** As `pressAtOnce`, in a window that is six times slower meanwhile. */
export async function pressWhileSlow(page: Page, ...keys: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await pressAtOnce(page, ...keys)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
}

/** `Control+k`, `Enter`, or a letter; each is sent before the one before it was answered. */
export async function pressAtOnce(page: Page, ...keys: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await Promise.all(
    keys.map((chord) => {
      const parts = chord.length === 1 ? [chord] : chord.split('+')
      const key = parts.at(-1) ?? ''
      const modifiers = parts.slice(0, -1).reduce((bits, name) => bits | (BITS[name] ?? 0), 0)
      const named = NAMED[key]
      const text = named ? named.text : modifiers === 0 || modifiers === BITS['Shift'] ? key : undefined
      return devtools.send('Input.dispatchKeyEvent', {
        type: text === undefined ? 'rawKeyDown' : 'keyDown',
        key,
        code: named?.code ?? codeOf(key),
        modifiers,
        ...(text === undefined ? {} : { text }),
        ...(named ? { windowsVirtualKeyCode: named.windowsVirtualKeyCode } : {}),
      })
    }),
  )
}

function codeOf(key: string): string {
  if (key === '/') return 'Slash'
  if (key === ' ') return 'Space'
  return /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`
}
