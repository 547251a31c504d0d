// Owns keeping places outside of the library up to date: a moment after a change, one after the other, and again when it failed.
import type { Topic } from '#contract/api.ts'
import type { KeptName, KeptState } from '#contract/keeping.ts'
import { toFailure } from '#domain/errors.ts'
import type { ExchangeSettings } from '#domain/exchange.ts'
import type { Ports } from '../ports.ts'
import { giveKeptKeys } from '../citations/citation-keys.ts'
import { writeBib } from './bib-file.ts'
import type { ExportParts } from '../export/export-library.ts'

/** Typing and a row of decisions are waited for. */
const QUIET_MS = 2_000
const AFTER_START_MS = 15_000
const BETWEEN_TRIES_MS = 60_000

export interface Keeping {
  start(): void
  status(): KeptState[]
  /** Writes what is switched on now; resolves when it is done. Never rejects but for the signal. */
  run(options: { signal: AbortSignal }): Promise<KeptState[]>
  /** Something of the library changed. */
  changed(topics: readonly Topic[]): void
  settingsChanged(): void
  close(): Promise<void>
}

export interface KeepingParts extends ExportParts {
  ports: Pick<Ports, 'annotationFiles' | 'clock' | 'log' | 'yieldTurn'>
  settings: () => { exchange: ExchangeSettings }
  notify(topics: Topic[]): void
}

interface KeptPlace {
  name: KeptName
  isOn(settings: ExchangeSettings): boolean
  where(settings: ExchangeSettings): string
  /** What it holds comes from these. */
  topics: readonly Topic[]
  write(settings: ExchangeSettings, options: { signal: AbortSignal }): Promise<{ papers: number }>
}

interface Progress {
  isDirty: boolean
  isWriting: boolean
  papers: number | null
  keptAtMs: number | null
  problem: string | null
}

export function createKeeping(parts: KeepingParts): Keeping {
  const { ports, settings } = parts
  const places: readonly KeptPlace[] = [
    {
      name: 'bib',
      isOn: ({ bibOn }) => bibOn,
      where: ({ bibFile }) => bibFile,
      topics: ['papers', 'marks', 'notes', 'tags', 'annotations'],
      write: (exchange, options) => writeBib(parts, exchange, options),
    },
  ]
  const progress = new Map<KeptName, Progress>(
    places.map(({ name }) => [name, { isDirty: true, isWriting: false, papers: null, keptAtMs: null, problem: null }]),
  )
  const of = (name: KeptName): Progress => progress.get(name) as Progress
  const closing = new AbortController()
  let knownSettings = JSON.stringify(settings().exchange)
  let nap = new AbortController()
  let isAwake = false
  let running = Promise.resolve()
  let working: Promise<void> = Promise.resolve()

  const status = (): KeptState[] =>
    places.map(({ name, isOn, where }) => {
      const { isDirty, isWriting, papers, keptAtMs, problem } = of(name)
      const { exchange } = settings()
      const on = isOn(exchange)
      const state = !on ? 'off' : isWriting ? 'writing' : problem !== null ? 'failed' : isDirty ? 'waiting' : 'kept'
      return {
        name,
        on,
        where: where(exchange),
        state,
        papers: on ? papers : null,
        keptAtMs: on ? keptAtMs : null,
        problem: on ? problem : null,
      }
    })

  const writeDirty = async (signal: AbortSignal): Promise<void> => {
    for (const place of places) {
      const mine = of(place.name)
      const { exchange } = settings()
      if (!place.isOn(exchange) || !mine.isDirty) continue
      mine.isDirty = false
      mine.isWriting = true
      parts.notify(['activity'])
      try {
        const { papers } = await place.write(exchange, { signal })
        Object.assign(mine, { papers, keptAtMs: ports.clock.nowMs(), problem: null })
      } catch (thrown) {
        mine.isDirty = true
        if (!signal.aborted) mine.problem = toFailure(thrown).message
      } finally {
        mine.isWriting = false
      }
      parts.notify(['activity'])
      signal.throwIfAborted()
    }
  }

  /** One at a time, whoever asks. */
  const work = (signal: AbortSignal): Promise<void> => {
    const mine = working.then(() => writeDirty(signal))
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
      isAwake = false
      try {
        giveKeptKeys({
          store: parts.store,
          pattern: settings().exchange.citationKeyPattern,
          nowMs: ports.clock.nowMs(),
          readOnly: parts.readOnly,
        })
        await work(closing.signal)
      } catch (thrown) {
        if (closing.signal.aborted) return
        ports.log({ level: 'error', event: 'keeping up to date failed', facts: { code: toFailure(thrown).code } })
      }
      if (!isAwake) await rest(BETWEEN_TRIES_MS)
      // a moment more: what comes in a row is written once
      if (isAwake) await ports.clock.sleep(QUIET_MS, { signal: closing.signal }).catch(() => undefined)
    }
  }

  const wake = (): void => {
    isAwake = true
    nap.abort()
  }

  return {
    start: () => {
      running = run()
    },
    status,
    run: async ({ signal }) => {
      for (const place of places) of(place.name).isDirty = true
      await work(AbortSignal.any([signal, closing.signal]))
      return status()
    },
    changed: (topics) => {
      const touched = places.filter((place) => place.topics.some((topic) => topics.includes(topic)))
      for (const place of touched) of(place.name).isDirty = true
      if (touched.length > 0) wake()
    },
    settingsChanged: () => {
      const now = JSON.stringify(settings().exchange)
      if (now === knownSettings) return
      knownSettings = now
      for (const place of places) Object.assign(of(place.name), { isDirty: true, problem: null })
      wake()
    },
    close: async () => {
      closing.abort()
      await Promise.all([running, working])
    },
  }
}
