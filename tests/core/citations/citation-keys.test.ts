// Owns the facts about citation keys of a library: no two alike, and each for ever.
import { expect, test } from 'vitest'
import { giveKeys, giveKeptKeys, type KeyGiving } from '#core/citations/citation-keys.ts'
import { decide } from '#core/commands/triage.ts'
import { keyOfPaper } from '#core/storage/citation-key-rows.ts'
import type { KeyFacts } from '#domain/citation-key.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

const PATTERN = '[auth][year][veryshorttitle]'
const giving = ({ store }: TestLibrary, more: Partial<KeyGiving> = {}): KeyGiving => ({
  store,
  pattern: PATTERN,
  nowMs: TEST_NOW_MS,
  readOnly: false,
  ...more,
})
const paper = (id: string, title = 'Folding'): KeyFacts => ({ id, title, authors: ['Ada Quill'], publishedAtMs: Date.UTC(2026, 7, 18) })

test('papers that the pattern can’t tell apart get a letter each, then their identifier, whatever the case', () => {
  const library = openLibrary()
  const ids = paperIds(30)
  const keys = giveKeys(
    giving(library),
    ids.map((id) => paper(id)),
  )
  expect([...keys.values()].slice(0, 3)).toEqual(['quill2026folding', 'quill2026foldinga', 'quill2026foldingb'])
  expect(keys.get('2611.00030')).toBe('quill2026folding-2611.00030')
  expect(new Set(keys.values()).size).toBe(30)
  const upper = giveKeys(giving(library, { pattern: '[auth:upper][year][veryshorttitle]' }), [paper('2611.00099')])
  expect(upper.get('2611.00099')).toBe('QUILL2026folding-2611.00099')
})

test('a key stays what it was when the title, the pattern or the order changes', () => {
  const library = openLibrary()
  giveKeys(giving(library), [paper('2611.00001'), paper('2611.00002')])
  const again = giveKeys(giving(library, { pattern: '[id]' }), [paper('2611.00002', 'Another title'), paper('2611.00001', 'New')])
  expect(Object.fromEntries(again)).toEqual({ '2611.00001': 'quill2026folding', '2611.00002': 'quill2026foldinga' })
})

test('in a library that may only be read the same keys are made and none is kept', () => {
  const library = openLibrary()
  const papers = [paper('2611.00001'), paper('2611.00002')]
  const read = giveKeys(giving(library, { readOnly: true }), papers)
  expect(keyOfPaper(library.store, '2611.00001')).toBeNull()
  expect(giveKeys(giving(library), papers)).toEqual(read)
})

test('papers that are kept get their keys by themselves, others when they are first exported', async () => {
  const library = openLibrary()
  addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }])
  decide(library.context, { ids: ['2611.00002'], state: 'later' })
  await giveKeptKeys(giving(library), () => Promise.resolve())
  expect(keyOfPaper(library.store, '2611.00001')).toBeNull()
  expect(keyOfPaper(library.store, '2611.00002')).toBe('writertitle')
})
