// Owns the facts about following: whose papers are marked, and that it can be taken back.
import { beforeEach, expect, it } from 'vitest'
import { addFollow, removeFollow } from '#core/commands/follow.ts'
import { redo, undo } from '#core/history.ts'
import { libraryStatus } from '#core/queries/library.ts'
import { listPapers } from '#core/queries/lists.ts'
import { paperRows } from '#core/queries/rows.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

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
  expect(followed()).toHaveLength(2)
  undo(library.store)
  expect(followed()).toEqual([])
  redo(library.store)
  expect(followsOf('2611.00001')).toEqual(['A. Writer'])
})

it('refuses nothing but punctuation', () => {
  expect(() => addFollow(library.context, { kind: 'keyword', text: '-!' })).toThrow('Type a name')
})
