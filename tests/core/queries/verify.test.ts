// Owns the facts about the examination of a library.
import { describe, expect, it } from 'vitest'
import { saveNote } from '#core/commands/notes.ts'
import { decide } from '#core/commands/triage.ts'
import { addTags } from '#core/commands/tags.ts'
import { checksOf, verifyLibrary } from '#core/queries/verify.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

function library(): TestLibrary {
  const opened = openLibrary()
  addPapers(opened, [
    { id: '2611.00001' },
    { id: '2611.00002' },
    { id: '2401.00003', day: '2024-01-05' },
    { id: 'sample-01', day: '2020-01-01', sample: true },
  ])
  decide(opened.context, { ids: ['2611.00001', '2611.00002'], state: 'later' })
  saveNote(opened.context, { id: '2611.00001', text: 'A note.', baseRevision: 0 })
  addTags(opened.context, { ids: ['2611.00002'], names: ['tag'] })
  opened.store.sql.exec("INSERT INTO metric_snapshots VALUES ('2611.00001', 1, 9, NULL, NULL), ('2611.00001', 2, 1, NULL, NULL)")
  return opened
}

/** What is wrong after `sql` was done to a sound library: the names of the checks, and what they say. */
function findings(sql: string): Record<string, string> {
  const { store } = library()
  store.sql.exec(sql)
  const { ok, checks } = verifyLibrary(store)
  const wrong = checks.filter((check) => !check.ok)
  expect(ok).toBe(wrong.length === 0)
  return Object.fromEntries(wrong.map((check) => [check.name, check.detail]))
}

describe('an examination', () => {
  it('finds a library sound that the program wrote', () => {
    const { ok, checks } = verifyLibrary(library().store)
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(ok).toBe(true)
    expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length)
  })

  it.each([
    ['references', "PRAGMA foreign_keys = OFF; INSERT INTO paper_tags VALUES ('2611.00001', 'gone')", 'paper_tags'],
    ['newest day', "UPDATE papers SET newest_day = '2026-11-19' WHERE id = '2611.00001'", '2611.00001'],
    ['newest day', "UPDATE papers SET newest_day = NULL WHERE id = '2611.00001'", '2611.00001'],
    ['figures', "UPDATE papers SET votes = 9 WHERE id = '2611.00001'", '2611.00001'],
    ['figures', "UPDATE papers SET stars = 9 WHERE id = '2611.00001'", '2611.00001'],
    ['order of lists', "UPDATE paper_order SET votes = 99 WHERE id = '2611.00001'", '2611.00001'],
    ['order of lists', "DELETE FROM paper_order WHERE id = '2401.00003'", '2401.00003'],
    ['samples', "UPDATE papers SET sample = 1 WHERE id = '2611.00002'", '2026-11-20 2611.00002'],
    ['stored lists', "UPDATE papers SET authors = '[' WHERE id = '2611.00002'", 'papers.authors of 2611.00002'],
    ['stored lists', "UPDATE papers SET keywords = '{}' WHERE id = '2611.00002'", 'papers.keywords of 2611.00002'],
    [
      'names',
      "PRAGMA foreign_keys = OFF; UPDATE papers SET id = '../x', newest_day = NULL WHERE id = '2611.00002'; DELETE FROM day_entries WHERE paper_id = '2611.00002'",
      '../x',
    ],
    ['reading list', 'UPDATE marks SET list_position = 1', '2611.00001 = 2611.00002'],
    ['reading list', "UPDATE marks SET list_position = NULL WHERE paper_id = '2611.00002'", '2611.00002 has no place'],
    ['history', "UPDATE history SET changes = '[{' WHERE id = 1", 'step 1'],
    ['history', "UPDATE history SET changes = '{}' WHERE id = 2", 'step 2'],
  ])('of %s finds the damage of %s', (name, sql, place) => {
    const found = findings(sql)
    expect(Object.keys(found)).toEqual([name])
    expect(found[name]).toContain(place)
  })

  it('names the first five places and counts the others', () => {
    const { store, ...opened } = openLibrary()
    addPapers(
      { store, ...opened },
      Array.from({ length: 8 }, (_, index) => ({ id: `2611.0000${index}` })),
    )
    store.sql.exec('UPDATE papers SET newest_day = NULL')
    const check = verifyLibrary(store).checks.find(({ name }) => name === 'newest day')
    expect(check?.detail).toMatch(/\(8\): (?:2611\.\d{5}, ){5}and 3 more\.$/)
  })

  it('tells which marks, notes and tags have lost their paper, keeps them, and calls it no damage', () => {
    const { store } = library()
    const kept = (): unknown =>
      store.sql.prepare('SELECT (SELECT count(*) FROM marks), (SELECT count(*) FROM notes), (SELECT count(*) FROM paper_tags)').get()
    const before = kept()
    store.sql.exec("DELETE FROM papers WHERE id LIKE '2611%'")
    const { ok, checks } = verifyLibrary(store)
    expect(ok).toBe(true)
    expect(checks.find(({ name }) => name === 'kept alone')?.detail).toBe(
      'Kept although their papers are not stored (4): the marks of 2611.00001, the marks of 2611.00002, the note of 2611.00001, a tag of 2611.00002.',
    )
    expect(kept()).toEqual(before)
  })
})

describe('a large library', () => {
  const ids = Array.from({ length: 6000 }, (_, index) => `2611.${String(index).padStart(5, '0')}`)

  it('is examined in parts, others having a turn between them, and what is wrong in any part is found', () => {
    const few = library()
    const many = openLibrary()
    addPapers(
      many,
      ids.map((id) => ({ id })),
    )
    const turns = ({ store }: TestLibrary): number => [...checksOf(store)].length
    expect(turns(many) - turns(few)).toBeGreaterThanOrEqual(20)
    const wrong = [0, 2499, 2500, 2501, 4999, 5000, 5999].map((index) => ids[index])
    many.store.sql.prepare('UPDATE paper_order SET votes = 99 WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(wrong))
    const { checks } = verifyLibrary(many.store)
    expect(checks.filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({ name: 'order of lists', detail: expect.stringContaining(`(${wrong.length})`) }),
    ])
  })
})
