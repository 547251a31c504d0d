// Owns the facts about saved searches: searches.save, searches.change, searches.move, searches.delete, and those of late.
import { beforeEach, describe, expect, it } from 'vitest'
import { changeSearch, deleteSearch, moveSearch, saveSearch } from '#core/commands/saved-searches.ts'
import { redo, undo } from '#core/history.ts'
import { savedSearches, savedSearchNamed } from '#core/queries/saved-searches.ts'
import { forgetSearch, recentSearches, rememberSearch } from '#core/storage/recent-searches.ts'
import { openLibrary, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
beforeEach(() => {
  library = openLibrary()
})

const save = (query: string, name?: string) => saveSearch(library.context, { query, name })
const names = () => savedSearches(library.store).map(({ name }) => name)

describe('searches.save', () => {
  it('keeps the words under their own text or a name, the newest last', () => {
    expect(save('lamp -oil').sentence).toBe('Saved the search “lamp -oil”.')
    save('tides ', 'Sea')
    expect(savedSearches(library.store)).toMatchObject([
      { name: 'lamp -oil', query: 'lamp -oil', inDigest: true },
      { name: 'Sea', query: 'tides ', inDigest: true },
    ])
  })

  it('saves the same words once, and says under which name', () => {
    const first = save('lamp', 'Lamps')
    const again = save('lamp ')
    expect(again).toMatchObject({ id: first.id, historyId: null, sentence: 'This search is saved already, as “Lamps”.' })
    expect(names()).toEqual(['Lamps'])
  })

  it('refuses a name that is taken, whatever its case', () => {
    save('lamp', 'Lamps')
    expect(() => save('light', 'LAMPS')).toThrow('There is a saved search named “Lamps” already')
  })

  it('gives words that are too long for a name their beginning', () => {
    save('word '.repeat(100))
    expect(names()[0]).toHaveLength(100)
  })
})

describe('searches.change', () => {
  it('renames, asks for other words, leaves the digest: each one step back', () => {
    const { id } = save('lamp', 'Lamps')
    changeSearch(library.context, { id, name: 'Light' })
    changeSearch(library.context, { id, query: 'lamp OR light' })
    changeSearch(library.context, { id, inDigest: false })
    expect(savedSearches(library.store)).toEqual([{ id, name: 'Light', query: 'lamp OR light', inDigest: false }])
    expect(undo(library.store).sentence).toBe('Undone: “Light” is left out of the digest.')
    undo(library.store)
    undo(library.store)
    expect(savedSearches(library.store)).toEqual([{ id, name: 'Lamps', query: 'lamp', inDigest: true }])
    redo(library.store)
    expect(names()).toEqual(['Light'])
  })

  it('may change only the case of a name', () => {
    const { id } = save('lamp', 'lamps')
    expect(changeSearch(library.context, { id, name: 'Lamps' }).historyId).not.toBeNull()
    expect(names()).toEqual(['Lamps'])
  })
})

describe('searches.move', () => {
  it('puts one before another or last, and undo puts it back', () => {
    const [a, , c] = ['a', 'b', 'c'].map((query) => save(query).id)
    moveSearch(library.context, { id: c ?? '', before: a ?? '' })
    expect(names()).toEqual(['c', 'a', 'b'])
    moveSearch(library.context, { id: a ?? '', before: null })
    expect(names()).toEqual(['c', 'b', 'a'])
    undo(library.store)
    undo(library.store)
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(moveSearch(library.context, { id: a ?? '', before: a ?? '' }).historyId).toBeNull()
  })
})

describe('searches.delete', () => {
  it('takes a search away, and undo brings it back to its place', () => {
    const [, b] = ['a', 'b', 'c'].map((query) => save(query).id)
    deleteSearch(library.context, { id: b ?? '' })
    expect(names()).toEqual(['a', 'c'])
    save('d')
    undo(library.store)
    undo(library.store)
    expect(names()).toEqual(['a', 'b', 'c'])
    deleteSearch(library.context, { id: b ?? '' })
    expect(() => deleteSearch(library.context, { id: b ?? '' })).toThrow('not there any more')
  })
})

it('a saved search is found by its name, or the sentence names those there are', () => {
  save('lamp', 'My lamps')
  expect(savedSearchNamed(library.store, ' my LAMPS').query).toBe('lamp')
  expect(() => savedSearchNamed(library.store, 'tides')).toThrow('There is no saved search named “tides”. There are “My lamps”.')
})

it('searches of late are the newest twenty, each once; they can be forgotten and are no step of undo', () => {
  for (let at = 0; at < 25; at += 1) rememberSearch(library.store, `word${at}`, at)
  rememberSearch(library.store, 'word10 ', 100)
  expect(recentSearches(library.store)).toHaveLength(20)
  expect(recentSearches(library.store).slice(0, 2)).toEqual(['word10', 'word24'])
  forgetSearch(library.store, 'word24')
  expect(recentSearches(library.store)).not.toContain('word24')
  forgetSearch(library.store, null)
  expect(recentSearches(library.store)).toEqual([])
  expect(() => undo(library.store)).toThrow('nothing to undo')
})
