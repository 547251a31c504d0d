// Owns the facts about the figures of what a reader did: `insights.get`.
import { beforeEach, expect, it } from 'vitest'
import { saveNote } from '#core/commands/notes.ts'
import { decide } from '#core/commands/triage.ts'
import { undo } from '#core/history.ts'
import { insights } from '#core/queries/insights.ts'
import { addPapers, openLibrary, paperIds, type TestLibrary } from '#tests/support/library.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
let library: TestLibrary
beforeEach(() => {
  library = openLibrary()
  addPapers(
    library,
    paperIds(20).map((id) => ({ id })),
  )
  library.store.sql.exec(`UPDATE papers SET keywords = '["Maps", "reading"]' WHERE id < '2611.00003'`)
  library.store.sql.exec(`UPDATE papers SET keywords = '["maps"]', authors = '[]' WHERE id = '2611.00003'`)
})

const now = () => insights(library.store, { weeks: 53, nowMs: library.context.clock.nowMs() })

it('tells by day what was decided and kept, and the minutes of deciding without the long pauses', () => {
  decide(library.context, { ids: ['2611.00001'], state: 'later' })
  library.pass(2 * MINUTE_MS)
  decide(library.context, { ids: ['2611.00002'], state: 'dismissed' })
  library.pass(30 * MINUTE_MS)
  decide(library.context, { ids: ['2611.00003'], state: 'archive' })
  library.pass(DAY_MS)
  decide(library.context, { ids: ['2611.00004'], state: 'shortlist' })
  saveNote(library.context, { id: '2611.00004', text: 'A note.', baseRevision: 0 })
  expect(now().days).toEqual([
    { day: '2026-11-20', decided: 3, kept: 1, minutes: 2, written: 0 },
    { day: '2026-11-21', decided: 1, kept: 1, minutes: 0, written: 1 },
  ])
})

it('counts nothing that was taken back', () => {
  decide(library.context, { ids: ['2611.00001'], state: 'later' })
  undo(library.store)
  expect(now().days).toEqual([])
})

it('names what is kept most, regardless of case, and leaves out what one paper has alone', () => {
  decide(library.context, { ids: ['2611.00001', '2611.00002', '2611.00003'], state: 'later' })
  const { topics, authors, organizations } = now()
  expect(topics).toEqual([
    { name: 'Maps', kept: 3 },
    { name: 'reading', kept: 2 },
  ])
  expect(authors).toEqual([{ name: 'A. Writer', kept: 2 }])
  expect(organizations).toEqual([])
})

it('looks back whole weeks, Monday first', () => {
  expect(insights(library.store, { weeks: 2, nowMs: library.context.clock.nowMs() })).toMatchObject({
    from: '2026-11-09',
    to: '2026-11-20',
  })
})
