// Owns the facts about words that core has read before: asked for many pages at once, and taken only where they fit the pages of the window.
import { beforeEach, expect, test } from 'vitest'
import { storedWords } from '#renderer/reader/stored-words.ts'
import { connectedWire, type TestWire } from '#tests/renderer/test-wire.ts'

const HASH = 'a'.repeat(64)
const WANTED = { hash: HASH, pages: 70, readBy: '6' }
const texts = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => `page ${from + index}`)

let wire: TestWire
beforeEach(() => {
  wire = connectedWire()
})

const asked = (): unknown[] => wire.calls('reading.words').map(({ input }) => (input as { from: number }).from)

test('pages are asked for 32 at once, the next ones ahead, and each only once while it is looked through', async () => {
  const words = storedWords(WANTED)
  const first = words(0)
  const last = words(31)
  expect(asked()).toEqual([0, 32])
  const [call] = wire.calls('reading.words')
  if (call) await wire.answerCall(call, { words: { readBy: '6', ofPages: 70, pages: texts(0, 32) } })
  expect(await first).toBe('page 0')
  expect(await last).toBe('page 31')
  void words(32)
  expect(asked()).toEqual([0, 32, 64])
  void words(69)
  expect(asked()).toEqual([0, 32, 64])
})

test.each([
  ['not read', null],
  ['read by another version', { readBy: '5', ofPages: 20, pages: texts(0, 20) }],
  ['read of other pages', { readBy: '6', ofPages: 19, pages: texts(0, 19) }],
])('words that were %s are none', async (_, words) => {
  const page = storedWords({ ...WANTED, pages: 20 })(0)
  await wire.answer('reading.words', { words })
  expect(await page).toBe(null)
})

test('where core can’t answer there are none', async () => {
  const page = storedWords({ ...WANTED, pages: 20 })(0)
  await wire.refuse('reading.words', { code: 'unsupported', message: 'No.', retryable: false })
  expect(await page).toBe(null)
})
