// Owns the proof that what is asked again and again beside the reader's work goes to the papers that it is about, and never through all of them.
import { beforeEach, expect, test } from 'vitest'
import { papersOf } from '#core/search/filters.ts'
import { wantInView, wantSavedAndRecent } from '#core/storage/arxiv-rows.ts'
import { wantedByRules } from '#core/storage/file-rule-rows.ts'
import { keptPaperIds, keptWithoutKey } from '#core/storage/kept-papers.ts'
import { openStore, type Store } from '#core/storage/store.ts'
import { addPapers, openLibrary, paperIds } from '#tests/support/library.ts'

const PAPERS = paperIds(20)
let asked: string[]
let store: Store

beforeEach(() => {
  const library = openLibrary()
  addPapers(
    library,
    PAPERS.map((id, index) => ({ id, day: index < 10 ? '2026-11-19' : '2026-11-20' })),
  )
  const { sql } = library.store
  asked = []
  store = openStore(
    {
      ...sql,
      prepare: (text) => {
        asked.push(text)
        return sql.prepare(text)
      },
    },
    library.context,
  )
  asked = []
})

/** Parts of a plan that read every paper, by itself or through an index that all of them are alike in. */
function waysThroughAll(): string[] {
  const steps = asked.flatMap((text) => {
    const values = Array<null>((text.match(/\?/g) ?? []).length).fill(null)
    return store.sql
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(...values)
      .map((row) => String(row['detail']))
  })
  expect(steps.length).toBeGreaterThan(0)
  return steps.filter((step) => /^SCAN (?:p|papers)\b/.test(step) || step.endsWith('USING INDEX papers_by_day (sample=?)'))
}

const WORKS: Readonly<Record<string, () => unknown>> = {
  'abstracts of what is on the screen': () => wantInView(store, PAPERS.slice(0, 2)),
  'abstracts of saved and recent papers': () => wantSavedAndRecent(store, '2026-11-20'),
  'keys of kept papers': () => keptWithoutKey(store),
  'kept papers': () => keptPaperIds(store),
  'files that rules want': () => wantedByRules(store, { shortlist: true, top: 5 }, 10),
}

test.each(Object.entries(WORKS))('%s', (_name, work) => {
  work()
  expect(waysThroughAll()).toEqual([])
})

test('papers with a word that few have are looked for part by part', () => {
  const parts = [...papersOf(store, { kind: 'has', value: 'note' }, { today: '2026-11-20', sample: 0 })]
  expect(parts.flat()).toEqual([])
  for (const text of asked.filter((each) => each.includes('FROM papers p'))) expect(text).toMatch(/p\.rowid > \? AND p\.rowid <= \?/)
})
