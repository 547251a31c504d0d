// Owns the facts about syncing the recorded days, where they are: all of them land, and days that were seen growing grow.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { verifyLibrary } from '#core/queries/verify.ts'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { outsideContents, syncDesk } from './sync-desk.ts'

const folder = sharedDataFolder()
const testWithData = testUnless(folder === null ? NO_SHARED_DATA : null)
const daily = path.join(folder ?? '', 'daily')
const revisions = path.join(folder ?? '', 'daily-revisions')

interface RecordedRow {
  paper: { id: string; upvotes: number }
  numComments: number
}

const read = (file: string): RecordedRow[] => JSON.parse(readFileSync(file, 'utf8')) as RecordedRow[]

testWithData('all recorded days land, each with all its papers, none set aside, and a second time changes nothing', async () => {
  const files = readdirSync(daily)
  const newest = files.at(-1)?.slice(0, 10) ?? ''
  const desk = await syncDesk({ now: `${newest}T20:00:00Z`, days: daily, quota: 100_000 })
  const range = { from: files[0]?.slice(0, 10) ?? '', to: newest }
  const report = await desk.run(range)
  const expected = Object.fromEntries(
    files.map((file) => [file.slice(0, 10), new Set(read(path.join(daily, file)).map((row) => row.paper.id)).size]),
  )
  expect(desk.days()).toEqual(expected)
  expect(report).toMatchObject({ days: files.length, rows: Object.values(expected).reduce((sum, count) => sum + count, 0), setAside: 0 })
  expect(verifyLibrary(desk.store).ok).toBe(true)
  const before = outsideContents(desk.store)
  await desk.run(range)
  expect(outsideContents(desk.store)).toEqual(before)
})

testWithData('days that were captured several times keep what the reader touched, and a line of history for every change', async () => {
  const captures = Map.groupBy(readdirSync(revisions).toSorted(), (file) => file.slice(0, 10))
  for (const [day, files] of captures) {
    const days = new Map<string, unknown[]>()
    const desk = await syncDesk({ now: `${day}T20:00:00Z`, days })
    const lines = new Map<string, string[]>()
    const touched = new Set<string>()
    for (const file of files) {
      const rows = read(path.join(revisions, file))
      days.set(day, rows)
      await desk.run({ from: day, to: day })
      expect(desk.days()).toEqual({ [day]: rows.length })
      const stored = desk.store.sql.prepare('SELECT paper_id FROM day_entries WHERE day = ? ORDER BY position').all(day)
      expect(stored.map((row) => row['paper_id'])).toEqual(rows.map((row) => row.paper.id))
      for (const { paper, numComments } of rows) {
        const line = `${paper.upvotes} ${numComments}`
        const known = lines.get(paper.id) ?? []
        if (known.at(-1) !== line) lines.set(paper.id, [...known, line])
        if (touched.has(paper.id)) continue
        touched.add(paper.id)
        desk.store.sql.prepare("INSERT INTO marks (paper_id, state, read) VALUES (?, 'archive', 1)").run(paper.id)
      }
      for (const id of touched) expect(desk.store.sql.prepare('SELECT 1 AS there FROM papers WHERE id = ?').get(id)).toEqual({ there: 1 })
      await desk.pass(3_600_000)
    }
    for (const [id, expected] of lines) {
      const history = desk.store.sql
        .prepare("SELECT votes || ' ' || comments AS line FROM metric_snapshots WHERE paper_id = ? ORDER BY read_at_ms")
        .all(id)
      expect(history.map((row) => row['line'])).toEqual(expected)
    }
    expect(verifyLibrary(desk.store).ok).toBe(true)
  }
})
