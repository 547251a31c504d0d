// Owns the measure of a whole sync: core in its thread, the replica in another process, queries asked all the while.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { CallInput, CallName, SyncReport } from '#contract/api.ts'
import { startReplicaProcess } from '../replica-process.ts'
import type { CoreThreadData, CoreThreadMessage, Slices } from './core-thread.ts'

export interface SyncFigures extends SyncReport {
  seconds: number
  papersPerSecond: number
  coreSlices: Slices
  /** The longest that the asking thread, where a window would be, was kept from its work. */
  windowLongestMs: number
  queries: Record<string, Latencies>
}

/** Milliseconds from the question to the answer in the asking thread. */
export interface Latencies {
  asked: number
  p50: number
  p95: number
  longest: number
}

const PAUSE_BETWEEN_QUERIES_MS = 10

/** Syncs the days of a folder from `from` to `to` into an empty library in `dataFolder`. */
export async function syncThroughReplica(days: string, from: string, to: string, dataFolder: string): Promise<SyncFigures> {
  const now = `${to}T20:00:00Z`
  const replica = await startReplicaProcess(days, now)
  const data: CoreThreadData = { dataFolder, url: replica.url, clockOffsetMs: Date.parse(now) - Date.now() }
  const worker = new Worker(path.join(import.meta.dirname, 'core-thread.ts'), { workerData: data })
  try {
    const core = callsOf(worker)
    await core.call('library.status', {})
    core.send({ measure: 'begin' })
    const window = monitorEventLoopDelay({ resolution: 1 })
    window.enable()
    const latencies: Record<string, number[]> = {}
    let done = false
    const begin = performance.now()
    const syncing = core.call('sync.run', { from, to }).finally(() => (done = true))
    const asking = askUntil(() => done, core, to, latencies)
    const report = (await syncing) as SyncReport
    const seconds = (performance.now() - begin) / 1000
    await asking
    window.disable()
    core.send({ measure: 'end' })
    const queries = Object.fromEntries(Object.entries(latencies).map(([name, all]) => [name, summary(all)]))
    const coreSlices = await core.slices
    return {
      ...report,
      seconds,
      papersPerSecond: report.rows / seconds,
      coreSlices,
      windowLongestMs: Math.max(0, window.max / 1e6 - 1),
      queries,
    }
  } finally {
    await worker.terminate()
    replica.end()
  }
}

interface Core {
  send(message: CoreThreadMessage): void
  /** The value of a call; rejects with its failure's sentence. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<unknown>
  slices: Promise<Slices>
}

function callsOf(worker: Worker): Core {
  const waiting = new Map<number, (outcome: { ok: boolean; value?: unknown; error?: { message: string } }) => void>()
  let next = 0
  const send = (message: CoreThreadMessage): void => worker.postMessage(message)
  const slices = new Promise<Slices>((resolve) => {
    worker.on('message', (message: { id?: number; outcome?: never; slices?: Slices }) => {
      if (message.slices) resolve(message.slices)
      if (message.id !== undefined) waiting.get(message.id)?.(message.outcome ?? { ok: false })
    })
  })
  const call: Core['call'] = (name, input) =>
    new Promise((resolve, reject) => {
      const id = next++
      waiting.set(id, (outcome) => {
        waiting.delete(id)
        if (outcome.ok) resolve(outcome.value)
        else reject(new Error(outcome.error?.message ?? 'no answer'))
      })
      send({ id, name, input })
    })
  worker.on('error', (error) => {
    throw error
  })
  return { send, call, slices }
}

/** What a window asks while it is used: the lists, the rows that come into view, a paper. */
async function askUntil(isDone: () => boolean, core: Core, newest: string, latencies: Record<string, number[]>): Promise<void> {
  const timed = async (name: string, ask: () => Promise<unknown>): Promise<unknown> => {
    const begin = performance.now()
    const value = await ask()
    ;(latencies[name] ??= []).push(performance.now() - begin)
    return value
  }
  while (!isDone()) {
    const place = { kind: 'day', day: newest } as const
    const { ids } = (await timed('papers.list of a day', () => core.call('papers.list', { place }))) as { ids: string[] }
    await timed('papers.list of the inbox', () => core.call('papers.list', { place: { kind: 'inbox' } }))
    await timed('library.status', () => core.call('library.status', {}))
    const first = ids[0]
    if (first !== undefined) {
      await timed('papers.rows', () => core.call('papers.rows', { ids: ids.slice(0, 60) }))
      await timed('papers.get', () => core.call('papers.get', { id: first }))
    }
    await delay(PAUSE_BETWEEN_QUERIES_MS)
  }
}

function summary(all: number[]): Latencies {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { asked: sorted.length, p50: at(0.5), p95: at(0.95), longest: sorted.at(-1) ?? 0 }
}
