// Owns the facts about following: whose papers are marked, and that it can be taken back.
import { beforeEach, describe, expect, it } from 'vitest'
import { addFollow as addOnly, removeFollow } from '#core/commands/follow.ts'
import { redo, undo } from '#core/history.ts'
import { libraryStatus } from '#core/queries/library.ts'
import { listPapers } from '#core/queries/lists.ts'
import { paperRows } from '#core/queries/rows.ts'
import { lookForFollowed } from '#core/storage/follow-rows.ts'
import { addPapers, openLibrary, paperIds, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
beforeEach(() => {
  library = openLibrary()
  addPapers(library, [
    { id: '2611.00001', title: 'World-models for gardens', votes: 2 },
    { id: '2611.00002', title: 'Organ music', votes: 9 },
  ])
  library.store.sql
    .prepare(`UPDATE papers SET organization = '{"handle":"Green-Lab","name":"The Green Lab"}' WHERE id = '2611.00002'`)
    .run()
})

/** Whether anything was left to look for. */
const lookForAll = (): boolean => {
  const hadMore = lookForFollowed(library.store)
  while (lookForFollowed(library.store));
  return hadMore
}
const addFollow = (...input: Parameters<typeof addOnly>) => {
  const done = addOnly(...input)
  lookForAll()
  return done
}
const followsOf = (id: string) => paperRows(library.store, [id])[0]?.follows
const followed = () => listPapers(library.store, { place: { kind: 'followed' }, sort: 'place', filter: {}, today: '2026-11-20' }).ids
const counts = () =>
  libraryStatus(library.store, { clock: library.context.clock, facts: { dataFolder: '', appVersion: '' } }).follows.map(
    ({ name, papers, undecided }) => [name, papers, undecided],
  )

it('marks the papers of an author, whatever the case', () => {
  expect(addFollow(library.context, { kind: 'author', text: 'a. writer' }).sentence).toBe('Following a. writer.')
  expect(followsOf('2611.00001')).toEqual(['a. writer'])
  expect(followed()).toEqual(['2611.00002', '2611.00001'])
})

it('knows an organization by its handle and shows its name', () => {
  addFollow(library.context, { kind: 'organization', text: 'Green-Lab', name: 'The Green Lab' })
  expect(followsOf('2611.00002')).toEqual(['The Green Lab'])
  expect(followsOf('2611.00001')).toEqual([])
})

it('finds a keyword as whole words of the title, hyphen or not', () => {
  addFollow(library.context, { kind: 'keyword', text: 'world models' })
  addFollow(library.context, { kind: 'keyword', text: 'gan' })
  expect(followsOf('2611.00001')).toEqual(['world models'])
  expect(followsOf('2611.00002')).toEqual([])
  addPapers(library, [{ id: '2401.00001', title: 'World models of old', day: '2024-01-10' }])
  expect(counts()).toEqual([
    ['gan', 0, 0],
    ['world models', 2, 1],
  ])
})

it('marks papers that come later', () => {
  addFollow(library.context, { kind: 'keyword', text: 'tides' })
  addPapers(library, [{ id: '2611.00003', title: 'Tides, again' }])
  expect(followsOf('2611.00003')).toEqual(['tides'])
})

it('is one step each way: undo and redo move the marks with it', () => {
  addFollow(library.context, { kind: 'author', text: 'A. Writer' })
  removeFollow(library.context, { kind: 'author', key: 'a. writer' })
  expect(followed()).toEqual([])
  undo(library.store)
  lookForAll()
  expect(followed()).toHaveLength(2)
  undo(library.store)
  expect(followed()).toEqual([])
  redo(library.store)
  lookForAll()
  expect(followsOf('2611.00001')).toEqual(['A. Writer'])
})

describe('in a library of many pieces', () => {
  const ids = paperIds(1_300)
  beforeEach(() =>
    addPapers(
      library,
      ids.slice(2).map((id) => ({ id })),
    ),
  )

  it('marks them piece by piece, and none twice that came or changed in between', () => {
    addOnly(library.context, { kind: 'author', text: 'A. Writer' })
    expect(followed()).toEqual([])
    lookForFollowed(library.store)
    const soFar = followed().length
    expect(soFar).toBeGreaterThan(0)
    expect(soFar).toBeLessThan(ids.length)
    addPapers(library, [{ id: '2610.99999' }, { id: '2612.00001' }])
    library.store.sql.prepare(`UPDATE papers SET authors = '[{"name":"B. Other"}]' WHERE id IN (?, ?)`).run(ids[0] ?? '', ids.at(-1) ?? '')
    lookForAll()
    expect(followed().toSorted()).toEqual(['2610.99999', ...ids.slice(1, -1), '2612.00001'])
  })

  it('forgets what was left to look for when it is followed no longer', () => {
    addOnly(library.context, { kind: 'author', text: 'A. Writer' })
    lookForFollowed(library.store)
    removeFollow(library.context, { kind: 'author', key: 'a. writer' })
    expect([followed(), lookForAll()]).toEqual([[], false])
  })
})

it('refuses nothing but punctuation', () => {
  expect(() => addFollow(library.context, { kind: 'keyword', text: '-!' })).toThrow('Type a name')
})
