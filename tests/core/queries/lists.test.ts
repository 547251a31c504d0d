// Owns the facts about which papers a place shows, and what is counted.
import { beforeEach, describe, expect, it } from 'vitest'
import { addTags } from '#core/commands/tags.ts'
import { decide, snooze } from '#core/commands/triage.ts'
import { removeSamples } from '#core/commands/samples.ts'
import { libraryStatus, listDays } from '#core/queries/library.ts'
import { type ListedPlace, listPapers } from '#core/queries/lists.ts'
import { paperRows } from '#core/queries/rows.ts'
import { undo } from '#core/history.ts'
import { openStore } from '#core/storage/store.ts'
import type { ListFilter, ListSort } from '#domain/list.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
beforeEach(() => (library = openLibrary()))

const ids = (place: ListedPlace, sort: ListSort = 'place', filter: ListFilter = {}): string[] =>
  listPapers(library.store, { place, sort, filter, today: '2026-11-20' }).ids
const status = () => libraryStatus(library.store, { clock: library.context.clock, facts: { dataFolder: '', appVersion: '0' } })

describe('the inbox', () => {
  it('reaches back to fourteen days before the first start and no further', () => {
    addPapers(library, [
      { id: '2611.00001', day: '2026-11-06' },
      { id: '2611.00002', day: '2026-11-05' },
    ])
    expect(ids({ kind: 'inbox' })).toEqual(['2611.00001'])
    expect(status().counts.inbox).toBe(1)
  })

  it('takes an older paper once the reader puts it there', () => {
    addPapers(library, [{ id: '2401.00001', day: '2024-01-10' }])
    decide(library.context, { ids: ['2401.00001'], state: 'inbox' })
    expect(ids({ kind: 'inbox' })).toEqual(['2401.00001'])
  })

  it('heals when the clock stood in the future at the first start', () => {
    library.store.sql.prepare("UPDATE library SET inbox_since = '2099-01-01'").run()
    addPapers(library, [{ id: '2611.00001' }])
    expect(ids({ kind: 'inbox' })).toEqual([])
    openStore(library.store.sql, library.context)
    expect(ids({ kind: 'inbox' })).toEqual(['2611.00001'])
  })
})

describe('the reading list', () => {
  it('by what has waited longest, and with the words of a PDF that was read', () => {
    addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }, { id: '2611.00003' }])
    for (const id of ['2611.00003', '2611.00001', '2611.00002']) {
      decide(library.context, { ids: [id], state: 'later' })
      library.pass(1_000)
    }
    expect(ids({ kind: 'state', state: 'later' }, 'waiting')).toEqual(['2611.00003', '2611.00001', '2611.00002'])
    library.store.sql
      .exec(`INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES ('h', 1, '2611.00001', 't', 'arxiv', 1);
      INSERT INTO file_text_states (file_hash, state, pages, characters, read_at_ms) VALUES ('h', 'read', 9, 48000, 1)`)
    library.store.sql.exec(`INSERT INTO arxiv_records (paper_id, version, title, abstract, authors, categories, comment, fetched_at_ms)
      VALUES ('2611.00002', 1, 't', '', '[]', '[]', '12 pages, 3 figures', 1)`)
    expect(paperRows(library.store, ['2611.00001', '2611.00002']).map((row) => row.pdfCharacters)).toEqual([48_000, null])
    expect(paperRows(library.store, ['2611.00001', '2611.00002']).map((row) => row.pages)).toEqual([9, 12])
    const all = { sort: 'place', filter: {}, today: '2026-11-20' } as const
    const later = listPapers(library.store, { place: { kind: 'state', state: 'later' }, ...all })
    expect(later.reading).toEqual({ minutes: 70, papers: 2, unknown: 1 })
    expect(listPapers(library.store, { place: { kind: 'inbox' }, ...all }).reading).toBeNull()
  })
})

describe('what waits for a decision', () => {
  const three = ['2611.00001', '2611.00002', '2611.00003']
  const list = (place: ListedPlace, filter: ListFilter = {}) => {
    const { ids: shown, undecided, decided, saved } = listPapers(library.store, { place, sort: 'date', filter, today: '2026-11-20' })
    return { undecided: undecided.map((index) => shown[index]), decided, saved }
  }
  const tagged: ListedPlace = { kind: 'tag', tag: 'mine' }
  beforeEach(() => {
    addPapers(
      library,
      three.map((id) => ({ id })),
    )
    addTags(library.context, { ids: three, names: ['mine'] })
    decide(library.context, { ids: ['2611.00002'], state: 'later' })
    snooze(library.context, { ids: ['2611.00003'], until: '2026-11-21' })
  })

  it.each<[string, ListedPlace]>([
    ['a day', { kind: 'day', day: '2026-11-20' }],
    ['a tag', tagged],
    ['all papers', { kind: 'all' }],
  ])('is told of %s by where it stands, and counted', (_, place) => {
    expect(list(place)).toEqual({ undecided: ['2611.00001'], decided: 2, saved: 1 })
  })

  it('is all of the inbox, and nothing of what was decided', () => {
    expect(list({ kind: 'inbox' })).toEqual({ undecided: ['2611.00001'], decided: 0, saved: 0 })
    for (const place of [{ kind: 'state', state: 'later' }, { kind: 'snoozed' }] as const)
      expect(list(place)).toEqual({ undecided: [], decided: 0, saved: 0 })
  })

  it('is counted among those that a filter lets through; what only undecided are listed of is still counted', () => {
    expect(list(tagged, { undecided: true })).toEqual({ undecided: ['2611.00001'], decided: 2, saved: 1 })
    expect(list(tagged, { hasNote: true })).toEqual({ undecided: [], decided: 0, saved: 0 })
    expect(list(tagged, { sample: true })).toEqual({ undecided: ['2611.00001'], decided: 2, saved: 1 })
    expect(list({ kind: 'state', state: 'later' }, { undecided: true })).toEqual({ undecided: [], decided: 0, saved: 0 })
  })
})

