// Owns keeping places outside of the library up to date: a moment after a change, one after the other, and again when it failed.
import type { Topic } from '#contract/api.ts'
import type { KeptName, KeptState } from '#contract/keeping.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CommandContext } from '../command.ts'
import type { Ports } from '../ports.ts'
import { giveKeptKeys } from '../citations/citation-keys.ts'
import type { ExportParts } from '../export/export-library.ts'
import { KEPT_PLACES, type KeptPlace } from './kept-places.ts'

/** Typing and a row of decisions are waited for. */
const QUIET_MS = 2_000
const AFTER_START_MS = 15_000
const BETWEEN_TRIES_MS = 60_000
/** A vault is looked at for what the reader wrote in it. */
const BETWEEN_LOOKS_MS = 10_000
/** Progress is told from here on. */
const SHOWN_AFTER_MS = 500
/** Who asks waits so often for files that other programs change while they are written; then they are left for later. */
const MOST_PASSES = 3

export interface Keeping {
  start(): void
  status(): KeptState[]
  /** Writes what is switched on, in a pass that begins from here on; resolves when it is done. Never rejects but for the signal. */
  run(options: { signal: AbortSignal }): Promise<KeptState[]>
  /** Lets go of what is being written now. */
  stop(): void
  /** Something of the library changed; `ids` null means any paper. */
  changed(topics: readonly Topic[], ids: readonly PaperId[] | null): void
  settingsChanged(): void
  close(): Promise<void>
}

export interface KeepingParts extends ExportParts {
  context: CommandContext
  ports: Pick<Ports, 'annotationFiles' | 'outsideFolders' | 'clock' | 'log' | 'yieldTurn'>
  settings: () => { exchange: ExchangeSettings }
  notify(topics: Topic[]): void
}

interface Progress {
  /** What of it is due: nothing, some papers, or all of it. */
  dirty: ReadonlySet<PaperId> | 'all'
  isWriting: boolean
  progress: KeptState['progress']
  papers: number | null
  keptAtMs: number | null
  problem: string | null
}

const NOTHING: ReadonlySet<PaperId> = new Set()

