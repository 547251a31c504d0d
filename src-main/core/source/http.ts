// Owns every request that leaves core: one queue a host, time and size limits, retries, the sources' rate limits, the log.
import { DogearError } from '#domain/errors.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { HttpResponse, Ports } from '../ports.ts'
import { untilAborted } from './abort.ts'
import { ARXIV_SPACING_MS, type Lane, laneFor, type Lanes, newLane, runInLane, waitForTurn } from './lanes.ts'
import { LONGEST_WAIT_MS, pacingMs, toldWaitMs } from './rate-limit.ts'

/** Milliseconds without a single byte, and for one whole answer. */
const SILENCE_MS = 30_000
const WHOLE_ANSWER_MS = 180_000
const MAX_ATTEMPTS = 3
const FIRST_RETRY_MS = 1_000
/** A 429 that asks for more than this is handed to the caller, who tries again later. */
const LONGEST_WAIT_IN_PLACE_MS = 600_000
/** Of a body that nobody wants, this much is read so that the connection can be used again. */
const UNWANTED_BYTES = 65_536
export const MAX_TEXT_BYTES = 32 * 1024 * 1024

/** Whose rules hold; everything that goes to arXiv, whatever its address, is one queue. */
export type SourceName = 'hugging-face' | 'arxiv'

export type SourceRequest<T> = SourceAddress & BodyReader<T>

export interface SourceAddress {
  source: SourceName
  url: string
  /** Why it is asked, in a few words for the list of requests. */
  why: string
  accept: string
  maxBytes?: number
  /** Statuses other than 200 that are an answer and no failure; their `value` is null. */
  expected?: readonly number[]
  /** A large file: it may take as long as it likes, as long as bytes go on coming. */
  takesItsTime?: boolean
}

/** Reads the body; a retryable `DogearError` thrown here makes it ask again. */
export type BodyReader<T> =
  | { read(body: string): T; readBytes?: never }
  | { read?: never; readBytes(body: Uint8Array, header: (name: string) => string | null): T }

export interface SourceAnswer<T> {
  status: number
  value: T | null
  header(name: string): string | null
}

/** One line of the list of requests. */
export interface RequestRecord {
  source: SourceName
  atMs: number
  host: string
  path: string
  why: string
  status: number | null
  bytes: number
  ms: number
  failure: string | null
}

export interface HttpOptions {
  ports: Pick<Ports, 'clock' | 'random' | 'http' | 'facts'>
  settings: () => Pick<CoreSettings, 'networkOn'>
  /** When arXiv was last asked, by an earlier run of the program: its three seconds hold across a restart. */
  arxivLastSentMs?: number | null
  record(entry: RequestRecord): void
  /** A wait that a person would notice began (until then) or ended (null). */
  onWait?(source: SourceName, untilMs: number | null): void
}

export interface SourceHttp {
  /**
   * Asks once its turn has come and reads the answer. Throws `offline` (at once when the network is switched off), `rate-limited`,
   * `upstream`, or the signal's reason.
   */
  get<T>(request: SourceRequest<T>, options: { signal: AbortSignal }): Promise<SourceAnswer<T>>
  /** Resolves when a request would go out without waiting, so that what is asked can be decided late. */
  untilFree(to: Pick<SourceAddress, 'source' | 'url'>, options: { signal: AbortSignal }): Promise<void>
  /** Requests sent so far, each try counted. */
  sent(): number
}

