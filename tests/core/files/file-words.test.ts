// Owns the facts about reading the words of files: in the background, once, also where there are none.
import { version } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect, onTestFinished, test } from 'vitest'
import type { Topic } from '#contract/api.ts'
import { createFileWords } from '#core/files/file-words.ts'
import { storeFile } from '#core/storage/file-rows.ts'
import { fileReader, filePages } from '#core/storage/file-text-rows.ts'
import { DogearError } from '#domain/errors.ts'
import { openLibrary } from '#tests/support/library.ts'
import { memoryAnnotationFiles } from '#tests/support/memory-annotation-files.ts'
import { madePdf } from '#tests/replica/made-pdf.ts'

function open() {
  const { store, context } = openLibrary()
  const files = memoryAnnotationFiles()
  const told: { topics: Topic[]; ids: string[] | null }[] = []
  const logged: string[] = []
  const words = createFileWords({
    store,
    ports: {
      clock: context.clock,
      log: ({ event }) => void logged.push(event),
      annotationFiles: files,
      yieldTurn: () => Promise.resolve(),
    },
    changed: (topics, ids) => void told.push({ topics, ids }),
  })
  onTestFinished(() => words.close())
  const add = (hash: string, paperId: string | null, bytes: Uint8Array): void => {
    files.library.set(hash, bytes)
    storeFile(store, { hash, bytes: bytes.byteLength, paperId, version: 1, title: 't', origin: 'arxiv', addedAtMs: 1 })
  }
  const state = (hash: string): unknown => store.sql.prepare('SELECT state FROM file_text_states WHERE file_hash = ?').get(hash)?.['state']
  return { store, files, words, told, logged, add, state }
}

const PDF = madePdf(undefined, '2611.00001v1')

test('the words of a file are kept page by page, and the paper is named', async () => {
  const { store, words, told, add, state } = open()
  add('a'.repeat(64), '2611.00001', PDF)
  words.wake()
  await expect.poll(() => state('a'.repeat(64))).toBe('read')
  const [first] = filePages(store, 'a'.repeat(64), { from: 0, count: 1 })
  expect(first).toMatchObject({ page: 0, label: '1' })
  expect(first?.text).toContain('2611.00001v1')
  expect(fileReader(store, 'a'.repeat(64))).toMatchObject({ readBy: version })
  expect(told).toEqual([{ topics: ['files'], ids: ['2611.00001'] }])
})

test('what is no PDF, and what can’t be read, is tried once and holds up nothing', async () => {
  const { words, files, logged, add, state } = open()
  add('b'.repeat(64), null, new TextEncoder().encode('nothing'))
  add('c'.repeat(64), '2611.00003', PDF)
  const read = files.readLibraryFile
  files.readLibraryFile = (hash) => (hash.startsWith('c') ? Promise.reject(new DogearError('unsupported', 'Locked.')) : read(hash))
  words.wake()
  await expect.poll(() => [state('b'.repeat(64)), state('c'.repeat(64))]).toEqual(['empty', 'failed'])
  expect(logged).toEqual(['words of a file not read'])
})

test('a file that is away is no failure: its words are read when it is back', async () => {
  const { store, words, files, add, state } = open()
  const hash = 'a1'.repeat(32)
  add(hash, '2611.00001', PDF)
  files.library.delete(hash)
  words.wake()
  await expect.poll(() => store.sql.prepare('SELECT gone FROM files').get()?.['gone']).toBe(1)
  expect(state(hash)).toBeUndefined()
  add(hash, '2611.00001', PDF)
  words.wake()
  await expect.poll(() => state(hash)).toBe('read')
})

test('what was there already is read a while after the start', async () => {
  const { words, add, state } = open()
  add('f'.repeat(64), '2611.00006', PDF)
  words.start()
  await expect.poll(() => state('f'.repeat(64))).toBe('read')
})

test('a file that comes while another is read has its turn', async () => {
  const { words, add, state } = open()
  add('d'.repeat(64), '2611.00004', PDF)
  words.wake()
  add('e'.repeat(64), '2611.00005', PDF)
  words.wake()
  await expect.poll(() => [state('d'.repeat(64)), state('e'.repeat(64))]).toEqual(['read', 'read'])
})
