// Owns core in its worker thread as the rest of a host sees it: calls, events, and starting it again when it fell.
import { Worker } from 'node:worker_threads'
import type { EventFrame } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import { DogearError, type Failure, toFailure } from '#domain/errors.ts'
import { logFile } from '#adapters/data-folder.ts'
import { createLog } from '#adapters/log.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts'

export interface CoreOptions extends ThreadData {
  /** The thread's entry: `core-worker.ts` under Node, its bundle under Electron. */
  workerFile: string | URL
}

/** `starting`: calls wait until it is up. `down`: it fell or could not open, is tried again, and `sentence` says why. */
export type CoreState = { phase: 'starting' } | { phase: 'up' } | { phase: 'down'; sentence: string; failure: Failure }

export interface Core {
  /** Never rejects; a failure is data. Calls in flight when core falls, and calls while it is down, get a retryable one. */
  call(name: string, input: unknown, options: { signal: AbortSignal }): Promise<Outcome>
  onEvent(listener: (frame: EventFrame) => void): () => void
  onState(listener: (state: CoreState) => void): () => void
  state(): CoreState
  configure(settings: CoreSettings): void
  /** Resolves at the first `up`; rejects with the `DogearError` that kept the library from opening. */
  readonly ready: Promise<void>
  /** Tries at once to open a library that could not be opened. */
  retry(): void
  /** Ends the background work and closes the library. */
  close(): Promise<void>
}

const BACK_OFF_MS = [100, 1000, 4000, 15_000]
/** A core that ran this long was well: the next fall starts the back-off from the beginning. */
const WELL_AFTER_MS = 60_000
const CLOSE_PATIENCE_MS = 10_000

const CLOSING: Failure = { code: 'busy', message: 'Dogear is closing.', retryable: true }
const FELL = 'The library part of Dogear stopped and is being started again. Everything saved is safe.'

/** Opens the library in its own thread. Rejects with the `DogearError` that kept it from opening; nothing stays behind then. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const core = createCore(options)
  try {
    await core.ready
    return core
  } catch (thrown) {
    await core.close()
    throw thrown
  }
}

/** As `startCore`, for a host that shows a window while the library opens, or can't be opened. */
export function createCore({ workerFile, ...options }: CoreOptions): Core {
  let data: ThreadData = options
  let worker: Worker | undefined
  let state: CoreState = { phase: 'starting' }
  const log = createLog(logFile(options.dataFolder), () => Date.now())
  let falls = 0
  let upSince = 0
  let nextId = 1
  let closing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const waiting = new Map<number, (outcome: Outcome) => void>()
  const eventListeners = new Set<(frame: EventFrame) => void>()
  const stateListeners = new Set<(state: CoreState) => void>()
  const first = Promise.withResolvers<void>()
  first.promise.catch(() => {})

  const setState = (next: CoreState): void => {
    state = next
    for (const listener of stateListeners) listener(next)
  }

  const failAll = (error: Failure): void => {
    const resolvers = [...waiting.values()]
    waiting.clear()
    for (const resolve of resolvers) resolve({ ok: false, error })
  }

  const fell = (failure: Failure, sentence: string): void => {
    worker = undefined
    if (failure.code === 'internal' && !closing) log({ level: 'error', event: 'core fell', facts: { detail: failure.detail ?? '' } })
    // said first: a window takes back what it asked and asks again once core is up
    if (!closing) setState({ phase: 'down', sentence, failure })
    failAll({ ...failure, retryable: true, message: sentence })
    if (closing) return
    if (upSince > 0 && performance.now() - upSince > WELL_AFTER_MS) falls = 0
    upSince = 0
    const wait = BACK_OFF_MS[Math.min(falls, BACK_OFF_MS.length - 1)]
    falls += 1
    timer = setTimeout(start, wait)
  }

  const start = (): void => {
    clearTimeout(timer)
    const thread = new Worker(workerFile, { workerData: data, name: 'dogear-core' })
    worker = thread
    let cause: Failure | undefined
    let refused = false
    thread.on('message', (message: FromThread) => {
      switch (message.type) {
        case 'ready':
          upSince = performance.now()
          setState({ phase: 'up' })
          first.resolve()
          break
        case 'refused':
          refused = true
          cause = message.failure
          first.reject(asError(message.failure))
          break
        case 'result':
          waiting.get(message.id)?.(message.result)
          waiting.delete(message.id)
          break
        case 'event':
          for (const listener of eventListeners) listener(message.frame)
          break
        case 'closed':
          break
      }
    })
    thread.on('error', (thrown) => {
      cause = toFailure(thrown)
    })
    thread.on('exit', (code) => {
      const failure = cause ?? { code: 'internal' as const, message: FELL, retryable: true, detail: `The core thread ended with ${code}.` }
      first.reject(asError(failure))
      fell(failure, refused ? failure.message : FELL)
    })
  }

  const post = (message: ToThread): void => worker?.postMessage(message)

  const call: Core['call'] = (name, input, { signal }) => {
    if (state.phase === 'down') return Promise.resolve({ ok: false, error: { ...state.failure, message: state.sentence, retryable: true } })
    if (closing) return Promise.resolve({ ok: false, error: CLOSING })
    if (signal.aborted) return Promise.resolve({ ok: false, error: { code: 'cancelled', message: 'Stopped.', retryable: true } })
    const id = nextId++
    return new Promise((resolve) => {
      const cancel = (): void => post({ type: 'cancel', id })
      signal.addEventListener('abort', cancel, { once: true })
      waiting.set(id, (outcome) => {
        signal.removeEventListener('abort', cancel)
        resolve(outcome)
      })
      try {
        post({ type: 'call', id, name, input })
      } catch (thrown) {
        waiting.delete(id)
        resolve({
          ok: false,
          error: { code: 'invalid-input', message: 'That can’t be sent to the library.', retryable: false, detail: String(thrown) },
        })
      }
    })
  }

  const close = async (): Promise<void> => {
    clearTimeout(timer)
    const thread = worker
    if (thread) {
      const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
      post({ type: 'close' })
      const patience = setTimeout(() => void thread.terminate(), CLOSE_PATIENCE_MS)
      await ended
      clearTimeout(patience)
    }
    failAll(CLOSING)
    eventListeners.clear()
    stateListeners.clear()
  }

  start()
  return {
    call,
    onEvent: (listener) => {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onState: (listener) => {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    state: () => state,
    configure: (settings) => {
      data = { ...data, settings }
      post({ type: 'configure', settings })
    },
    ready: first.promise,
    retry: () => {
      if (!worker && !closing) start()
    },
    close: () => (closing ??= close()),
  }
}

function asError({ code, message, retryable, detail }: Failure): DogearError {
  return new DogearError(code, message, { retryable, ...(detail === undefined ? {} : { detail }) })
}
