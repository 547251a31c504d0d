// Owns the facts about where a reader is in files: never lost, never a step of undo.
import { beforeEach, expect, it } from 'vitest'
import { saveReading, saveTabs, setPlaceMark } from '#core/commands/reading.ts'
import { listHistory } from '#core/history.ts'
import { getReading, readerTabs } from '#core/queries/reading.ts'
import { openLibrary, type TestLibrary } from '#tests/support/library.ts'

const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)
const layout = { flow: 'continuous', columns: 'one', pane: 'none', second: null, note: false } as const
const at = (page: number, y = 700) => ({ page, x: 0, y, zoom: 'page-width', rotation: 0 })
let library: TestLibrary
const save = (page: number, moreSeconds: number) => saveReading(library.context, { hash, place: at(page), layout, moreSeconds })

beforeEach(() => {
  library = openLibrary()
})

it('reading.save keeps the last place, the furthest page and all the time', () => {
  save(4, 10)
  save(9, 5)
  save(2, 1)
  expect(getReading(library.store, hash).reading).toEqual({ place: at(2), layout, furthestPage: 9, secondsRead: 16 })
  expect(getReading(library.store, other).reading).toBeNull()
  expect(listHistory(library.store, 10).entries).toEqual([])
})

it('reading.setMark keeps one place a name and file', () => {
  setPlaceMark(library.store, { hash, name: 'a', place: at(1) })
  setPlaceMark(library.store, { hash, name: 'a', place: at(3, 120.5) })
  setPlaceMark(library.store, { hash: other, name: 'a', place: at(5) })
  expect(getReading(library.store, hash).marks).toEqual([{ name: 'a', place: at(3, 120.5) }])
})

it('reading.saveTabs keeps the tabs in order, each file once, and their files say the version', () => {
  library.store.sql
    .prepare(
      "INSERT INTO files (hash, bytes, paper_id, version, title, origin, added_at_ms) VALUES (?, 9, '2611.00001', 2, 'A paper', 'arxiv', 0)",
    )
    .run(hash)
  const tabs = [
    { hash: other, paperId: null, title: 'From disk.pdf', version: null },
    { hash, paperId: '2611.00001', title: 'A paper', version: 2 },
  ]
  saveTabs(library.store, { tabs: [...tabs, ...tabs], active: hash })
  expect(readerTabs(library.store)).toEqual({ tabs, active: hash })
  saveTabs(library.store, { tabs: [], active: null })
  expect(readerTabs(library.store)).toEqual({ tabs: [], active: null })
})
