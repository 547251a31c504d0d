// Owns every request that leaves core: one queue a host, time and size limits, retries, the sources' rate limits, the log.
import { DogearError } from '#domain/errors.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { HttpResponse, Ports } from '../ports.ts'
import { untilAborted } from './abort.ts'
import { type AnswerHead, leaveBody, received, type Receiver, watchdog, wholeText } from './body.ts'
import { ARXIV_SPACING_MS, type Lane, laneFor, type Lanes, newLane, runInLane, waitForTurn } from './lanes.ts'
import { LONGEST_WAIT_MS, pacingMs, toldWaitMs } from './rate-limit.ts'

/** Milliseconds for one whole answer. */
const WHOLE_ANSWER_MS = 180_000
const MAX_ATTEMPTS = 3
/** No network, and what the disk of this machine says, are for the caller. */
const TRIED_AGAIN: ReadonlySet<string> = new Set(['upstream', 'rate-limited'])
const FIRST_RETRY_MS = 1_000
/** A 429 that asks for more than this is handed to the caller, who tries again later. */
const LONGEST_WAIT_IN_PLACE_MS = 600_000
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
  /** Not even the one permanent redirect to the same address is followed. */
  refusesRedirects?: boolean
  /** A large file: it may take as long as it likes, as long as bytes go on coming. */
  takesItsTime?: boolean
  /** Further headers; asked for anew before each try. */
  headers?: () => Readonly<Record<string, string>>
}

/** Reads the body; a retryable `DogearError` thrown here makes it ask again. */
export type BodyReader<T> = { read(body: string): T; receive?: never } | { read?: never; receive(head: AnswerHead): Promise<Receiver<T>> }

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
  /** The reader's token, for the addresses that may see it. */
  tokenFor?(source: SourceName, url: string): string | null
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
        if (!(thrown instanceof DogearError) || !thrown.retryable || !TRIED_AGAIN.has(thrown.code)) throw thrown
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
    if (request.refusesRedirects) throw redirected(from.host)
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
      const token = options.tokenFor?.(request.source, url) ?? null
      const headers = {
        'user-agent': `Dogear/${options.ports.facts.appVersion} (desktop reader)`,
        accept: request.accept,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...request.headers?.(),
      }
      const response = await untilAborted(options.ports.http({ url, headers }, { signal: watch.signal }), watch.signal)
      watch.alive()
      record.status = response.status
      lane.lastSentMs = clock.nowMs()
      const refusal =
        response.status === 401 && token !== null ? tokenRefused(host) : refusalOf(response, host, request.expected ?? [], lane)
      const isBody = response.status === 200 || (response.status === 206 && request.receive !== undefined)
      if (!isBody) await leaveBody(response, watch)
      if (refusal) throw refusal
      if (response.status === 301 || response.status === 308) return { location: response.header('location') ?? '' }
      const answer = { status: response.status, header: (name: string) => response.header(name) }
      if (!isBody) return { ...answer, value: null }
      const limits = { maxBytes: request.maxBytes ?? MAX_TEXT_BYTES, watch, onBytes: (bytes: number) => (record.bytes = bytes), host }
      if (request.receive) return { ...answer, value: await received(response, await request.receive(answer), limits) }
      const text = wholeText()
      await received(response, text, limits)
      return { ...answer, value: request.read(text.decoded()) }
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

function tokenRefused(host: string): DogearError {
  return new DogearError('upstream', `${host} does not take your token. Write a valid one in Settings, under Network, or take it away.`)
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
