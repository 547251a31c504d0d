// Owns the short form of the simulated month, and that its comparison can fail.
import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { parseDailyPapers } from '#core/source/hugging-face.ts'
import { storeDay } from '#core/storage/outside-rows.ts'
import { openStore } from '#core/storage/store.ts'
import { makeDay } from '#tests/fixtures/made-days.ts'
import { memoryPorts } from '#tests/support/memory-ports.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { compareLibraries } from './compare.ts'
import { liveMonth, monthSummary } from './month.ts'

const DAY = '2026-08-21'

test('two days of troubles, over the night in which New York’s clocks change, end in the library of one clean sync plus the reader’s marks', async () => {
  const month = await liveMonth({ seed: 12, days: 2, from: '2026-10-31' })
  process.stdout.write(`${monthSummary(month)}\n`)
  expect(month.wrong).toEqual([])
  expect(month.troubles).toBeGreaterThan(2)
})

test('a day that is suddenly told by less than half of its papers loses none, and the answer is set aside until a whole one comes', async () => {
  const month = await liveMonth({ seed: 3, days: 2, from: '2026-10-20', only: ['a day told by less than half'] })
  expect(month.wrong).toEqual([])
  expect(month.troubles).toBe(2)
})

test('a vote, a place, a day or a touched paper that is not as in the clean library is told', () => {
  const folder = tempFolder()
  const [lived, clean] = [path.join(folder, 'lived'), path.join(folder, 'clean')]
  mkdirSync(clean)
  const { ports } = memoryPorts()
  const sql = openDatabase(libraryFile(clean))
  const store = openStore(sql, ports)
  storeDay(store, DAY, parseDailyPapers(makeDay(DAY, 5, 'compared'), DAY).rows, 1)
  sql.close()
  cpSync(clean, lived, { recursive: true })
  expect(compareLibraries(lived, clean)).toEqual({ rows: 11, wrong: [] })

  const other = openDatabase(libraryFile(lived))
  const [first, second] = other
    .prepare('SELECT paper_id FROM day_entries ORDER BY position LIMIT 2')
    .all()
    .map((row) => String(row['paper_id']))
  other.exec(`UPDATE papers SET votes = votes + 1 WHERE id = '${first}'; DELETE FROM day_entries WHERE paper_id = '${second}'`)
  other.exec("INSERT INTO notes (paper_id, text, revision, updated_at_ms) VALUES ('2608.00001', 'mine', 1, 1)")
  other.close()
  expect(compareLibraries(lived, clean).wrong.map((words) => words.split(' ').slice(0, 2).join(' '))).toEqual([
    '2608.00001, which',
    'papers has',
    'papers lacks',
    'day_entries lacks',
  ])
})
