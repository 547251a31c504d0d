// Checks the replica on the real recorded days, where they are: every day as recorded, every month complete.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect } from 'vitest'
import { NO_SHARED_DATA, sharedDataFolder } from '#tests/support/shared-data.ts'
import { testUnless } from '#tests/support/test-unless.ts'
import { idsAt, rowsAt } from './asking.ts'
import type { Replica } from './replica.ts'
import { startReplica } from './replica.ts'

const shared = sharedDataFolder()
const testRecorded = testUnless(shared === null ? NO_SHARED_DATA : null)
const replicas: Replica[] = []
afterAll(() => Promise.all(replicas.map((replica) => replica.close())))

async function start(folder: string, now: string): Promise<Replica> {
  const replica = await startReplica({ days: folder, now, quota: 1_000_000 })
  replicas.push(replica)
  return replica
}

describe('the recorded days', () => {
  const daily = join(shared ?? '', 'daily')
  const days =
    shared === null
      ? []
      : readdirSync(daily)
          .map((file) => file.slice(0, 10))
          .toSorted()

  testRecorded('come back as they were recorded', async () => {
    const { url } = await start(daily, '2026-05-29T20:00:00Z')
    for (const day of days.filter((_, at) => at % 40 === 0)) {
      expect(await rowsAt(`${url}/api/daily_papers?date=${day}&limit=100`)).toEqual(
        JSON.parse(readFileSync(join(daily, `${day}.json`), 'utf8')),
      )
    }
  })

  testRecorded('are whole by months: every row of every day once, each with the day it belongs to', async () => {
    const { url } = await start(daily, '2026-05-29T20:00:00Z')
    const counts = new Map<string, number>()
    for (const month of new Set(days.map((day) => day.slice(0, 7)))) {
      for (let page = 0; ; page += 1) {
        const rows = await rowsAt(`${url}/api/daily_papers?month=${month}&limit=100&p=${page}`)
        for (const row of rows) {
          const day = row.paper.submittedOnDailyAt?.slice(0, 10) ?? 'unknown'
          counts.set(day, (counts.get(day) ?? 0) + 1)
        }
        if (rows.length < 100) break
      }
    }
    const recorded = new Map(days.map((day) => [day, (JSON.parse(readFileSync(join(daily, `${day}.json`), 'utf8')) as unknown[]).length]))
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries([...recorded].filter(([, count]) => count > 0)))
  })

  testRecorded('grow between two captures of the same day', async () => {
    const replica = await start(join(shared ?? '', 'daily-revisions'), '2025-01-10T03:00:00Z')
    const early = new Set(await idsAt(`${replica.url}/api/daily_papers?date=2025-01-09&limit=100`))
    replica.setNow('2025-01-09T17:30:00Z')
    const earlier = await idsAt(`${replica.url}/api/daily_papers?date=2025-01-09&limit=100`)
    expect(earlier.length).toBeGreaterThan(0)
    expect(early.size).toBeGreaterThanOrEqual(earlier.length)
    replica.setNow('2025-01-09T17:00:00Z')
    expect(await idsAt(`${replica.url}/api/daily_papers?date=2025-01-09`)).toEqual([])
  })
})
