// Owns core in its worker thread as the rest of a host sees it: calls, events, and starting it again when it fell.
import { Worker } from 'node:worker_threads'
import type { EventFrame } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import { DogearError, type Failure, toFailure } from '#domain/errors.ts'
import { logFile } from '#adapters/data-folder.ts'
import { createLog } from '#adapters/log.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { CareTask } from './care-task.ts'
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts'

export interface CoreOptions extends Omit<ThreadData, 'care'> {
  /** Milliseconds between two questions whether the thread is stuck; for tests. */
  beatMs?: number
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
  /** Gives the key to the reader's secrets, now and to every thread that is started again; null where there is no keychain. */
  unlock(key: string | null): void
  /** Resolves at the first `up`; rejects with the `DogearError` that kept the library from opening. */
  readonly ready: Promise<void>
  /** Tries at once to open a library that could not be opened. */
  retry(): void
  /** Closes the library, does this to its files in a thread of its own, and opens it again. Never rejects. */
  care(task: CareTask): Promise<Outcome>
  /** Ends the background work and closes the library. */
  close(): Promise<void>
}

const BACK_OFF_MS = [100, 1000, 4000, 15_000]
/** A core that ran this long was well: the next fall starts the back-off from the beginning. */
const WELL_AFTER_MS = 60_000
const CLOSE_PATIENCE_MS = 10_000
/** Asked this often, and stuck when so many questions in a row stay unanswered: no single step of work takes nearly as long. */
const BEAT_MS = 5_000
const MOST_MISSED_BEATS = 6

const CLOSING: Failure = { code: 'busy', message: 'Dogear is closing.', retryable: true }
const FELL = 'The library part of Dogear stopped and is being started again. Everything saved is safe.'
const STUCK = 'The library part of Dogear did not answer any more and is being started again. Everything saved is safe.'
const CARED_FOR = 'The library is being looked after; a moment.'

/** Only a choice of the reader's helps: opening it again would find the same. */
export function waitsForReader(state: CoreState): boolean {
  return state.phase === 'down' && state.failure.code === 'damaged-database'
}

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
export function createCore({ workerFile, beatMs = BEAT_MS, ...options }: CoreOptions): Core {
  let data: ThreadData = options
  let worker: Worker | undefined
  let state: CoreState = { phase: 'starting' }
  const log = createLog(logFile(options.dataFolder), () => Date.now())
  let falls = 0
  let upSince = 0
  let nextId = 1
  let closing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let caring: Promise<Outcome> | undefined
  let missedBeats = 0
  let isStuck = false
  const waiting = new Map<number, (outcome: Outcome) => void>()
  const eventListeners = new Set<(frame: EventFrame) => void>()
  const stateListeners = new Set<(state: CoreState) => void>()
  const first = Promise.withResolvers<void>()
  first.promise.catch(() => {})
  tellOfSizeLimits()

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
    if (closing || caring || waitsForReader(state)) return
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
    missedBeats = 0
    isStuck = false
    let cause: Failure | undefined
    let refused = false
    const beats = setInterval(() => beat(thread), beatMs)
    beats.unref()
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
          break
        case 'result':
          waiting.get(message.id)?.(message.result)
          waiting.delete(message.id)
          break
        case 'event':
          for (const listener of eventListeners) listener(message.frame)
          break
        case 'beat':
          missedBeats = 0
          break
        case 'cared':
        case 'closed':
          break
      }
    })
    thread.on('error', (thrown) => {
      cause = toFailure(thrown)
    })
    thread.on('exit', (code) => {
      clearInterval(beats)
      const failure = cause ?? { code: 'internal' as const, message: FELL, retryable: true, detail: `The core thread ended with ${code}.` }
      fell(failure, refused ? failure.message : isStuck ? STUCK : FELL)
      first.reject(asError(failure))
    })
  }

  const post = (message: ToThread): void => worker?.postMessage(message)

  /** A thread that opens the library, which may copy and bring it forward first, is left its time. */
  const beat = (thread: Worker): void => {
    if (state.phase !== 'up' || closing) return
    missedBeats += 1
    if (missedBeats <= MOST_MISSED_BEATS) return thread.postMessage({ type: 'beat' } satisfies ToThread)
    if (isStuck) return
    isStuck = true
    log({ level: 'error', event: 'core stuck', facts: { calls: waiting.size } })
    void thread.terminate()
  }

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

  const stopThread = async (): Promise<void> => {
    clearTimeout(timer)
    const thread = worker
    if (!thread) return
    const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
    post({ type: 'close' })
    const patience = setTimeout(() => void thread.terminate(), CLOSE_PATIENCE_MS)
    await ended
    clearTimeout(patience)
  }

  const close = async (): Promise<void> => {
    await caring
    await stopThread()
    failAll(CLOSING)
    eventListeners.clear()
    stateListeners.clear()
  }

  const care = async (task: CareTask): Promise<Outcome> => {
    // the sentence comes before the library closes, so that a window keeps what it asks meanwhile
    setState({ phase: 'down', sentence: CARED_FOR, failure: { code: 'busy', message: CARED_FOR, retryable: true } })
    await stopThread()
    const outcome = await runApart(workerFile, { ...data, care: task })
    caring = undefined
    if (!closing) start()
    return outcome
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
    unlock: (key) => {
      data = { ...data, secretKey: key }
      post({ type: 'unlock', key })
    },
    ready: first.promise,
    retry: () => {
      if (!worker && !closing && !caring) start()
    },
    care: (task) => {
      if (closing) return Promise.resolve({ ok: false, error: CLOSING })
      if (caring) return Promise.resolve({ ok: false, error: { code: 'busy', message: CARED_FOR, retryable: true } })
      caring = care(task)
      return caring
    },
    close: () => (closing ??= close()),
  }
}

/** One task in a thread that ends after it. */
function runApart(workerFile: string | URL, data: ThreadData): Promise<Outcome> {
  return new Promise((resolve) => {
    const thread = new Worker(workerFile, { workerData: data, name: 'dogear-care' })
    thread.on('message', (message: FromThread) => {
      if (message.type === 'cared') resolve(message.result)
    })
    thread.on('error', (thrown) => resolve({ ok: false, error: toFailure(thrown) }))
    thread.on('exit', (code) => resolve({ ok: false, error: toFailure(new Error(`The thread ended with ${code}.`)) }))
  })
}

function asError({ code, message, retryable, detail }: Failure): DogearError {
  return new DogearError(code, message, { retryable, ...(detail === undefined ? {} : { detail }) })
}

/**
 * Where a file may grow no further (`ulimit -f`), Node gets an error and SQLite one that is told; a package under the settings' store would
 * end the process for the signal that comes with it.
 */
function tellOfSizeLimits(): void {
  if (process.platform === 'win32') return
  process.removeAllListeners('SIGXFSZ')
  // without a listener the system would end the process
  process.on('SIGXFSZ', () => undefined)
}
