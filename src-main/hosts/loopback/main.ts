// Owns the loopback host: one core, one web server on 127.0.0.1, as many tabs as are open.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { api } from '#contract/api.ts'
import { LINK_SCHEME } from '#domain/dogear-link.ts'
import { DogearError, toFailure } from '#domain/errors.ts'
import { listWindowFiles } from '#adapters/window-files.ts'
import { type Core, type CoreOptions, createCore, waitsForReader } from '../core-thread/core-thread.ts'
import { coreSettingsOf, createHostCalls } from '../host-calls.ts'
import { openPlace, type StartOptions } from '../start-options.ts'
import { withWaysOut } from '../ways-out.ts'
import { createGate } from './gate.ts'
import { createLastCalls } from './last-calls.ts'
import { keepSession, readSession } from './session-secret.ts'
import { createOutsideDoor } from './outside-door.ts'
import { createWebServer } from './server.ts'
import { serveSockets } from './socket.ts'

export interface LoopbackOptions extends Pick<StartOptions, 'dataFolder' | 'clockOffsetMs' | 'port' | 'overrides'> {
  appVersion: string
  /** The built window. */
  windowFolder: string
  /** The core thread: its sources, or as it was built. */
  workerFile?: string
  /** For tests. */
  maxFrameBytes?: number
  headPatienceMs?: number
}

export interface Loopback {
  readonly port: number
  readonly dataFolder: string
  /** What was wrong with the settings file, as a sentence; null when nothing was. */
  readonly notice: string | null
  /** Why the library can't be opened, and the ways out, as a sentence; null when it is open. The window offers the same. */
  readonly damage: string | null
  /** An address with a token that works once and opens the window in a browser. */
  newLink(): string
  /** Takes a PDF into the library; the dogear:// link to it. Throws a sentence. */
  openFile(file: string): Promise<string>
  close(): Promise<void>
}

/** Longer than any answer to a program takes. */
const OUTSIDE_MS = 30_000
const WORKER_FILE = new URL('../core-thread/core-worker.ts', import.meta.url)

/**
 * Opens the library and serves the window on 127.0.0.1. Without a port it takes the one of last time, so that an open tab
 * finds it again, else any. Rejects with a `DogearError` whose sentence says what to do; nothing stays behind then.
 */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const files = listWindowFiles(options.windowFolder)
  const { dataFolder, settings: store } = openPlace(options.dataFolder)
  const hostCalls = createHostCalls({
    store,
    overrides: options.overrides,
    // a page in a browser opens its links itself; opening windows on the machine of the server helps nobody
    openExternal: () => Promise.reject(new DogearError('unsupported', 'This window opens links itself.')),
    dialogs: null,
    onSettings: (settings) => core.configure(coreSettingsOf(settings)),
    copies: { dataFolder, care: (task) => core.care(task) },
    appVersion: options.appVersion,
  })
  const { core, damage } = await openCore({
    workerFile: options.workerFile ?? WORKER_FILE,
    dataFolder,
    settings: coreSettingsOf(hostCalls.settings()),
    appVersion: options.appVersion,
    clockOffsetMs: options.clockOffsetMs,
  })
  try {
    const session = readSession(dataFolder)
    const gate = createGate(session.secret)
    const outside = createOutsideDoor({
      dataFolder,
      call: (name, input) => core.call(name, input, { signal: AbortSignal.timeout(OUTSIDE_MS) }),
      nowMs: () => Date.now(),
    })
    const web = createWebServer({
      gate,
      files,
      dataFolder,
      outside,
      lastCalls: createLastCalls({ core, hostCalls }),
      ...(options.headPatienceMs ? { headPatienceMs: options.headPatienceMs } : {}),
    })
    const port = await listen(web.http, options.port, session.port)
    keepSession(dataFolder, { ...session, port })
    const sockets = serveSockets({
      http: web.http,
      gate,
      core,
      hostCalls,
      ...(options.maxFrameBytes ? { maxFrameBytes: options.maxFrameBytes } : {}),
    })
    return {
      port,
      dataFolder,
      notice: store.notice,
      damage,
      newLink: () => `http://127.0.0.1:${port}${web.newLink()}`,
      openFile: async (file) => {
        const outcome = await core.call('files.open', { path: file }, { signal: AbortSignal.timeout(OUTSIDE_MS) })
        if (!outcome.ok) throw new DogearError(outcome.error.code, outcome.error.message)
        return `${LINK_SCHEME}://file/${api['files.open'].output.parse(outcome.value).file.hash}`
      },
      close: async () => {
        sockets.close()
        const closed = once(web.http, 'close')
        web.http.close()
        await core.close()
        web.http.closeAllConnections()
        await closed
      },
    }
  } catch (thrown) {
    await core.close()
    throw thrown
  }
}

/** A damaged library is opened all the same: the window then offers the ways out. */
async function openCore(options: CoreOptions): Promise<{ core: Core; damage: string | null }> {
  const core = createCore(options)
  try {
    await core.ready
    return { core, damage: null }
  } catch (thrown) {
    if (waitsForReader(core.state())) return { core, damage: toFailure(withWaysOut(thrown, options.dataFolder)).message }
    await core.close()
    throw thrown
  }
}

async function listen(http: Server, asked: number | undefined, last: number | null): Promise<number> {
  const candidates = asked !== undefined ? [asked] : last !== null ? [last, 0] : [0]
  let refusal: unknown
  for (const port of candidates) {
    try {
      http.listen({ port, host: '127.0.0.1', exclusive: true })
      await once(http, 'listening')
      return (http.address() as AddressInfo).port
    } catch (thrown) {
      refusal = thrown
    }
  }
  const code = refusal instanceof Error && 'code' in refusal ? refusal.code : undefined
  if (code === 'EADDRINUSE')
    throw new DogearError('busy', `Port ${asked ?? 0} is taken by another program. Choose another with --port, or leave it out.`, {
      cause: refusal,
    })
  if (code === 'EACCES')
    throw new DogearError('read-only', `Port ${asked ?? 0} may not be used. Choose one above 1023 with --port.`, { cause: refusal })
  throw refusal
}
