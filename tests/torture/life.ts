// Owns one life of a tortured library: begun empty or from an old format, worked in, killed again and again, looked at each time.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { libraryFile } from '#adapters/data-folder.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import { migrations } from '#core/storage/migrations.ts'
import type { Random } from '#core/ports.ts'
import { fillAsSchema, FIXTURE_NOTE, FIXTURE_PAPER } from '#tests/fixtures/schema-libraries.ts'
import type { Replica } from '#tests/replica/replica.ts'
import { type LoopbackHost, startLoopbackHost } from '#tests/support/loopback-host.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'
import { ACTORS } from './deeds.ts'
import { papersIn, readersHalf, valuesIn } from './looked-at.ts'
import { Promised } from './promised.ts'

export const KILLS_A_LIFE = 5

export interface Lived {
  seed: number
  kills: number
  acknowledgements: number
  checks: number
  undone: number
  /** The format it began in; 0: empty. */
  format: number
  wrong: string[]
}

/** Faults that pass, or cost a run of syncing; none that changes what a day holds. */
const FAULTS = ['storm-429=2', 'error-500=2', 'reset=3', 'refuse=2', 'truncated-json=2', 'html-for-json=2', 'slow-body=2'] as const

export async function live(
  seed: number,
  { replica, now, dayPapers }: { replica: Replica; now: string; dayPapers: number },
): Promise<Lived> {
  const random = seededRandom(seed)
  const folder = newTempFolder()
  const dataFolder = path.join(folder, 'library')
  const outside = path.join(folder, 'outside')
  for (const made of [dataFolder, outside]) mkdirSync(made)
  const lived: Lived = { seed, kills: 0, acknowledgements: 0, checks: 0, undone: 0, format: 0, wrong: [] }
  const promised = new Promised()
  const wrong = (words: string): void => void lived.wrong.push(`after kill ${lived.kills}: ${words}`)

  if (random.fraction() < 0.5) {
    lived.format = 1 + Math.floor(random.fraction() * migrations.length)
    const sql = openDatabase(libraryFile(dataFolder))
    fillAsSchema(sql, lived.format)
    sql.close()
    promised
      .begin({ [`note ${FIXTURE_PAPER}`]: FIXTURE_NOTE, [`state ${FIXTURE_PAPER}`]: 'later', [`tags ${FIXTURE_PAPER}`]: 'to cite' })
      .kept()
  }
  let host: LoopbackHost | undefined
  try {
    while (lived.kills < KILLS_A_LIFE) {
      replica.setFaults(random.fraction() < 0.5 ? [FAULTS[Math.floor(random.fraction() * FAULTS.length)] ?? 'reset'] : [])
      if (random.fraction() < 0.2) {
        await killWhileStarting(dataFolder, replica.url, now, random)
        lived.kills += 1
      }
      host = await startLoopbackHost({ dataFolder, now, sourceUrl: replica.url })
      const client = await connectToHost(host.url())
      await look(lived, { client, dataFolder, promised, random, dayPapers, wrong })
      await work(lived, { client, host, promised, random, dataFolder, outside, wrong })
      lived.kills += 1
    }
    replica.setFaults([])
    host = await startLoopbackHost({ dataFolder, now, sourceUrl: replica.url })
    const client = await connectToHost(host.url())
    await look(lived, { client, dataFolder, promised, random, dayPapers, wrong })
    client.close()
  } catch (thrown) {
    wrong(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n${host?.program().output() ?? ''}`)
  } finally {
    await host?.kill()
    lived.acknowledgements = promised.acknowledgements
    if (lived.wrong.length === 0) removeFolder(folder)
    else lived.wrong.push(`its library is left in ${folder}`)
  }
  return lived
}

/** Between nothing and a started program: while it copies, brings forward, opens. */
async function killWhileStarting(dataFolder: string, sourceUrl: string, now: string, random: Random): Promise<void> {
  const starting = startLoopbackHost({ dataFolder, now, sourceUrl, killAfterMs: 40 + Math.floor(random.fraction() * 500) })
  const host = await starting.catch(() => null)
  await host?.kill()
}

interface Work {
  client: WireClient
  host: LoopbackHost
  promised: Promised
  random: Random
  dataFolder: string
  outside: string
  wrong(words: string): void
}

/** All actors at once until so many answers have come, and a little longer; then the kill. */
async function work(_lived: Lived, { client, host, promised, random, dataFolder, outside, wrong }: Work): Promise<void> {
  const { ids } = papersIn(dataFolder)
  const answersBeforeKill = 1 + Math.floor(random.fraction() * 60)
  const laterMs = random.fraction() < 0.5 ? 0 : random.fraction() * 8
  let answers = 0
  let isOver = false
  let killed: Promise<void> | undefined
  const kill = (): void => {
    killed ??= new Promise((resolve) => {
      setTimeout(() => {
        isOver = true
        void host.kill().then(resolve)
      }, laterMs)
    })
  }
  const stage = {
    client,
    promised,
    ids,
    outside,
    answered: () => {
      answers += 1
      if (answers >= answersBeforeKill) kill()
    },
    isOver: () => isOver,
    complain: wrong,
  }
  await Promise.allSettled(ACTORS.map((actor) => actor({ ...stage, random: seededRandom(Math.floor(random.fraction() * 2 ** 32)) })))
  kill()
  await killed
}

interface Look {
  client: WireClient
  dataFolder: string
  promised: Promised
  random: Random
  dayPapers: number
  wrong(words: string): void
}

/** Everything acknowledged is there, the library is sound, search agrees with it, and undo works or says why not. */
async function look(lived: Lived, { client, dataFolder, promised, random, dayPapers, wrong }: Look): Promise<void> {
  lived.checks += 1
  promised.broken(valuesIn(dataFolder)).forEach(wrong)
  for (const [day, papers] of papersIn(dataFolder).days)
    if (papers !== 0 && papers !== dayPapers && papers !== 3) wrong(`${day} has ${papers} papers`)
  for (const check of await examined(client, lived.kills >= KILLS_A_LIFE)) if (!check.ok) wrong(check.detail)
  lived.undone += await undoAndRedo(client, dataFolder, 1 + Math.floor(random.fraction() * 4), wrong)
  promised.adopt(valuesIn(dataFolder))
}

const MOST_LOOKS = 200
const BETWEEN_LOOKS_MS = 100

/** At the end of a life it is waited for until search has everything, so that the two are really compared. */
async function examined(client: WireClient, untilIndexed: boolean): Promise<{ name: string; ok: boolean; detail: string }[]> {
  for (let look = 1; ; look += 1) {
    const { checks } = await client.call('library.verify', {})
    const isIndexed = checks.some(({ name, detail }) => name === 'index' && detail.startsWith('Search has every paper'))
    if (isIndexed || !untilIndexed || checks.some(({ ok }) => !ok)) return checks
    if (look === MOST_LOOKS) return [{ name: 'index', ok: false, detail: 'search never got in step with the library' }]
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
}

/** What is taken back and done again leaves the reader's tables as they were. */
async function undoAndRedo(client: WireClient, dataFolder: string, steps: number, wrong: (words: string) => void): Promise<number> {
  const before = readersHalf(dataFolder)
  let undone = 0
  const refusal = async (name: 'history.undo' | 'history.redo'): Promise<string | null> =>
    await client.call(name, {}).then(
      () => null,
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    )
  for (let step = 0; step < steps; step++) {
    const said = await refusal('history.undo')
    if (said === null) undone += 1
    else if (!/nothing to undo|changed again since/.test(said)) wrong(`undo said “${said}”`)
  }
  for (let step = 0; step < undone; step++) {
    const said = await refusal('history.redo')
    if (said !== null) wrong(`redo said “${said}”`)
  }
  const after = readersHalf(dataFolder)
  if (after !== before) wrong(`undo and redo of ${undone} steps left\n${after}\ninstead of\n${before}`)
  return undone
}
