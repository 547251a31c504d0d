// Owns the facts about undo and redo of very long steps: by turns, what is decided meanwhile stays, a crash in the middle ends whole.
import { beforeEach, expect, it } from 'vitest'
import type { BulkContext } from '#core/command.ts'
import { finishTravels, longStep, travelByTurns } from '#core/bulk-travel.ts'
import { addTags, addTagsToMany, removeTagsFromMany } from '#core/commands/tags.ts'
import { decide, decideMany } from '#core/commands/triage.ts'
import { listHistory, undo } from '#core/history.ts'
import { type ListedPlace, listPapers } from '#core/queries/lists.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

const MANY = Array.from({ length: 3_000 }, (_, index) => `2501.${String(index).padStart(5, '0')}`)
const OTHER = '2501.09999'
const never = { signal: new AbortController().signal }
let library: TestLibrary
let turns: { done: number; total: number }[]
beforeEach(() => {
  library = openLibrary()
  turns = []
  addPapers(
    library,
    [...MANY, OTHER].map((id) => ({ id, day: '2025-01-10' })),
  )
})

const context = (onTurn: (turn: number) => void = () => undefined): BulkContext => ({
  ...library.context,
  progress: (_call, done, total) => turns.push({ done, total }),
  yieldTurn: () => {
    onTurn(turns.length)
    return Promise.resolve()
  },
})
const count = (place: ListedPlace): number =>
  listPapers(library.store, { place, sort: 'place', filter: {}, today: '2026-11-20' }).ids.length
const archived = { kind: 'state', state: 'archive' } as const
const tagged = { kind: 'tag', tag: 'to read' } as const
const travel = async (side: 'before' | 'after', onTurn?: (turn: number) => void, options = never) => {
  turns = []
  const id = longStep(library.store, side)
  if (id === null) throw new Error('there is no long step')
  return await travelByTurns(context(onTurn), 'history.undo', { id, side }, options)
}

it('takes a long step back and does it again by turns, with progress, as the one step it is', async () => {
  await decideMany(context(), { ids: MANY, state: 'archive' }, never)
  const seen: number[] = []
  const undone = await travel('before', () => seen.push(count(archived)))
  expect(undone.sentence).toBe('Undone: Archived 3,000 papers.')
  expect(undone.papers).toHaveLength(3_000)
  expect(turns.length).toBeGreaterThan(15)
  expect(new Set(seen).size).toBeGreaterThan(15)
  expect(count(archived)).toBe(0)
  await travel('after')
  expect(count(archived)).toBe(3_000)
  expect(listHistory(library.store, 9).entries).toMatchObject([{ status: 'done', sentence: 'Archived 3,000 papers.' }])
})

it('tags thousands of papers by turns as one step, and takes the tag off and back again', async () => {
  const seen: number[] = []
  const done = await addTagsToMany(
    context(() => seen.push(count(tagged))),
    { ids: MANY, names: ['to read'] },
    never,
  )
  expect(done.sentence).toBe('Tagged 3,000 papers #to read.')
  expect(seen[0]).toBeLessThan(3_000)
  expect(library.changes.at(-1)?.topics.toSorted()).toEqual(['history', 'tags'])
  expect((await removeTagsFromMany(context(), { ids: MANY, names: ['to read'] }, never)).sentence).toBe('Took #to read off 3,000 papers.')
  expect(library.store.sql.prepare('SELECT count(*) AS n FROM tags').get()?.['n']).toBe(0)
  await travel('before')
  expect(count(tagged)).toBe(3_000)
  await travel('before')
  expect([count(tagged), library.store.sql.prepare('SELECT count(*) AS n FROM tags').get()?.['n']]).toEqual([0, 0])
  await travel('after')
  expect(count(tagged)).toBe(3_000)
})

it('takes tags off again when tagging is stopped', async () => {
  const stop = new AbortController()
  const work = addTagsToMany(
    context((turn) => turn === 4 && stop.abort()),
    { ids: MANY, names: ['to read'] },
    stop,
  )
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  expect(count(tagged)).toBe(0)
  expect(listHistory(library.store, 9).canUndo).toBe(false)
})

it('leaves what the reader decides and tags on the way, which then can be undone by itself', async () => {
  await addTagsToMany(context(), { ids: MANY, names: ['to read'] }, never)
  await travel('before', (turn) => {
    if (turn === 3) addTags(library.context, { ids: [OTHER], names: ['to read'] })
  })
  expect(count(tagged)).toBe(1)
  expect(listHistory(library.store, 9).entries.map(({ status }) => status)).toEqual(['done', 'taken-back'])
  undo(library.store)
  expect(count(tagged)).toBe(0)
})

it('goes back to where it was when it is stopped', async () => {
  await decideMany(context(), { ids: MANY, state: 'archive' }, never)
  const stop = new AbortController()
  await expect(travel('before', (turn) => turn === 5 && stop.abort(), stop)).rejects.toMatchObject({ code: 'cancelled' })
  expect(count(archived)).toBe(3_000)
  await travel('before')
  expect(count(archived)).toBe(0)
})

it('is refused whole where one of its papers was decided anew', async () => {
  await decideMany(context(), { ids: MANY, state: 'archive' }, never)
  library.store.sql.exec(`UPDATE marks SET state = 'later', list_position = 1 WHERE paper_id = '${MANY[2_500]}'`)
  await expect(travel('before')).rejects.toMatchObject({ code: 'cannot-undo' })
  expect(count(archived)).toBe(2_999)
  expect(listHistory(library.store, 9).canUndo).toBe(false)
})

it('is brought to its end by the next start when the program goes away in the middle', async () => {
  await decideMany(context(), { ids: MANY, state: 'archive' }, never)
  decide(library.context, { ids: [OTHER], state: 'later' })
  undo(library.store)
  const gone = travel('before', (turn) => {
    if (turn === 7) throw new Error('the power went')
  })
  await expect(gone).rejects.toThrow('the power went')
  expect(count(archived)).toBeGreaterThan(0)
  finishTravels(library.store)
  expect(count(archived)).toBe(0)
  expect(listHistory(library.store, 9).entries.map(({ status }) => status)).toEqual(['undone', 'undone'])
  finishTravels(library.store)
  expect(count(archived)).toBe(0)
})
