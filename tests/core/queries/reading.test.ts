// Owns the facts about the words of a file as the window asks for them.
import { expect, test } from 'vitest'
import { wordsOfPages } from '#core/queries/reading.ts'
import { storeFilePages } from '#core/storage/file-text-rows.ts'
import { openLibrary } from '#tests/support/library.ts'

const HASH = 'a'.repeat(64)
const page = (number: number, text: string) => ({ page: number, label: String(number + 1), text })

function readWords(readBy: string | null) {
  const { store } = openLibrary()
  const pages = [page(0, 'one\ntwo'), page(1, ''), page(2, 'three')]
  storeFilePages(store, HASH, { pages, failed: false, readBy, nowMs: 1 })
  return store
}

test('they are told page by page with who read them, also of pages without words', () => {
  const store = readWords('6.5.438')
  expect(wordsOfPages(store, { hash: HASH, from: 0, count: 2 })).toEqual({
    words: { readBy: '6.5.438', ofPages: 3, pages: ['one\ntwo', ''] },
  })
})

test('beyond the last page there are none', () => {
  const store = readWords('6.5.438')
  expect(wordsOfPages(store, { hash: HASH, from: 2, count: 50 }).words?.pages).toEqual(['three'])
  expect(wordsOfPages(store, { hash: HASH, from: 9, count: 50 }).words?.pages).toEqual([])
})

test('of a file that was not read, or that was not kept whole, none are told', () => {
  const question = { hash: HASH, from: 0, count: 2 }
  expect(wordsOfPages(openLibrary().store, question)).toEqual({ words: null })
  expect(wordsOfPages(readWords(null), question)).toEqual({ words: null })
})
