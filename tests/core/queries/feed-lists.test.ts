// Owns the facts about what the feed lists by itself: catching up, rising, and what changed since a visit.
import { beforeEach, describe, expect, it } from 'vitest'
import { archiveRest } from '#core/commands/catch-up.ts'
import { decide, snooze } from '#core/commands/triage.ts'
import { undo } from '#core/history.ts'
import { catchUp } from '#core/queries/catch-up.ts'
import { type ListedPlace, listPapers } from '#core/queries/lists.ts'
import { noteVisit } from '#core/storage/visit-rows.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

const HOUR_MS = 3_600_000
let library: TestLibrary
beforeEach(() => (library = openLibrary()))

const yieldTurn = (): Promise<void> => Promise.resolve()
const missed = async () => (await catchUp(library.store, '2026-11-20', yieldTurn)).ids
const never = { signal: new AbortController().signal }
const progress = (): void => undefined
const rest = async (papers: string[]) => await archiveRest({ ...library.context, yieldTurn, progress }, { ids: papers }, never)
const ids = (place: ListedPlace) =>
  listPapers(library.store, { place, sort: 'place', filter: {}, today: '2026-11-20', nowMs: library.context.clock.nowMs() }).ids
const counted = (id: string, atMs: number, votes: number): void => {
  library.store.sql.prepare('INSERT INTO metric_snapshots (paper_id, read_at_ms, votes) VALUES (?, ?, ?)').run(id, atMs, votes)
  library.store.sql.prepare('UPDATE papers SET votes = ?, metrics_read_at_ms = ? WHERE id = ?').run(votes, atMs, id)
}

describe('Catch up', () => {
  beforeEach(() =>
    addPapers(library, [
      { id: '2611.00001', day: '2026-11-17', votes: 5, title: 'Quiet pumps in deep wells' },
      { id: '2611.00002', day: '2026-11-18', votes: 50, title: 'Reading maps by ear' },
      { id: '2611.00003', day: '2026-11-18', votes: 9, title: 'Reading maps, by ear' },
      { id: '2611.00004', day: '2026-11-20', votes: 99, title: 'Of the newest day' },
    ]),
  )

  it('merges the days before the newest by votes and folds near-duplicates', async () => {
    expect(await missed()).toEqual(['2611.00002', '2611.00001'])
  })

  it('keeps a near-duplicate folded once its paper is decided, and archives it with the rest', async () => {
    decide(library.context, { ids: ['2611.00002'], state: 'later' })
    expect(await missed()).toEqual(['2611.00001'])
    expect((await rest(['2611.00001'])).sentence).toBe('Archived the rest: 1 paper and 1 near-duplicate.')
    expect(ids({ kind: 'inbox' })).toEqual(['2611.00004'])
  })

  it('lifts what shares names with papers saved before', async () => {
    library.store.sql.exec(`UPDATE papers SET votes = 6, authors = '[]' WHERE id = '2611.00002'`)
    library.store.sql.exec(`UPDATE papers SET votes = 1, authors = '[]' WHERE id = '2611.00003'`)
    decide(library.context, { ids: ['2611.00004'], state: 'later' })
    expect(await missed()).toEqual(['2611.00001', '2611.00002'])
  })

  it('archives the rest with what was folded as one step that undo takes back', async () => {
    const before = ids({ kind: 'inbox' })
    const done = await rest(['2611.00002', '2611.00001', '2611.00004'])
    expect(done.sentence).toBe('Archived the rest: 2 papers and 1 near-duplicate.')
    expect(ids({ kind: 'inbox' })).toEqual(['2611.00004'])
    undo(library.store)
    expect(ids({ kind: 'inbox' })).toEqual(before)
  })

  it('leaves what is decided, snoozed or taken back by the source while the rest is gone through', async () => {
    const many = paperIds(600).map((id) => id.replace('2611', '2610'))
    addPapers(
      library,
      many.map((id) => ({ id, day: '2026-11-18', title: `${id} of its own` })),
    )
    const [later, snoozed, gone] = many as [string, string, string]
    let turns = 0
    const done = await archiveRest(
      {
        ...library.context,
        progress,
        yieldTurn: () => {
          turns += 1
          if (turns > 1) return Promise.resolve()
          decide(library.context, { ids: [later], state: 'later' })
          snooze(library.context, { ids: [snoozed], until: '2026-12-01' })
          library.store.sql.prepare('DELETE FROM papers WHERE id = ?').run(gone)
          return Promise.resolve()
        },
      },
      { ids: many },
      never,
    )
    expect(done.sentence).toBe('Archived the rest: 597 papers and 1 near-duplicate.')
    const marks = library.store.sql.prepare('SELECT state, snoozed_until FROM marks WHERE paper_id IN (?, ?, ?) ORDER BY 1')
    expect(marks.all(later, snoozed, gone)).toEqual([
      { state: 'inbox', snoozed_until: '2026-12-01' },
      { state: 'later', snoozed_until: null },
    ])
  })

  it('archives the rest turn by turn, as one step that one undo takes back, and stopped leaves none of it', async () => {
    const many = paperIds(600).map((id) => id.replace('2611', '2610'))
    addPapers(
      library,
      many.map((id) => ({ id, day: '2026-11-18', title: `${id} of its own` })),
    )
    const archived = (): number => ids({ kind: 'state', state: 'archive' }).length
    const told: number[] = []
    const stopping = new AbortController()
    const context = {
      ...library.context,
      yieldTurn,
      progress: (_call: string, done: number) => {
        told.push(done)
        if (done === 300) stopping.abort()
      },
    }
    const already = archived()
    await expect(archiveRest(context, { ids: many }, stopping)).rejects.toMatchObject({ code: 'cancelled' })
    expect([archived(), told]).toEqual([already, [150, 300]])
    told.length = 0
    await archiveRest(context, { ids: many }, never)
    expect(archived()).toBe(already + 601)
    expect(told).toEqual([150, 300, 450, 600, 601])
    undo(library.store)
    expect(archived()).toBe(already)
  })

  it('after months away lets other calls in, again and again', async () => {
    addPapers(
      library,
      paperIds(4_000).map((id, index) => ({ id: id.replace('2611', '2610'), day: '2026-11-18', title: `${id} of its own`, votes: index })),
    )
    const counts: unknown[] = []
    const { ids: inOrder, folded } = await catchUp(library.store, '2026-11-20', () => {
      counts.push(library.store.sql.prepare('SELECT count(*) AS papers FROM papers').get()?.['papers'])
      return Promise.resolve()
    })
    expect([inOrder.length, folded]).toEqual([4_002, 1])
    expect(counts.length).toBeGreaterThan(40)
    expect(new Set(counts)).toEqual(new Set([4_004]))
  })
})

