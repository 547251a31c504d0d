// Owns the calls of this window: promises typed by the contract, events, and what happens when core goes away.
import type { Api, CallInput, CallName, CallOutput, EventName, Events } from '#contract/api.ts'
import type { ClientFrame, HostFrame, ServerFrame } from '#contract/wire.ts'
import { DogearError } from '#domain/errors.ts'
import type { Wire } from './wire.ts'

/** Whether core answers; `sentence` says why not. */
export interface HostState {
  core: 'starting' | HostFrame['core']
  sentence: string | null
}

interface Pending {
  frame: ClientFrame & { type: 'call' }
  sent: boolean
  signal: AbortSignal | undefined
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/** Doing one of these twice is not the same as doing it once, so they are never sent again. */
const ONCE_ONLY: ReadonlySet<string> = new Set<CallName>([
  'history.undo',
  'history.redo',
  'history.undoStep',
  'history.goTo',
  'library.backup',
  'shell.open',
  'texts.mark',
  'files.receive',
  'library.receive',
  'places.choose',
  'places.save',
  'zotero.send',
  'keys.add',
  'copies.restore',
  'copies.startFresh',
  'copies.repair',
])

type HostCall = { [Name in CallName]: Api[Name]['owner'] extends 'host' ? Name : never }[CallName]

/** Answered while core is away too. */
const OF_HOST: Record<HostCall, true> = {
  'settings.get': true,
  'settings.set': true,
  'shell.open': true,
  'diagnostics.get': true,
  'places.choose': true,
  'places.save': true,
  'copies.list': true,
  'copies.restore': true,
  'copies.startFresh': true,
  'copies.repair': true,
}

function isOfHost({ frame }: Pending): boolean {
  return Object.hasOwn(OF_HOST, frame.name)
}

export class Client {
  #wire: Wire | undefined
  #detach: (() => void) | undefined
  #nextId = 1
  #host: HostState = { core: 'starting', sentence: null }
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>()
  readonly #hostListeners = new Set<(state: HostState) => void>()

  get wireKind(): Wire['kind'] {
    return this.#wire?.kind ?? 'browser'
  }

  get host(): HostState {
    return this.#host
  }

  attach(wire: Wire): void {
    this.#detach?.()
    this.#wire = wire
    this.#detach = wire.onFrame((frame) => this.#receive(frame))
    this.#flush()
  }

  /**
   * Sends a call; the promise rejects with a `DogearError` that carries the sentence to show. While core is away calls
   * wait and are sent when it is back. An aborted call rejects with `cancelled`; with `hearsOut` not before core has stopped, and not at
   * all where it was done already.
   */
  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    options: { signal?: AbortSignal; hearsOut?: boolean } = {},
  ): Promise<CallOutput<Name>> {
    const id = this.#nextId++
    const { signal, hearsOut = false } = options
    return new Promise<CallOutput<Name>>((resolve, reject) => {
      const cancelled = (): DogearError => new DogearError('cancelled', 'Stopped.')
      if (signal?.aborted) return reject(cancelled())
      const abort = (): void => {
        const pending = this.#pending.get(id)
        if (!pending) return
        if (pending.sent) this.#wire?.send({ type: 'cancel', id })
        if (pending.sent && hearsOut) return
        this.#pending.delete(id)
        reject(cancelled())
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#pending.set(id, {
        frame: { type: 'call', id, name, input },
        sent: false,
        signal,
        // the host parses what it sends against the same contract
        resolve: (value) => {
          signal?.removeEventListener('abort', abort)
          resolve(value as CallOutput<Name>)
        },
        reject: (reason) => {
          signal?.removeEventListener('abort', abort)
          reject(reason)
        },
      })
      this.#flush()
    })
  }

  on<Name extends EventName>(name: Name, listener: (data: Events[Name]) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, set)
    const wrapped = listener as (data: unknown) => void
    set.add(wrapped)
    return () => set.delete(wrapped)
  }

  onHost(listener: (state: HostState) => void): () => void {
    this.#hostListeners.add(listener)
    return () => this.#hostListeners.delete(listener)
  }

  #flush(): void {
    if (!this.#wire || this.#host.core === 'lost') return
    // before the first word of a host, a socket is not open yet; Electron's bridge takes frames from the start
    if (this.#host.core === 'starting' && this.#wire.kind === 'browser') return
    const isAway = this.#host.core === 'down' || this.#host.core === 'damaged'
    for (const pending of this.#pending.values()) {
      if (pending.sent || (isAway && !isOfHost(pending))) continue
      pending.sent = true
      this.#wire.send(pending.frame)
    }
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'result') {
      const pending = this.#pending.get(frame.id)
      if (!pending) return
      this.#pending.delete(frame.id)
      if (frame.result.ok) pending.resolve(frame.result.value)
      else {
        const { code, message, retryable, detail } = frame.result.error
        pending.reject(new DogearError(code, message, { retryable, ...(detail === undefined ? {} : { detail }) }))
      }
    } else if (frame.type === 'event') {
      this.#listeners.get(frame.name)?.forEach((listener) => listener(frame.data))
    } else {
      this.#hostSays(frame.core, frame.sentence)
    }
  }

  #hostSays(core: HostFrame['core'], sentence: string | null): void {
    const before = this.#host
    if (before.core === core && before.sentence === sentence) return
    this.#host = { core, sentence }
    if (core !== 'up') this.#takeBack(core === 'lost')
    this.#flush()
    this.#hostListeners.forEach((listener) => listener(this.#host))
  }

  /** What was on its way when core went down is sent again, except what must not happen twice, and what the host still answers. */
  #takeBack(isHostLost: boolean): void {
    for (const [id, pending] of this.#pending) {
      if (!pending.sent || (!isHostLost && isOfHost(pending))) continue
      if (pending.signal?.aborted) {
        this.#pending.delete(id)
        pending.reject(new DogearError('cancelled', 'Stopped.'))
      } else if (ONCE_ONLY.has(pending.frame.name)) {
        this.#pending.delete(id)
        pending.reject(
          new DogearError('busy', 'Dogear restarted in the middle of this. Look whether it happened, then try again.', { retryable: true }),
        )
      } else {
        pending.sent = false
      }
    }
  }
}

/** The one client of this window. */
export const client = new Client()
