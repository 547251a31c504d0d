// Owns a soak: a real host and its core used at random for hours of a clock that runs fast, on a large library.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { CallInput, CallName } from '#contract/api.ts'
import { makeDay } from '#tests/fixtures/made-days.ts'
import { startReplica } from '#tests/replica/replica.ts'
import { startLoopbackHost } from '#tests/support/loopback-host.ts'
import { seededRandom } from '#tests/support/memory-ports.ts'
import { repositoryRoot } from '#tests/support/repository.ts'
import { newTempFolder, removeFolder } from '#tests/support/temp-folder.ts'
import { connectToHost, type WireClient } from '#tests/support/wire-client.ts'
import { makeLibrary } from '#tests/bench/start/made-library.ts'
import { type Busy, figuresOf, readSamples, type SoakFigures } from './samples.ts'

export interface SoakOptions {
  papers: number
  /** Simulated. */
  hours: number
  /** Simulated milliseconds for one real one. */
  speed: number
  seed: number
  say?(line: string): void
}

export interface Soak extends SoakFigures {
  papers: number
  hours: number
  calls: number
  refused: string[]
  windowsOpened: number
  dailyCopies: number
  requests: number
}

const NEWEST = '2026-11-20'
/** The feed's day turns six and a half hours later. */
const BEGIN = `${NEWEST}T20:00:00Z`
const SHIM = pathToFileURL(path.join(repositoryRoot, 'tests/support/fast-clock.mjs')).href
const WARM_HOURS = 1
const WINDOWS_AN_HOUR = 5
const STATES = ['later', 'shortlist', 'archive', 'dismissed', 'inbox'] as const
const WORDS = [
  'model',
  'sparse attention',
  'author:a',
  'has:note',
  'robust graph',
  '"language model"',
  'tag:again',
  'quantum',
  'da*',
] as const

export async function soak({ papers, hours, speed, seed, say = () => undefined }: SoakOptions): Promise<Soak> {
  const random = seededRandom(seed)
  const folder = newTempFolder()
  const dataFolder = path.join(folder, 'library')
  makeLibrary(dataFolder, papers, NEWEST)
  say(`${papers} papers are there.`)
  const sinceMs = Date.now()
  const hourMs = 3_600_000 / speed
  const simulatedNowMs = (): number => Date.parse(BEGIN) + (Date.now() - sinceMs) * speed
  // more than the library has of any day: none of its papers is taken back
  const days = new Map([NEWEST, '2026-11-19', '2026-11-21'].map((day) => [day, makeDay(day, 120, 'bench')]))
  const replica = await startReplica({ days, clock: { nowMs: simulatedNowMs }, quota: 1_000_000, pagesQuota: 1_000_000 })
  const samples = path.join(folder, 'samples.jsonl')
  const host = await startLoopbackHost({
    dataFolder,
    now: BEGIN,
    sourceUrl: replica.url,
    env: { NODE_OPTIONS: `--import ${SHIM}`, DOGEAR_FAST_CLOCK: JSON.stringify({ speed, sinceMs, samples }) },
  })
  const begunMs = Date.now()
  const busy: Busy[] = []
  const refused: string[] = []
  let calls = 0
  let windowsOpened = 0
  try {
    let client = await connectToHost(host.url())
    for (let hour = 0; hour < hours; hour += 1) {
      for (let window = 0; window < WINDOWS_AN_HOUR; window += 1) {
        const next = await client.another()
        client.close()
        client = next
        windowsOpened += 1
      }
      const hourEndsMs = begunMs + (hour + 1) * hourMs
      const { ids } = await client.call('papers.list', { place: { kind: 'day', day: NEWEST } })
      while (Date.now() < hourEndsMs) {
        const fromMs = Date.now()
        const said = await doOneThing(client, ids, random).catch((thrown: unknown) =>
          thrown instanceof Error ? thrown.message : String(thrown),
        )
        busy.push({ fromMs, toMs: Date.now() })
        calls += 1
        if (said !== null && !/nothing to|changed again/i.test(said)) refused.push(said)
        await delay(random.fraction() * 400)
      }
      say(`${hour + 1} of ${hours} hours, ${calls} calls`)
    }
  } finally {
    await host.stop()
    await replica.close()
  }
  const figures = figuresOf(readSamples(samples), { busy, hourMs, warmMs: begunMs + Math.min(WARM_HOURS, hours / 4) * hourMs })
  const dailyCopies = readdirSync(path.join(dataFolder, 'backups')).length
  removeFolder(folder)
  return { papers, hours, calls, refused: [...new Set(refused)], windowsOpened, dailyCopies, requests: replica.requests.length, ...figures }
}

/** One thing that a reader does. Null: it was done. */
async function doOneThing(client: WireClient, ids: readonly string[], random: ReturnType<typeof seededRandom>): Promise<null> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)] as T
  const call =
    <Name extends CallName>(name: Name, input: CallInput<Name>) =>
    async (): Promise<unknown> =>
      await client.call(name, input)
  const id = pick(ids)
  const note = async (): Promise<void> => {
    const { note: stored } = await client.call('notes.get', { id })
    await client.call('notes.save', { id, text: `${stored?.text ?? ''} quill`.slice(-2000), baseRevision: stored?.revision ?? 0 })
  }
  await pick<() => Promise<unknown>>([
    call('papers.list', { place: { kind: 'day', day: NEWEST } }),
    call('papers.list', { place: { kind: 'inbox' } }),
    call('papers.list', { place: { kind: 'state', state: pick(['later', 'shortlist', 'archive']) } }),
    call('papers.rows', { ids: ids.slice(0, 30) }),
    call('papers.get', { id }),
    call('papers.similar', { id }),
    call('papers.inView', { ids: [id] }),
    call('search.query', { text: pick(WORDS) }),
    call('triage.decide', { ids: [id, pick(ids)], state: pick(STATES) }),
    call('tags.add', { ids: [id], names: ['again'] }),
    call('tags.remove', { ids: [id], names: ['again'] }),
    note,
    note,
    call('history.undo', {}),
    call('history.redo', {}),
    call('history.list', {}),
    call('searches.save', { query: pick(WORDS) }),
    call('searches.counts', {}),
    call('follow.add', { kind: 'keyword', text: pick(['graph', 'speech', 'vision']) }),
    call('citations.keys', { ids: [id] }),
    call('sync.status', {}),
    call('sync.activity', {}),
    call('settings.set', { textScale: 1 + Math.floor(random.fraction() * 5) / 10 }),
  ])()
  return null
}
