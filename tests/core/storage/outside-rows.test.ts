// Owns the facts about storing what came from outside: whole days, nothing twice, nothing of the reader's lost.
import { describe, expect, test } from 'vitest'
import type { SqlRow } from '#core/ports.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { type FetchedPaper, storeDay, storeTrending } from '#core/storage/outside-rows.ts'
import type { Store } from '#core/storage/store.ts'
import { verifyLibrary } from '#core/queries/verify.ts'
import { addPapers, openLibrary, TEST_NOW_MS } from '#tests/support/library.ts'
import { madeRow, madeRows } from '../source/made-row.ts'

const DAY = '2026-11-18'
const LATER = TEST_NOW_MS + 3_600_000

function fetched(rows: readonly unknown[]): FetchedPaper[] {
  return parseDailyPapers(rows, DAY).rows
}

function open(): Store {
  return openLibrary().store
}

/** Everything from outside but the moments at which days were read. */
function contents(store: Store): Record<string, SqlRow[]> {
  const tables = ['papers', 'day_entries', 'trending_entries', 'metric_snapshots', 'set_aside', 'marks', 'notes', 'paper_tags']
  return Object.fromEntries(tables.map((table) => [table, store.sql.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
}

function idsOf(store: Store, day = DAY): string[] {
  return store.sql
    .prepare('SELECT paper_id FROM day_entries WHERE day = ? ORDER BY position')
    .all(day)
    .map((row) => String(row['paper_id']))
}

function has(store: Store, id: string): boolean {
  return store.sql.prepare('SELECT 1 FROM papers WHERE id = ?').get(id) !== undefined
}

function history(store: Store, id: string): unknown[] {
  return store.sql
    .prepare('SELECT read_at_ms - ? AS after, votes, comments, stars FROM metric_snapshots WHERE paper_id = ? ORDER BY read_at_ms')
    .all(TEST_NOW_MS, id)
    .map((row) => Object.values(row))
}

describe('a day', () => {
  test('is stored in the order of the source, with its papers', () => {
    const store = open()
    const { changedIds, papersAdded } = storeDay(store, DAY, fetched(madeRows(3)), TEST_NOW_MS)
    expect([changedIds.length, papersAdded, idsOf(store)]).toEqual([3, 3, ['2611.00001', '2611.00002', '2611.00003']])
    expect(store.sql.prepare('SELECT newest_day, votes, sample FROM papers WHERE id = ?').get('2611.00001')).toEqual({
      newest_day: DAY,
      votes: 100,
      sample: 0,
    })
    expect(verifyLibrary(store).ok).toBe(true)
  })

  test('stored twice changes nothing and says so', () => {
    const store = open()
    storeDay(store, DAY, fetched(madeRows(50)), TEST_NOW_MS)
    const before = contents(store)
    expect(storeDay(store, DAY, fetched(madeRows(50)), LATER)).toEqual({ changedIds: [], papersAdded: 0, listChanged: false })
    expect(contents(store)).toEqual(before)
    expect(store.sql.prepare('SELECT fetched_at_ms AS at FROM days').get()).toEqual({ at: LATER })
  })

  test('may be empty', () => {
    const store = open()
    expect(storeDay(store, DAY, [], TEST_NOW_MS)).toEqual({ changedIds: [], papersAdded: 0, listChanged: false })
    expect(store.sql.prepare('SELECT day, sample FROM days').all()).toEqual([{ day: DAY, sample: 0 }])
  })

  test('is all there or not at all when the disk is full in the middle', () => {
    const store = open()
    storeDay(store, DAY, fetched(madeRows(40)), TEST_NOW_MS)
    const before = contents(store)
    const pages = Number(store.sql.prepare('PRAGMA page_count').get()?.['page_count'])
    store.sql.prepare(`PRAGMA max_page_count = ${pages}`).get()
    expect(() => storeDay(store, '2026-11-19', fetched(madeRows(250, { month: '2612' })), LATER)).toThrow(
      expect.objectContaining({ code: 'disk-full' }),
    )
    expect(contents(store)).toEqual(before)
    expect(idsOf(store, '2026-11-19')).toEqual([])
    store.sql.prepare('PRAGMA max_page_count = 1000000').get()
    storeDay(store, '2026-11-19', fetched(madeRows(250, { month: '2612' })), LATER)
    expect(idsOf(store, '2026-11-19')).toHaveLength(250)
  })

  test('moves papers to new places when votes moved', () => {
    const store = open()
    const rows = madeRows(3)
    storeDay(store, DAY, fetched(rows), TEST_NOW_MS)
    const stored = storeDay(store, DAY, fetched([rows[2], rows[0], rows[1]]), LATER)
    expect(stored).toEqual({ changedIds: [], papersAdded: 0, listChanged: true })
    expect(idsOf(store)).toEqual(['2611.00003', '2611.00001', '2611.00002'])
  })

  test('never touches a sample', () => {
    const library = openLibrary()
    addPapers(library, [{ id: 'sample-01', day: DAY, sample: true, title: 'A sample' }])
    storeDay(library.store, DAY, fetched(madeRows(2)), LATER)
    storeDay(library.store, DAY, fetched(madeRows(1)), LATER)
    expect(library.store.sql.prepare('SELECT title, sample FROM papers WHERE sample = 1').all()).toEqual([{ title: 'A sample', sample: 1 }])
    expect(idsOf(library.store)).toContain('sample-01')
  })
})

describe('votes, comments and stars', () => {
  const one = (votes: number, comments?: number, stars?: number): FetchedPaper[] =>
    fetched([madeRow('2611.00001', { paper: { upvotes: votes, githubStars: stars }, outer: { numComments: comments } })])

  test('get a line of history only when one of them moved', () => {
    const store = open()
    const reads = [one(1, 0), one(1, 0), one(5, 0), one(5, 2), one(5, 2), one(4, 2)]
    reads.forEach((rows, hour) => storeDay(store, DAY, rows, TEST_NOW_MS + hour))
    expect(history(store, '2611.00001')).toEqual([
      [0, 1, 0, null],
      [2, 5, 0, null],
      [3, 5, 2, null],
      [5, 4, 2, null],
    ])
    expect(store.sql.prepare('SELECT votes, comments, metrics_read_at_ms - ? AS at FROM papers').get(TEST_NOW_MS)).toEqual({
      votes: 4,
      comments: 2,
      at: 5,
    })
  })

  test('that the source leaves out stay as they were known', () => {
    const store = open()
    storeDay(store, DAY, one(1, 3, 9), TEST_NOW_MS)
    expect(storeDay(store, DAY, one(1), LATER).changedIds).toEqual([])
    expect(history(store, '2611.00001')).toEqual([[0, 1, 3, 9]])
  })

  test('keep the newest as the newest when the clock was set back', () => {
    const store = open()
    storeDay(store, DAY, one(1), TEST_NOW_MS)
    storeDay(store, DAY, one(2), TEST_NOW_MS - 86_400_000)
    expect(history(store, '2611.00001')).toEqual([[0, 2, null, null]])
    expect(verifyLibrary(store).ok).toBe(true)
  })

  test('do not make the text count as changed', () => {
    const store = open()
    storeDay(store, DAY, one(1), TEST_NOW_MS)
    storeDay(store, DAY, one(2), LATER)
    expect(store.sql.prepare('SELECT changed_at_ms AS at FROM papers').get()).toEqual({ at: TEST_NOW_MS })
    storeDay(store, DAY, fetched([madeRow('2611.00001', { paper: { title: 'Another title', upvotes: 2 } })]), LATER)
    expect(store.sql.prepare('SELECT changed_at_ms AS at FROM papers').get()).toEqual({ at: LATER })
  })
})

test('an abstract or a list of authors that is missing for once does not take away the known one', () => {
  const store = open()
  storeDay(store, DAY, fetched([madeRow('2611.00001')]), TEST_NOW_MS)
  expect(
    storeDay(store, DAY, fetched([madeRow('2611.00001', { paper: { summary: '', authors: [] }, outer: { summary: undefined } })]), LATER)
      .changedIds,
  ).toEqual([])
})

test('a paper in two days keeps both and names the newer', () => {
  const store = open()
  storeDay(store, '2026-11-20', fetched(madeRows(1)), TEST_NOW_MS)
  storeDay(store, '2026-11-12', fetched(madeRows(1)), TEST_NOW_MS)
  expect(store.sql.prepare('SELECT day FROM day_entries ORDER BY day').all()).toEqual([{ day: '2026-11-12' }, { day: '2026-11-20' }])
  expect(store.sql.prepare('SELECT newest_day FROM papers').get()).toEqual({ newest_day: '2026-11-20' })
  expect(verifyLibrary(store).ok).toBe(true)
})

describe('a row that disappears from its day', () => {
  const rows = madeRows(5)
  const gone = '2611.00005'

  function dayWithout(touch: (store: Store) => void): Store {
    const store = open()
    storeDay(store, DAY, fetched(rows), TEST_NOW_MS)
    touch(store)
    storeDay(store, DAY, fetched(rows.slice(0, 4)), LATER)
    expect(idsOf(store)).toEqual(['2611.00001', '2611.00002', '2611.00003', '2611.00004'])
    expect(verifyLibrary(store).ok).toBe(true)
    return store
  }

  test('takes its paper along when the reader never touched it', () => {
    const store = dayWithout(() => undefined)
    expect(has(store, gone)).toBe(false)
    expect(history(store, gone)).toEqual([])
  })

  test.each([
    ['decided on', `INSERT INTO marks (paper_id, state, read) VALUES ('${gone}', 'dismissed', 0)`],
    ['only read', `INSERT INTO marks (paper_id, state, read) VALUES ('${gone}', 'inbox', 1)`],
    ['noted', `INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES ('${gone}', 'mine', 1, 1)`],
    ['tagged', `INSERT INTO tags (id, name) VALUES ('t', 'mine'); INSERT INTO paper_tags (paper_id, tag_id) VALUES ('${gone}', 't')`],
    [
      'marked words of',
      `INSERT INTO annotations (id, paper_id, file_hash, kind, colour, comment, targets, text, sort_key, page_label, anchor_state, anchor_score, created_at_ms, modified_at_ms)
       VALUES ('a', '${gone}', 'f', 'highlight', 'yellow', 'mine', '[]', 'words', 's', '1', 'exact', 1, 1, 1)`,
    ],
    [
      'keeps the PDF of',
      `INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES ('${'f'.repeat(64)}', 9, '${gone}', 'its title', 'arxiv', 1)`,
    ],
  ])('leaves its paper when the reader %s it', (_name, sql) => {
    const store = dayWithout(({ sql: database }) => database.exec(sql))
    expect(store.sql.prepare('SELECT newest_day, title FROM papers WHERE id = ?').get(gone)).toEqual({
      newest_day: null,
      title: `A study of thing ${gone}`,
    })
    const table = sql.split(' ')[2]
    expect(store.sql.prepare(`SELECT count(*) AS count FROM ${table}`).get()).toEqual({ count: 1 })
  })

  test('leaves its paper in its other day', () => {
    const store = dayWithout((library) => storeDay(library, '2026-11-10', fetched([rows[4]]), TEST_NOW_MS))
    expect(store.sql.prepare('SELECT newest_day FROM papers WHERE id = ?').get(gone)).toEqual({ newest_day: '2026-11-10' })
  })

  test('leaves its paper while it is trending', () => {
    const store = dayWithout((library) => storeTrending(library, fetched([rows[4]]), TEST_NOW_MS))
    expect(has(store, gone)).toBe(true)
  })

  test('comes back to its place when the source shows it again', () => {
    const store = dayWithout(() => undefined)
    storeDay(store, DAY, fetched(rows), LATER)
    expect(idsOf(store)).toHaveLength(5)
  })
})

describe('an answer that can’t be the whole day', () => {
  test.each([0, 1, 4])('with %d of 10 rows takes nothing away, and that is noted', (count) => {
    const store = open()
    const rows = madeRows(10)
    storeDay(store, DAY, fetched(rows), TEST_NOW_MS)
    storeDay(store, DAY, fetched(rows.slice(0, count)), LATER)
    expect(idsOf(store)).toEqual(rows.map((row) => row.paper['id']))
    const notes = store.sql.prepare('SELECT day, reason FROM set_aside').all()
    expect(notes).toEqual([{ day: DAY, reason: `The answer held ${count} of the 10 papers stored for this day; the others were kept.` }])
    storeDay(store, DAY, fetched(rows.slice(0, count)), LATER)
    expect(store.sql.prepare('SELECT count(*) AS count FROM set_aside').get()).toEqual({ count: 1 })
  })

  test('is forgotten once the whole day comes', () => {
    const store = open()
    storeDay(store, DAY, fetched(madeRows(10)), TEST_NOW_MS)
    storeDay(store, DAY, [], LATER)
    storeDay(store, DAY, fetched(madeRows(10)), LATER)
    expect(store.sql.prepare('SELECT count(*) AS count FROM set_aside').get()).toEqual({ count: 0 })
  })

  test('because a row was set aside keeps that paper', () => {
    const store = open()
    const rows = madeRows(10)
    storeDay(store, DAY, fetched(rows), TEST_NOW_MS)
    const bad = { ...rows[3], paper: { ...rows[3]?.paper, authors: 'nobody' } }
    const parsed = parseDailyPapers(rows.with(3, bad as never), DAY)
    storeDay(store, DAY, parsed.rows, LATER, parsed.setAside)
    expect(idsOf(store)).toHaveLength(10)
    expect(store.sql.prepare('SELECT paper_id, reason FROM set_aside').all()).toEqual([
      { paper_id: '2611.00004', reason: 'The list of authors is not of the right kind.' },
    ])
  })

  test('because a row had no id keeps every paper', () => {
    const store = open()
    const rows = madeRows(10)
    storeDay(store, DAY, fetched(rows), TEST_NOW_MS)
    const parsed = parseDailyPapers([...rows.slice(0, 9), { paper: 7 }], DAY)
    storeDay(store, DAY, parsed.rows, LATER, parsed.setAside)
    expect(idsOf(store)).toHaveLength(10)
  })
})

describe('what is set aside', () => {
  const bad = { paper: { id: '2611.00009', title: 'T', upvotes: 'many' } }

  test('is kept once, however often it comes', () => {
    const store = open()
    for (let hour = 0; hour < 3; hour++) {
      const parsed = parseDailyPapers([...madeRows(2), bad], DAY)
      storeDay(store, DAY, parsed.rows, TEST_NOW_MS + hour, parsed.setAside)
    }
    expect(store.sql.prepare('SELECT at_ms, day, paper_id, reason, excerpt FROM set_aside').all()).toEqual([
      {
        at_ms: TEST_NOW_MS,
        day: DAY,
        paper_id: '2611.00009',
        reason: 'The number of votes is not of the right kind.',
        excerpt: JSON.stringify(bad),
      },
    ])
  })

  test('is forgotten when the row reads well later', () => {
    const store = open()
    const parsed = parseDailyPapers([bad], DAY)
    storeDay(store, DAY, parsed.rows, TEST_NOW_MS, parsed.setAside)
    storeDay(store, DAY, fetched([madeRow('2611.00009')]), LATER)
    expect(store.sql.prepare('SELECT count(*) AS count FROM set_aside').get()).toEqual({ count: 0 })
  })
})

describe('trending', () => {
  const order = (store: Store): string[] =>
    store.sql
      .prepare('SELECT paper_id FROM trending_entries ORDER BY position')
      .all()
      .map((row) => String(row['paper_id']))

  test('is replaced as a whole, and its unknown papers are in no day', () => {
    const store = open()
    const rows = madeRows(3)
    storeTrending(store, fetched(rows), TEST_NOW_MS)
    expect(order(store)).toHaveLength(3)
    expect(store.sql.prepare('SELECT count(*) AS count FROM papers WHERE newest_day IS NULL').get()).toEqual({ count: 3 })
    storeTrending(store, fetched([rows[2], rows[0]]), LATER)
    expect([order(store), has(store, '2611.00002')]).toEqual([['2611.00003', '2611.00001'], false])
    expect(verifyLibrary(store).ok).toBe(true)
  })

  test('stored twice changes nothing', () => {
    const store = open()
    storeTrending(store, fetched(madeRows(3)), TEST_NOW_MS)
    expect(storeTrending(store, fetched(madeRows(3)), LATER)).toEqual({ changedIds: [], papersAdded: 0, listChanged: false })
  })

  test('that is empty is not believed', () => {
    const store = open()
    storeTrending(store, fetched(madeRows(3)), TEST_NOW_MS)
    storeTrending(store, [], LATER)
    expect(order(store)).toHaveLength(3)
  })
})