describe('a sample', () => {
  it('is the same ten papers all day, in the order of the list', () => {
    addPapers(
      library,
      paperIds(40).map((id) => ({ id })),
    )
    const whole = ids({ kind: 'inbox' })
    const drawn = ids({ kind: 'inbox' }, 'place', { sample: true })
    expect(drawn).toHaveLength(10)
    expect(drawn).toEqual(whole.filter((id) => drawn.includes(id)))
    expect(drawn).not.toEqual(whole.slice(0, 10))
    expect(ids({ kind: 'inbox' }, 'place', { sample: true })).toEqual(drawn)
  })
})

describe('a day', () => {
  it('stands in the order of the source, ties broken the same way each time', () => {
    addPapers(library, [
      { id: '2611.00003', position: 1 },
      { id: '2611.00001', position: 0 },
      { id: '2611.00002', position: 2 },
    ])
    expect(ids({ kind: 'day', day: '2026-11-20' })).toEqual(['2611.00001', '2611.00003', '2611.00002'])
  })

  it('counts what is decided and saved', () => {
    addPapers(library, [{ id: '2611.00001' }, { id: '2611.00002' }, { id: '2611.00003' }])
    decide(library.context, { ids: ['2611.00001'], state: 'later' })
    decide(library.context, { ids: ['2611.00002'], state: 'dismissed' })
    const [day] = listDays(library.store, { from: '2026-11-01', to: '2026-11-30', nowMs: TEST_NOW_MS })
    expect(day).toMatchObject({ papers: 3, decided: 2, saved: 1 })
    expect(status().counts.today).toBe(1)
  })
})

describe('weeks and months', () => {
  it('show a paper of two days once, under the newer one', () => {
    addPapers(library, [
      { id: '2611.00001', day: '2026-11-16' },
      { id: '2611.00002', day: '2026-11-17' },
    ])
    library.store.sql.prepare("INSERT INTO day_entries (day, paper_id, position) VALUES ('2026-11-17', '2611.00001', 5)").run()
    expect(ids({ kind: 'week', week: '2026-W47' })).toEqual(['2611.00002', '2611.00001'])
    expect(ids({ kind: 'month', month: '2026-11' })).toEqual(['2611.00002', '2611.00001'])
  })
})

describe('sorting and narrowing', () => {
  beforeEach(() =>
    addPapers(library, [
      { id: '2611.00001', title: 'beta', votes: 3, codeUrl: 'https://example.org/code' },
      { id: '2611.00002', title: 'Alpha', votes: 9 },
    ]),
  )

  it('sorts by votes and by title without regard to case', () => {
    expect(ids({ kind: 'all' }, 'votes')).toEqual(['2611.00002', '2611.00001'])
    expect(ids({ kind: 'all' }, 'title')).toEqual(['2611.00002', '2611.00001'])
  })

  it('narrows to undecided papers with code', () => {
    expect(ids({ kind: 'all' }, 'place', { undecided: true, hasCode: true })).toEqual(['2611.00001'])
  })
})

describe('sample days', () => {
  beforeEach(() => addPapers(library, [{ id: 'sample-01', day: '2023-05-03', sample: true }]))

  it('fill an empty library', () => {
    expect(status()).toMatchObject({ mode: 'sample', newestDay: '2023-05-03', counts: { papers: 1, inbox: 1 } })
  })

  it('stay while the source has given nothing but empty days', () => {
    library.store.sql.prepare("INSERT INTO days (day, fetched_at_ms) VALUES ('2026-11-20', 0)").run()
    expect(status()).toMatchObject({ mode: 'sample', counts: { papers: 1 } })
  })

  it('are never mixed into lists or counts once a real paper is stored', () => {
    addPapers(library, [{ id: '2611.00001' }])
    expect(ids({ kind: 'all' })).toEqual(['2611.00001'])
    expect(status()).toMatchObject({ mode: 'real', counts: { papers: 1, inbox: 1 } })
    expect(ids({ kind: 'sample' })).toEqual(['sample-01'])
  })

  it('go by one action, which can be undone', () => {
    removeSamples(library.context)
    expect(ids({ kind: 'sample' })).toEqual([])
    expect(status().counts.papers).toBe(0)
    undo(library.store)
    expect(ids({ kind: 'sample' })).toEqual(['sample-01'])
  })
})
