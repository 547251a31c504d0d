// Owns the fact that a kill at any moment of a sync leaves whole days, and that the next start goes on from them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#adapters/sqlite.ts'
import { verifyLibrary } from '#core/queries/verify.ts'
import { dayRange, isWeekend } from '#domain/day.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'
import { madeRows } from '../source/made-row.ts'

const NOW = '2023-08-18T15:00:00Z'
const PAPERS_A_DAY = 20

test('a sync that is killed again and again leaves only whole days and comes to its end', async () => {
  const weekdays = dayRange('2023-05-04', '2023-08-18').filter((day) => !isWeekend(day))
  const days = new Map(
    weekdays.map((day) => [
      day,
      madeRows(PAPERS_A_DAY, { month: day.slice(2, 7).replace('-', ''), from: Number(day.slice(8)) * 100, day }),
    ]),
  )
  const replica = await startReplica({ days, now: NOW, quota: 100_000 })
  const file = path.join(tempFolder(), 'library.sqlite')
  const script = path.join(repositoryRoot, 'tests/core/sync/sync-process.ts')
  let kills = 0
  try {
    for (let requestsBeforeKill = 3; ; requestsBeforeKill += 4) {
      const sentBefore = replica.requests.length
      const child = spawn(process.execPath, [script, file, replica.url, NOW], { stdio: 'inherit', cwd: repositoryRoot })
      const ended = once(child, 'exit')
      const killer = setInterval(() => {
        if (replica.requests.length - sentBefore >= requestsBeforeKill) child.kill('SIGKILL')
      }, 1)
      const [code] = (await ended) as [number | null]
      clearInterval(killer)

      const sql = openDatabase(file)
      const store = { sql, transaction: <T>(work: () => T): T => work() }
      const counts = sql
        .prepare('SELECT d.day, count(e.paper_id) AS papers FROM days d LEFT JOIN day_entries e ON e.day = d.day GROUP BY d.day')
        .all()
      for (const { day, papers } of counts) expect(papers, String(day)).toBe(days.has(String(day)) ? PAPERS_A_DAY : 0)
      const verified = verifyLibrary(store)
      sql.close()
      expect(verified.ok).toBe(true)
      if (code === 0) {
        expect(counts.filter(({ papers }) => papers === PAPERS_A_DAY)).toHaveLength(weekdays.length)
        break
      }
      expect(code).toBeNull()
      kills += 1
    }
  } finally {
    await replica.close()
  }
  expect(kills).toBeGreaterThan(1)
})