describe('rising', () => {
  it('goes by the votes gained in the last three days', () => {
    addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }, { id: '2611.00003' }])
    counted('2611.00001', TEST_NOW_MS - 100 * HOUR_MS, 10)
    counted('2611.00001', TEST_NOW_MS - HOUR_MS, 12)
    counted('2611.00002', TEST_NOW_MS - 100 * HOUR_MS, 1)
    counted('2611.00002', TEST_NOW_MS - HOUR_MS, 8)
    counted('2611.00003', TEST_NOW_MS - 100 * HOUR_MS, 90)
    expect(ids({ kind: 'rising' })).toEqual(['2611.00002', '2611.00001'])
  })
})

describe('since you looked', () => {
  it('counts from the end of the visit before, which a pause of hours makes', () => {
    noteVisit(library.store, TEST_NOW_MS - 30 * HOUR_MS)
    noteVisit(library.store, TEST_NOW_MS - 28 * HOUR_MS)
    expect(noteVisit(library.store, TEST_NOW_MS)).toBe(TEST_NOW_MS - 28 * HOUR_MS)
    expect(noteVisit(library.store, TEST_NOW_MS + HOUR_MS)).toBe(TEST_NOW_MS - 28 * HOUR_MS)
  })

  it('tells what rose and what gained code after that', () => {
    addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }])
    noteVisit(library.store, TEST_NOW_MS - 24 * HOUR_MS)
    noteVisit(library.store, TEST_NOW_MS)
    counted('2611.00001', TEST_NOW_MS - 48 * HOUR_MS, 3)
    counted('2611.00001', TEST_NOW_MS - HOUR_MS, 4)
    library.store.sql
      .prepare("UPDATE papers SET code_url = 'https://example.org/c', changed_at_ms = ? WHERE id = '2611.00002'")
      .run(TEST_NOW_MS - HOUR_MS)
    expect(ids({ kind: 'since', what: 'rose' })).toEqual(['2611.00001'])
    expect(ids({ kind: 'since', what: 'code' })).toEqual(['2611.00002'])
  })

  it('regrets what was dismissed and rose by half and ten votes since', () => {
    addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }])
    counted('2611.00001', TEST_NOW_MS - HOUR_MS, 12)
    counted('2611.00002', TEST_NOW_MS - HOUR_MS, 100)
    decide(library.context, { ids: ['2611.00001', '2611.00002'], state: 'dismissed' })
    counted('2611.00001', TEST_NOW_MS + HOUR_MS, 30)
    counted('2611.00002', TEST_NOW_MS + HOUR_MS, 130)
    expect(ids({ kind: 'since', what: 'regret' })).toEqual(['2611.00001'])
    const place: ListedPlace = { kind: 'since', what: 'regret' }
    expect(listPapers(library.store, { place, sort: 'place', filter: {}, today: '2026-11-20' }).gained).toEqual({ '2611.00001': 18 })
  })
})
