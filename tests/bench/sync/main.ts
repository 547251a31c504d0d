// Owns `npm run bench:sync -- [--days DIR] [--json]`: how fast days are read and stored, and what it costs who uses the program meanwhile.
import { readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { FIXTURE_DAYS } from '#tests/replica/replica.ts'
import { sharedDataFolder } from '#tests/support/shared-data.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { parseAndInsert, parseAndStore, type RecordedDay } from './parse-and-store.ts'
import { syncThroughReplica } from './through-replica.ts'

const ROUNDS = 3

const { values } = parseArgs({ options: { days: { type: 'string' }, json: { type: 'boolean', default: false } } })
const shared = sharedDataFolder()
const folder = path.resolve(values.days ?? (shared ? path.join(shared, 'daily') : FIXTURE_DAYS))
const names = readdirSync(folder)
  .filter((file) => /^\d{4}-\d{2}-\d{2}\.json$/.test(file))
  .toSorted()
  .map((file) => file.slice(0, 10))
const [first, last] = [names[0], names.at(-1)]
if (first === undefined || last === undefined) throw new Error(`${folder} holds no day: its files are named YYYY-MM-DD.json`)

const dataFolder = newTempFolder()
try {
  // before the days are in memory: collecting them as garbage would count as work of the window
  const sync = await syncThroughReplica(folder, first, last, path.join(dataFolder, 'library'))
  const days: RecordedDay[] = names.map((day) => ({ day, json: readFileSync(path.join(folder, `${day}.json`), 'utf8') }))
  const stored = []
  const peers = []
  for (let round = 0; round < ROUNDS; round++) {
    stored.push(parseAndStore(days, dataFolder, `stored-${round}`))
    peers.push(parseAndInsert(days, dataFolder, `peer-${round}`))
  }
  const best = stored.reduce((a, b) => (a.seconds < b.seconds ? a : b))
  const peerSeconds = Math.min(...peers)
  const figures = {
    machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, ${os.platform()} ${os.arch()}, Node ${process.version}`,
    days: names.length,
    parseAndStore: {
      papers: best.papers,
      seconds: best.seconds,
      papersPerSecond: best.papers / best.seconds,
      longestDayMs: Math.min(...stored.map((round) => round.longestDayMs)),
      peerSeconds,
      ratioToPeer: best.seconds / peerSeconds,
    },
    throughReplica: sync,
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else print(figures.machine, figures.parseAndStore, sync)
} finally {
  removeFolder(dataFolder)
}

function print(machine: string, plain: Record<string, number>, sync: Awaited<ReturnType<typeof syncThroughReplica>>): void {
  console.log(machine)
  console.log(`\nReading and storing ${names.length} recorded days (best of ${ROUNDS}; the peer is JSON.parse and a bare insert)`)
  console.table(rounded(plain))
  const { queries, coreSlices, ...rest } = sync
  console.log('\nThe same days through the replica in another process, the whole core in its thread, queries all the while')
  console.table(rounded({ ...rest, coreLongestSliceMs: coreSlices.longestMs, coreSliceP99Ms: coreSlices.p99Ms }))
  console.table(Object.fromEntries(Object.entries(queries).map(([name, latencies]) => [`${name} (ms)`, rounded({ ...latencies })])))
}

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]))
}