export function createHttp(options: HttpOptions): SourceHttp {
  const lanes: Lanes = new Map([['arxiv', newLane(ARXIV_SPACING_MS, options.arxivLastSentMs ?? null)]])
  let sent = 0
  const laneOf = ({ source, url }: Pick<SourceAddress, 'source' | 'url'>): Lane => laneFor(lanes, source, url)
  const wait = async (lane: Lane, source: SourceName, signal: AbortSignal): Promise<void> =>
    await waitForTurn(lane, options.ports.clock, (untilMs) => options.onWait?.(source, untilMs), { signal })

  async function get<T>(request: SourceRequest<T>, { signal }: { signal: AbortSignal }): Promise<SourceAnswer<T>> {
    refuseWhenOff()
    const lane = laneOf(request)
    return await runInLane(lane, async () => await askUntilAnswered(request, lane, signal), { signal })
  }

  async function askUntilAnswered<T>(request: SourceRequest<T>, lane: Lane, signal: AbortSignal): Promise<SourceAnswer<T>> {
    for (let attempt = 1; ; attempt++) {
      await wait(lane, request.source, signal)
      refuseWhenOff()
      try {
        return await askFollowing(request, lane, signal)
      } catch (thrown) {
        signal.throwIfAborted()
        if (!(thrown instanceof DogearError) || !thrown.retryable || thrown.code === 'offline') throw thrown
        const now = options.ports.clock.nowMs()
        const told = lane.notBeforeMs - now
        if (thrown.code === 'rate-limited' && told > LONGEST_WAIT_IN_PLACE_MS) throw thrown
        const backOff = Math.round(FIRST_RETRY_MS * 4 ** (attempt - 1) * (0.75 + options.ports.random.fraction() / 2))
        lane.notBeforeMs = Math.max(lane.notBeforeMs, now + backOff)
        if (attempt >= MAX_ATTEMPTS) throw thrown
      }
    }
  }

  /** Follows one redirect, only a permanent one, only to the same origin. */
  async function askFollowing<T>(request: SourceRequest<T>, lane: Lane, signal: AbortSignal): Promise<SourceAnswer<T>> {
    const answer = await ask(request, request.url, lane, signal)
    if (!('location' in answer)) return answer
    const from = new URL(request.url)
    const target = URL.canParse(answer.location, request.url) ? new URL(answer.location, request.url) : null
    if (!target || target.origin !== from.origin || target.username !== '') throw redirected(from.host)
    await wait(lane, request.source, signal)
    const second = await ask(request, target.href, lane, signal)
    if ('location' in second) throw redirected(from.host)
    return second
  }

  async function ask<T>(
    request: SourceRequest<T>,
    url: string,
    lane: Lane,
    outer: AbortSignal,
  ): Promise<SourceAnswer<T> | { location: string }> {
    const { clock } = options.ports
    const { host, pathname, search } = new URL(url)
    const atMs = clock.nowMs()
    const record: RequestRecord = {
      source: request.source,
      atMs,
      host,
      path: pathname + search,
      why: request.why,
      status: null,
      bytes: 0,
      ms: 0,
      failure: null,
    }
    const watch = watchdog(clock, outer, host, request.takesItsTime ? Number.POSITIVE_INFINITY : WHOLE_ANSWER_MS)
    sent += 1
    lane.lastSentMs = atMs
    try {
      const headers = { 'user-agent': `Dogear/${options.ports.facts.appVersion} (desktop reader)`, accept: request.accept }
      const response = await untilAborted(options.ports.http({ url, headers }, { signal: watch.signal }), watch.signal)
      watch.alive()
      record.status = response.status
      lane.lastSentMs = clock.nowMs()
      const refusal = refusalOf(response, host, request.expected ?? [], lane)
      if (response.status !== 200) await leaveBody(response, watch)
      if (refusal) throw refusal
      if (response.status === 301 || response.status === 308) return { location: response.header('location') ?? '' }
      const answer = { status: response.status, header: (name: string) => response.header(name) }
      if (response.status !== 200) return { ...answer, value: null }
      const body = await readBody(response, request.maxBytes ?? MAX_TEXT_BYTES, watch, (bytes) => (record.bytes = bytes), host)
      if (request.readBytes) return { ...answer, value: request.readBytes(body, answer.header) }
      return { ...answer, value: request.read(new TextDecoder('utf-8').decode(body)) }
    } catch (thrown) {
      const failure = watch.signal.aborted ? watch.signal.reason : thrown
      const error = failure instanceof DogearError || outer.aborted ? failure : brokenOff(host, failure)
      record.failure = outer.aborted ? 'stopped' : error instanceof DogearError ? error.message : String(error)
      throw error
    } finally {
      watch.stop()
      record.ms = Math.max(0, clock.nowMs() - atMs)
      options.record(record)
    }
  }

  /** Takes what the answer says about the rate, and turns a status that is no answer into an error. */
  function refusalOf(response: HttpResponse, host: string, expected: readonly number[], lane: Lane): DogearError | null {
    const { status } = response
    const header = (name: string): string | null => response.header(name)
    const now = options.ports.clock.nowMs()
    if (status === 429) {
      const toldMs = toldWaitMs(header, now)
      if (toldMs !== null) lane.notBeforeMs = Math.max(lane.notBeforeMs, now + toldMs)
      return new DogearError('rate-limited', `${host} asks Dogear to wait before it asks again.`, {
        retryable: true,
        detail: `429, ${toldMs ?? 'no time told'}`,
      })
    }
    lane.notBeforeMs = Math.min(Math.max(lane.notBeforeMs, now + pacingMs(header)), now + LONGEST_WAIT_MS)
    if (status === 200 || status === 301 || status === 308 || expected.includes(status)) return null
    if (status >= 300 && status < 400) return redirected(host)
    return new DogearError('upstream', `${host} answered with an error (${status}).`, {
      retryable: status >= 500 || status === 408,
      detail: [status, header('x-error-code'), header('x-error-message')?.slice(0, 200), header('x-request-id')]
        .filter((part) => part)
        .join(' '),
    })
  }

  function refuseWhenOff(): void {
    if (!options.settings().networkOn) throw new DogearError('offline', 'The network is switched off in Settings. Everything stored works.')
  }

  async function untilFree(to: Pick<SourceAddress, 'source' | 'url'>, { signal }: { signal: AbortSignal }): Promise<void> {
    const lane = laneOf(to)
    await runInLane(lane, async () => await wait(lane, to.source, signal), { signal })
  }

  return { get, untilFree, sent: () => sent }
}

