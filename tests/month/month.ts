// Owns a simulated month of use: every trouble alone or in random mixtures, and at its end a library as after one clean sync, plus what the reader did.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { addDays, msOfDay } from '#domain/day.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { makeCertificate } from '#tests/support/made-certificate.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { openTlsDoor } from '#tests/support/tls-door.ts'
import { papersIn, readersHalf } from '#tests/torture/looked-at.ts'
import { compareLibraries } from './compare.ts'
import { type Machine, startMachine } from './machine.ts'
import { sitDown } from './reader.ts'
import { sourceDays } from './source-days.ts'
import { TROUBLES } from './weather.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Clocks change in Europe on the 25th of October and in New York on the first of November; in spring on the 8th and the 29th of March. */
const SEASONS = ['2026-10-17', '2026-03-02'] as const

export interface MonthOptions {
  seed: number
  days?: number
  /** The first day; a season by the seed unless told. */
  from?: string
  /** Only these troubles; all of them in random mixtures unless told. */
  only?: readonly string[]
  say?(line: string): void
}

export interface Month {
  seed: number
  days: number
  troubles: number
  requests: number
  deeds: number
  rowsCompared: number
  wrong: string[]
}

export async function liveMonth({
  seed,
  days = 30,
  from,
  only = Object.keys(TROUBLES),
  say = () => undefined,
}: MonthOptions): Promise<Month> {
  const random = seededRandom(seed)
  const first = from ?? SEASONS[seed % SEASONS.length] ?? SEASONS[0]
  const month: Month = { seed, days, troubles: 0, requests: 0, deeds: 0, rowsCompared: 0, wrong: [] }
  const folder = newTempFolder()
  const [lived, clean] = [path.join(folder, 'lived'), path.join(folder, 'clean')]
  for (const made of [lived, clean]) mkdirSync(made)
  const zone = process.env['TZ']
  let machine: Machine | undefined
  const nowMs = (): number => machine?.trueNowMs() ?? msOfDay(first)
  const source = sourceDays({ first, last: addDays(first, days + 3), seed, nowMs })
  const replica = await startReplica({ days: source.rows, papers: source.records, clock: { nowMs }, quota: 2_000, pagesQuota: 2_000 })
  const expired = makeCertificate({ names: ['127.0.0.1'], validFromMs: Date.UTC(2021, 0, 1), validToMs: Date.UTC(2022, 0, 1) })
  const door = await openTlsDoor(replica.port, expired)
  let isExpired = false
  const route = (url: string): string => (isExpired ? url.replace(replica.url, `https://127.0.0.1:${door.port}`) : url)
  const settings = { huggingFaceUrl: replica.url, arxivUrl: replica.url, fetchPictures: false }
  try {
    const here = startMachine({ dataFolder: lived, nowMs: msOfDay(first) + 7 * HOUR_MS, seed, settings, route })
    machine = here
    let half = readersHalf(lived)
    for (let day = 0; day < days; day += 1) {
      const dayEndsMs = msOfDay(first) + 7 * HOUR_MS + (day + 1) * DAY_MS
      const count = only.length === 1 ? 1 : Math.floor(random.fraction() * 4)
      const today = Array.from({ length: count }, () => only[Math.floor(random.fraction() * only.length)] ?? '')
      for (const name of today) {
        month.troubles += 1
        const storedDays = (): ReadonlyMap<string, number> => papersIn(lived).days
        const said = await TROUBLES[name]?.({ machine: here, replica, source, storedDays, random, setExpired: (on) => (isExpired = on) })
        if (typeof said === 'string') month.wrong.push(`${name} on day ${day}: ${said}`)
        if (readersHalf(lived) !== half) month.wrong.push(`${name} on day ${day} changed what is the reader’s`)
        const sitting = await sitDown(here, papersIn(lived).ids, random)
        month.deeds += sitting.deeds
        month.wrong.push(...sitting.wrong)
        half = readersHalf(lived)
      }
      replica.setFaults([])
      await here.pass(Math.max(0, dayEndsMs - here.trueNowMs()))
      say(`${addDays(first, day)}: ${today.join(', ') || 'a calm day'}; ${papersIn(lived).ids.length} papers`)
    }
    await here.pass(DAY_MS)
    await settled(here, month)
    if (readersHalf(lived) !== half) month.wrong.push('the last day changed what is the reader’s')
    month.requests = here.requests()
    const fresh = startMachine({ dataFolder: clean, nowMs: here.trueNowMs(), seed, settings })
    await settled(fresh, month)
    await fresh.close()
    await here.close()
    machine = undefined
    const { rows, wrong } = compareLibraries(lived, clean)
    month.rowsCompared = rows
    month.wrong.push(...wrong)
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    await machine?.close()
    await door.close()
    await replica.close()
    if (month.wrong.length === 0) removeFolder(folder)
    else month.wrong.push(`both libraries are left in ${folder}`)
  }
  return month
}

/** One good sync with everything behind it; then the library is examined. */
async function settled(machine: Machine, month: Month): Promise<void> {
  const run = machine.call('sync.run', {})
  await machine.pass(6 * HOUR_MS)
  const outcome = await run
  if (!outcome.ok) month.wrong.push(`a good day’s sync failed: ${outcome.error.message}`)
  const again = machine.call('sync.run', {})
  await machine.pass(60_000)
  await again
  const verified = await machine.call('library.verify', {})
  if (!verified.ok) month.wrong.push(verified.error.message)
  else
    for (const { ok, detail } of (verified.value as { checks: { ok: boolean; detail: string }[] }).checks) if (!ok) month.wrong.push(detail)
}

export function monthSummary({ seed, days, troubles, requests, deeds, rowsCompared, wrong }: Month): string {
  return `seed ${seed}: ${days} days, ${troubles} troubles, ${requests} requests, ${deeds} deeds of the reader, ${rowsCompared} rows compared, ${wrong.length} wrong`
}
