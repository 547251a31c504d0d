// Owns the computer of a simulated month: the real core on a real file, a clock that sleeps, jumps and is set right, a network that fails.
import { setTimeout as realDelay } from 'node:timers/promises'
import { type App, createApp } from '#core/app.ts'
import type { HttpGet, HttpResponse } from '#core/ports.ts'
import { createHttpGet } from '#adapters/http.ts'
import { DEFAULT_SETTINGS, type CoreSettings } from '#domain/settings.ts'
import type { Outcome } from '#contract/wire.ts'
import { libraryFile } from '#adapters/data-folder.ts'
import { type FakeClock, turns } from '#tests/support/fake-clock.ts'
import { loopbackOnly, memoryPorts } from '#tests/support/memory-ports.ts'

/** An answer that hangs is left to its fate after so long without a byte; real milliseconds. */
const HANGS_AFTER_MS = 120

export interface Machine {
  app(): App
  clock(): FakeClock
  /** The world's time, whatever this computer's clock says. */
  trueNowMs(): number
  /** Time passes, with the program running. */
  pass(ms: number): Promise<void>
  /** The computer sleeps: when it wakes, timers go on where they were. */
  suspend(ms: number): void
  /** Its clock is set wrong by so much. */
  setWrong(ms: number): void
  setRight(): void
  /** The program is ended in order and begun again so much later. */
  restart(laterMs: number): Promise<void>
  call(name: string, input: unknown): Promise<Outcome>
  /** Sent so far. */
  requests(): number
  close(): Promise<void>
}

export interface MachineOptions {
  dataFolder: string
  nowMs: number
  seed: number
  settings: Partial<CoreSettings>
  /** Changes where a request goes, as a network does. */
  route?(url: string): string
}

export function startMachine({ dataFolder, nowMs, seed, settings, route = (url) => url }: MachineOptions): Machine {
  const traffic = { inFlight: 0, begun: 0, lastMs: 0, requests: 0 }
  const moved = (): void => {
    traffic.begun += 1
    traffic.lastMs = performance.now()
  }
  const real = loopbackOnly(createHttpGet({ proxy: null, maxBodyBytes: 40_000_000 }))
  const http: HttpGet = async (request, options) => {
    traffic.inFlight += 1
    traffic.requests += 1
    moved()
    try {
      const response = await real({ ...request, url: route(request.url) }, options)
      return { ...response, body: read(response) }
    } finally {
      traffic.inFlight -= 1
      moved()
    }
  }
  async function* read({ body }: HttpResponse): AsyncGenerator<Uint8Array> {
    traffic.inFlight += 1
    try {
      for await (const part of body) {
        moved()
        yield part
      }
    } finally {
      traffic.inFlight -= 1
      moved()
    }
  }
  let clock!: FakeClock
  let app!: App
  let wrongByMs = 0
  let starts = 0
  const begin = (atMs: number): void => {
    const machine = memoryPorts({ nowMs: atMs, path: libraryFile(dataFolder), seed: seed + (starts += 1) })
    clock = machine.clock
    const yieldTurn = async (): Promise<void> => {
      traffic.begun += 1
      await turns()
    }
    app = createApp({ ...machine.ports, http, yieldTurn }, { settings: { ...DEFAULT_SETTINGS, ...settings }, checkOutputs: true })
    app.start()
  }
  /** Only sleeps are left, or an answer that hangs. */
  const settle = async (): Promise<void> => {
    for (;;) {
      const { begun } = traffic
      await turns(6)
      if (traffic.begun !== begun) continue
      if (traffic.inFlight === 0) return
      if (performance.now() - traffic.lastMs > HANGS_AFTER_MS) return
      await realDelay(1)
    }
  }
  begin(nowMs)
  return {
    app: () => app,
    clock: () => clock,
    trueNowMs: () => clock.nowMs() - wrongByMs,
    pass: async (ms) => {
      const endMs = clock.nowMs() + Math.round(ms)
      while (clock.nowMs() < endMs) {
        await settle()
        await clock.advance(Math.min(clock.nextWakeMs ?? endMs, endMs) - clock.nowMs())
      }
      await settle()
    },
    suspend: (ms) => clock.jumpTo(clock.nowMs() + Math.round(ms)),
    setWrong: (ms) => {
      const wholeMs = Math.round(ms)
      wrongByMs += wholeMs
      clock.jumpTo(clock.nowMs() + wholeMs)
    },
    setRight: () => {
      clock.jumpTo(clock.nowMs() - wrongByMs)
      wrongByMs = 0
    },
    restart: async (laterMs) => {
      await app.close()
      begin(clock.nowMs() + Math.round(laterMs))
    },
    call: async (name, input) => await app.dispatch(name, input, { signal: new AbortController().signal }),
    requests: () => traffic.requests,
    close: () => app.close(),
  }
}