interface Watch {
  signal: AbortSignal
  alive(): void
  stop(): void
}

/** Aborts when nothing was heard for `SILENCE_MS`, or the whole takes longer than `wholeMs`. */
function watchdog(clock: Ports['clock'], outer: AbortSignal, host: string, wholeMs: number): Watch {
  const tooSlow = new AbortController()
  const finished = new AbortController()
  const startedMs = clock.nowMs()
  let heardMs = startedMs
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = Math.min(heardMs + SILENCE_MS, startedMs + wholeMs) - clock.nowMs()
      if (left <= 0) return tooSlow.abort(new DogearError('upstream', `${host} did not answer in time.`, { retryable: true }))
      await clock.sleep(left, { signal: finished.signal })
    }
  }
  // ends by rejecting when the answer is complete: that is how a sleep is left early
  watch().catch(() => undefined)
  return {
    signal: AbortSignal.any([outer, tooSlow.signal]),
    alive: () => void (heardMs = clock.nowMs()),
    stop: () => finished.abort(new DogearError('cancelled', 'The answer is complete.')),
  }
}

async function readBody(
  response: HttpResponse,
  maxBytes: number,
  watch: Watch,
  onBytes: (bytes: number) => void,
  host: string,
): Promise<Uint8Array> {
  const tooLarge = (): DogearError =>
    new DogearError('upstream', `The answer of ${host} is larger than Dogear takes.`, { detail: `more than ${maxBytes} bytes` })
  if (Number(response.header('content-length') ?? 0) > maxBytes) throw tooLarge()
  const parts: Uint8Array[] = []
  const chunks = response.body[Symbol.asyncIterator]()
  let bytes = 0
  for (;;) {
    const next = await untilAborted(chunks.next(), watch.signal)
    if (next.done === true) return joined(parts, bytes)
    watch.alive()
    bytes += next.value.byteLength
    onBytes(bytes)
    if (bytes > maxBytes) {
      // tells the adapter that the rest is not wanted; how that ends does not matter any more
      chunks.return?.().catch(() => undefined)
      throw tooLarge()
    }
    parts.push(next.value)
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** Ends an answer whose body nobody wants: an unread one would keep its connection, and the next request waiting. */
async function leaveBody(response: HttpResponse, watch: Watch): Promise<void> {
  const chunks = response.body[Symbol.asyncIterator]()
  let bytes = 0
  try {
    while (bytes < UNWANTED_BYTES) {
      const next = await untilAborted(chunks.next(), watch.signal)
      if (next.done === true) return
      bytes += next.value.byteLength
    }
    await chunks.return?.()
  } catch {
    // the status says all; how its body ends does not matter
  }
}

function redirected(host: string): DogearError {
  return new DogearError('upstream', `${host} sends Dogear to another address, which it does not follow.`)
}

function brokenOff(host: string, cause: unknown): DogearError {
  return new DogearError('upstream', `The answer of ${host} broke off.`, {
    retryable: true,
    cause,
    detail: cause instanceof Error ? cause.message : String(cause),
  })
}