export function createKeeping(parts: KeepingParts): Keeping {
  const { ports, settings } = parts
  const progress = new Map<KeptName, Progress>(
    KEPT_PLACES.map(({ name }) => [name, { dirty: 'all', isWriting: false, progress: null, papers: null, keptAtMs: null, problem: null }]),
  )
  const of = (name: KeptName): Progress => progress.get(name) as Progress
  const closing = new AbortController()
  let stopping = new AbortController()
  let knownSettings = settings().exchange
  let nap = new AbortController()
  let isAwake = false
  /** The reader stopped it: it goes on with the next change, or when asked. */
  let isHeld = false
  let running = Promise.resolve()
  let working: Promise<void> = Promise.resolve()

  const status = (): KeptState[] =>
    KEPT_PLACES.map(({ name, isOn, where }) => {
      const { dirty, isWriting, problem, ...rest } = of(name)
      const { exchange } = settings()
      const on = isOn(exchange)
      const state = !on
        ? 'off'
        : isWriting
          ? 'writing'
          : problem !== null
            ? 'failed'
            : isSome(dirty)
              ? isHeld
                ? 'stopped'
                : 'waiting'
              : 'kept'
      const known = on ? { papers: rest.papers, progress: rest.progress, keptAtMs: rest.keptAtMs, problem } : NOT_KEPT
      return { name, on, where: where(exchange), state, ...known }
    })

  const writePlace = async (place: KeptPlace, exchange: ExchangeSettings, signal: AbortSignal): Promise<void> => {
    const mine = of(place.name)
    const due = mine.dirty
    const before = JSON.stringify([mine.papers, mine.problem])
    const startedMs = ports.clock.nowMs()
    mine.dirty = NOTHING
    const show = (): void => parts.notify(['activity'])
    mine.isWriting = isSome(due)
    if (mine.isWriting) show()
    let wrote = 0
    try {
      const done = await place.write(parts, exchange, {
        signal,
        changed: due === 'all' ? null : due,
        onProgress: (count, total) => {
          mine.isWriting = true
          mine.progress = { done: count, total }
          if (ports.clock.nowMs() - startedMs > SHOWN_AFTER_MS) show()
        },
      })
      wrote = done.written
      mine.dirty = joined(mine.dirty, done.again ?? [])
      Object.assign(mine, { papers: done.papers, keptAtMs: ports.clock.nowMs(), problem: done.problem ?? null })
    } catch (thrown) {
      mine.dirty = due === 'all' ? 'all' : joined(mine.dirty, [...due])
      if (!signal.aborted) mine.problem = toFailure(thrown).message
    }
    const wasShown = mine.isWriting
    Object.assign(mine, { isWriting: false, progress: null })
    if (wasShown || wrote > 0 || before !== JSON.stringify([mine.papers, mine.problem])) show()
    signal.throwIfAborted()
  }

  /** One at a time, whoever asks. */
  const work = (signal: AbortSignal): Promise<void> => {
    const writeAll = async (): Promise<void> => {
      stopping = new AbortController()
      const either = AbortSignal.any([signal, stopping.signal])
      const { exchange } = settings()
      const places = KEPT_PLACES.filter((place) => place.isOn(exchange) && (place.looks || isSome(of(place.name).dirty)))
      const pattern = exchange.citationKeyPattern
      await giveKeptKeys({ store: parts.store, pattern, nowMs: ports.clock.nowMs(), readOnly: parts.readOnly }, ports.yieldTurn)
      for (const place of places) await writePlace(place, exchange, either)
    }
    const mine = working.then(writeAll)
    working = mine.catch(() => undefined)
    return mine
  }

  const rest = async (ms: number): Promise<void> => {
    nap = new AbortController()
    await ports.clock.sleep(ms, { signal: AbortSignal.any([nap.signal, closing.signal]) }).catch(() => undefined)
  }

  const run = async (): Promise<void> => {
    await rest(AFTER_START_MS)
    while (!closing.signal.aborted) {
      while (isHeld && !closing.signal.aborted) await rest(BETWEEN_TRIES_MS)
      isAwake = false
      try {
        await work(closing.signal)
      } catch (thrown) {
        if (closing.signal.aborted) return
        if (!stopping.signal.aborted)
          ports.log({ level: 'error', event: 'keeping up to date failed', facts: { code: toFailure(thrown).code } })
      }
      const { exchange } = settings()
      const looks = KEPT_PLACES.some((place) => place.looks && place.isOn(exchange))
      if (!isAwake) await rest(looks ? BETWEEN_LOOKS_MS : BETWEEN_TRIES_MS)
      // a moment more: what comes in a row is written once
      if (isAwake) await ports.clock.sleep(QUIET_MS, { signal: closing.signal }).catch(() => undefined)
    }
  }

  const letGo = (): void => stopping.abort(new DogearError('cancelled', 'Stopped.'))

  const wake = (): void => {
    isAwake = true
    isHeld = false
    nap.abort()
  }

  return {
    start: () => {
      running = run()
    },
    status,
    run: async ({ signal }) => {
      isHeld = false
      for (const { name } of KEPT_PLACES) of(name).dirty = 'all'
      const isLeft = (): boolean => status().some(({ state }) => state === 'waiting')
      for (let pass = 0; pass === 0 || (pass < MOST_PASSES && isLeft()); pass += 1) await work(AbortSignal.any([signal, closing.signal]))
      return status()
    },
    stop: () => {
      isHeld = true
      letGo()
    },
    changed: (topics, ids) => {
      const touched = KEPT_PLACES.filter((place) => place.topics.some((topic) => topics.includes(topic)))
      for (const { name } of touched) of(name).dirty = ids === null ? 'all' : joined(of(name).dirty, ids)
      if (touched.length > 0) wake()
    },
    settingsChanged: () => {
      const now = settings().exchange
      for (const place of KEPT_PLACES) {
        const isSame = JSON.stringify(place.settings(now)) === JSON.stringify(place.settings(knownSettings))
        if (isSame) continue
        // what is being written by the old settings is let go of
        if (of(place.name).isWriting) letGo()
        Object.assign(of(place.name), { dirty: 'all', problem: null, papers: null, keptAtMs: null })
      }
      if (JSON.stringify(now) !== JSON.stringify(knownSettings)) wake()
      knownSettings = now
    },
    close: async () => {
      closing.abort()
      await Promise.all([running, working])
    },
  }
}

const NOT_KEPT = { papers: null, progress: null, keptAtMs: null, problem: null }

function joined(dirty: Progress['dirty'], ids: readonly PaperId[]): Progress['dirty'] {
  return dirty === 'all' ? dirty : new Set([...dirty, ...ids])
}

function isSome(dirty: Progress['dirty']): boolean {
  return dirty === 'all' || dirty.size > 0
}
