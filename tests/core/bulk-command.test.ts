// Owns the facts about commands over very many papers: progress, other calls meanwhile, stopping, one undo.
import { beforeEach, expect, it } from 'vitest'
import { finishTravels, longStep, travelByTurns } from '#core/bulk-travel.ts'
import type { BulkContext } from '#core/command.ts'
import { decide, decideMany, setReadMany, snoozeMany } from '#core/commands/triage.ts'
import { listHistory, undo } from '#core/history.ts'
import { listPapers } from '#core/queries/lists.ts'
import type { PaperState } from '#domain/marks.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

const MANY = Array.from({ length: 10_000 }, (_, index) => `2501.${String(index).padStart(5, '0')}`)
const LAST = MANY.at(-1) ?? ''
let library: TestLibrary
let told: { done: number; total: number }[]
beforeEach(() => {
  library = openLibrary()
  told = []
  addPapers(
    library,
    MANY.map((id) => ({ id, day: '2025-01-10' })),
  )
})

const never = new AbortController().signal
const count = (state: Exclude<PaperState, 'inbox'>): number =>
  listPapers(library.store, { place: { kind: 'state', state }, sort: 'place', filter: {}, today: '2026-11-20' }).ids.length
const context = (onTurn: (turn: number) => void = () => undefined): BulkContext => ({
  ...library.context,
  progress: (_call, done, total) => told.push({ done, total }),
  yieldTurn: () => {
    onTurn(told.length)
    return Promise.resolve()
  },
})

it('decides 10,000 papers with progress, other calls between, in one step that one undo takes back', async () => {
  const seen: number[] = []
  const done = await decideMany(
    context(() => seen.push(count('archive'))),
    { ids: MANY, state: 'archive' },
    { signal: never },
  )
  expect(done.sentence).toBe('Archived 10,000 papers.')
  expect(told.at(-1)).toEqual({ done: 10_000, total: 10_000 })
  expect(told.length).toBeGreaterThan(50)
  expect(seen[0]).toBeLessThan(10_000)
  expect(count('archive')).toBe(10_000)
  expect(listHistory(library.store, 10).entries).toMatchObject([{ sentence: 'Archived 10,000 papers.' }])
  undo(library.store)
  expect(count('archive')).toBe(0)
})

it('puts what joins the reading list to its top in the order given', async () => {
  decide(library.context, { ids: [LAST], state: 'later' })
  await decideMany(context(), { ids: MANY.slice(0, 2_000), state: 'later' }, { signal: never })
  const { ids } = listPapers(library.store, { place: { kind: 'state', state: 'later' }, sort: 'place', filter: {}, today: '2026-11-20' })
  expect(ids).toEqual([...MANY.slice(0, 2_000), LAST])
})

it('takes everything back when it is stopped', async () => {
  const stop = new AbortController()
  const work = decideMany(
    context((turn) => turn === 5 && stop.abort()),
    { ids: MANY, state: 'dismissed' },
    { signal: stop.signal },
  )
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  expect(count('dismissed')).toBe(0)
  expect(listHistory(library.store, 10).canUndo).toBe(false)
})

it('leaves what the reader decides meanwhile, also when it is stopped', async () => {
  const stop = new AbortController()
  const meanwhile = context((turn) => {
    if (turn === 2) {
      library.pass(1_000)
      decide(library.context, { ids: [LAST, MANY[0] ?? ''], state: 'shortlist' })
    }
    if (turn === 4) stop.abort()
  })
  await expect(decideMany(meanwhile, { ids: MANY, state: 'dismissed' }, { signal: stop.signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect([count('shortlist'), count('dismissed')]).toEqual([2, 0])
})

it('stops where undo took it back meanwhile', async () => {
  await decideMany(
    context((turn) => turn === 3 && void undo(library.store)),
    { ids: MANY, state: 'dismissed' },
    { signal: never },
  )
  expect(count('dismissed')).toBe(0)
})

it('stops where an undo that itself goes by turns takes it back meanwhile, and the undo takes back all of it', async () => {
  let undoing: Promise<unknown> = Promise.resolve()
  await decideMany(
    context((turn) => {
      const id = turn === 30 ? longStep(library.store, 'before') : null
      if (id !== null)
        undoing = travelByTurns({ ...context(), progress: () => undefined }, 'history.undo', { id, side: 'before' }, { signal: never })
    }),
    { ids: MANY, state: 'dismissed' },
    { signal: never },
  )
  await undoing
  expect(count('dismissed')).toBe(0)
  expect(listHistory(library.store, 10).entries).toMatchObject([{ status: 'undone' }])
})

it('leaves out what the source takes back meanwhile', async () => {
  const done = await decideMany(
    context((turn) => turn === 2 && void library.store.sql.prepare('DELETE FROM papers WHERE id = ?').run(LAST)),
    { ids: MANY, state: 'archive' },
    { signal: never },
  )
  expect([done.sentence, count('archive')]).toEqual(['Archived 9,999 papers.', 9_999])
})

it('is taken back by the next start when the program goes away in the middle, and undo passes it over', async () => {
  decide(library.context, { ids: [LAST], state: 'later' })
  const gone = decideMany(
    context((turn) => {
      if (turn !== 7) return
      // from now on the disk takes nothing, so that it can't be taken back at once
      library.store.sql.exec('PRAGMA query_only = ON')
      throw new Error('the power went')
    }),
    { ids: MANY, state: 'archive' },
    { signal: never },
  )
  await expect(gone).rejects.toThrow('the power went')
  expect(count('archive')).toBeGreaterThan(0)
  library.store.sql.exec('PRAGMA query_only = OFF')
  finishTravels(library.store)
  expect([count('archive'), count('later')]).toEqual([0, 1])
  expect(listHistory(library.store, 10).entries.map(({ status }) => status)).toEqual(['taken-back', 'done'])
  undo(library.store)
  expect(count('later')).toBe(0)
})

it('snoozes and marks as read in the same manner', async () => {
  await snoozeMany(context(), { ids: MANY, until: '2026-12-01' }, { signal: never })
  expect(listPapers(library.store, { place: { kind: 'snoozed' }, sort: 'place', filter: {}, today: '2026-11-20' }).ids).toHaveLength(10_000)
  const done = await setReadMany(context(), { ids: MANY, read: true }, { signal: never })
  expect(done.sentence).toBe('Marked 10,000 papers as read.')
  undo(library.store)
  undo(library.store)
  expect(listHistory(library.store, 10).canUndo).toBe(false)
})
