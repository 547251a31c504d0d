// Owns the ports that tests of core are given: real SQLite in memory, a clock that is moved by hand, seeded chance, no network.
import { crc32 } from 'node:zlib'
import { createCitationStyles } from '#adapters/citation-styles.ts'
import { createMailer } from '#adapters/mailer.ts'
import { memoryAccessKeys, noZotero } from './memory-exchange.ts'
import { createOutsideFolders } from '#adapters/outside-folders.ts'
import { createSecretFiles } from '#adapters/secret-files.ts'
import { openDatabase } from '#adapters/sqlite.ts'
import type { HttpGet, HttpRequest, HttpResponse, LogEntry, Ports } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { FakeClock, turns } from './fake-clock.ts'
import { type MemoryLibraryFiles, memoryLibraryFiles } from './memory-library-files.ts'
import { memoryAnnotationFiles } from './memory-annotation-files.ts'
import { memoryPictureFiles } from './memory-picture-files.ts'

export interface MemoryPorts {
  ports: Ports
  /** What `ports.libraryFiles` keeps. */
  files: MemoryLibraryFiles
  clock: FakeClock
  /** Everything that was logged, oldest first. */
  logged: LogEntry[]
  /** Every address that was asked for, oldest first. */
  requested: string[]
  /** Waits for `work`, moving the clock on whenever nothing but a sleep is left to wait for. */
  finish<T>(work: Promise<T>): Promise<T>
  /** Moves the clock on, sleep by sleep, until this holds; it is looked at before each step. */
  until(holds: () => boolean): Promise<void>
  /** Moves the clock on by `ms`; a request on its way is answered first, so that it never times out for that. */
  pass(ms: number): Promise<void>
  /** The same port; while a promise of its is not settled the clock stands still, as it does for requests. For ports that really wait. */
  watch<Port extends object>(port: Port): Port
}

export interface MemoryPortsOptions {
  nowMs?: number
  /** What answers requests; without it every request finds no network. */
  http?: HttpGet
  /** A file instead of memory, for tests that close and open again. */
  path?: string
  seed?: number
}

export function memoryPorts({ nowMs, http = noNetwork, path = ':memory:', seed = 1 }: MemoryPortsOptions = {}): MemoryPorts {
  const clock = new FakeClock(nowMs)
  const logged: LogEntry[] = []
  const requested: string[] = []
  const traffic: Traffic = { inFlight: 0, begun: 0 }
  const files = memoryLibraryFiles()
  const ports: Ports = {
    clock,
    random: seededRandom(seed),
    http: counted(http, traffic, requested),
    database: openDatabase(path),
    citationStyles: createCitationStyles('/nonexistent'),
    annotationFiles: memoryAnnotationFiles(files.kept),
    outsideFolders: createOutsideFolders('/nonexistent'),
    zotero: noZotero,
    accessKeys: memoryAccessKeys(),
    pictureFiles: memoryPictureFiles(),
    mailer: watched(createMailer(), traffic),
    secrets: createSecretFiles('/nonexistent', {}),
    log: (entry) => void logged.push(entry),
    crc32,
    yieldTurn: () => {
      traffic.begun += 1
      return turns()
    },
    backup: () => Promise.reject(new DogearError('unsupported', 'A library in memory has no backup.')),
    libraryFiles: files,
    backUpDaily: () => Promise.resolve(false),
    isFileSound: () => Promise.resolve(false),
    facts: { dataFolder: 'memory', appVersion: '0.0.0' },
  }
  const finish = async <T>(work: Promise<T>): Promise<T> => {
    const state = { settled: false }
    const watched = work.finally(() => (state.settled = true))
    watched.catch(() => undefined)
    while (!state.settled) {
      if ((await isQuiet(traffic)) && !state.settled) await clock.advanceToNext()
    }
    return await watched
  }
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      if ((await isQuiet(traffic)) && !holds()) await clock.advanceToNext()
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const endMs = clock.nowMs() + ms
    while (clock.nowMs() < endMs) {
      if (!(await isQuiet(traffic))) continue
      await clock.advance(Math.min(clock.nextWakeMs ?? endMs, endMs) - clock.nowMs())
    }
    while (!(await isQuiet(traffic)));
  }
  return { ports, files, clock, logged, requested, finish, until, pass, watch: (port) => watched(port, traffic) }
}

interface Traffic {
  /** Requests, mails and work on files that are on their way. */
  inFlight: number
  /** Those, and turns given away, so far. */
  begun: number
}

/** Gives everything its turn; false when something went on meanwhile or still does, so that only sleeps are left when it is true. */
async function isQuiet(traffic: Traffic): Promise<boolean> {
  const { begun } = traffic
  await turns(12)
  return traffic.inFlight === 0 && traffic.begun === begun
}

/** Numbers that look random and are the same every time (mulberry32, public domain). */
export function seededRandom(seed: number): Ports['random'] {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const hex = (digits: number): string => Array.from({ length: digits }, () => Math.floor(fraction() * 16).toString(16)).join('')
  return { fraction, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` }
}

export const noNetwork: HttpGet = () => Promise.reject(new DogearError('offline', 'There is no network.', { retryable: true }))

export interface ScriptedAnswer {
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/** A source that answers as told; an answer may be an error to throw, as when the connection breaks. */
export function scriptedHttp(answer: (request: HttpRequest, count: number) => ScriptedAnswer | Error | Promise<ScriptedAnswer>): HttpGet {
  let count = 0
  return async (request, { signal }) => {
    signal.throwIfAborted()
    const scripted = await answer(request, (count += 1))
    if (scripted instanceof Error) throw scripted
    const headers = new Map(Object.entries(scripted.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
    const body = typeof scripted.body === 'string' ? new TextEncoder().encode(scripted.body) : (scripted.body ?? new Uint8Array())
    return { status: scripted.status ?? 200, header: (name) => headers.get(name.toLowerCase()) ?? null, body: inChunks(body) }
  }
}

const CHUNK_BYTES = 16_384

async function* inChunks(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += CHUNK_BYTES) yield body.subarray(start, start + CHUNK_BYTES)
}

/** Lets `http` reach this machine and nothing else: a test that asks for any other address is wrong. */
export function loopbackOnly(http: HttpGet): HttpGet {
  return (request, options) => {
    if (/^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(request.url).hostname)) return http(request, options)
    return Promise.reject(new Error(`a test asked for ${request.url}, which is not on this machine`))
  }
}

function counted(http: HttpGet, traffic: Traffic, requested: string[]): HttpGet {
  return async (request, options) => {
    requested.push(request.url)
    traffic.inFlight += 1
    traffic.begun += 1
    try {
      const response = await http(request, options)
      return { status: response.status, header: (name) => response.header(name), body: whileRead(response, traffic) }
    } finally {
      traffic.inFlight -= 1
    }
  }
}

function watched<Port extends object>(port: Port, traffic: Traffic): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given)
        if (!(answer instanceof Promise)) return answer
        traffic.inFlight += 1
        traffic.begun += 1
        return answer.finally(() => (traffic.inFlight -= 1))
      }
    },
  })
}

/** The body counts as in flight from its first byte asked for until it was read or given up. */
async function* whileRead(response: HttpResponse, traffic: Traffic): AsyncGenerator<Uint8Array> {
  traffic.inFlight += 1
  traffic.begun += 1
  try {
    yield* response.body
  } finally {
    traffic.inFlight -= 1
  }
}
