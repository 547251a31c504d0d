// Owns the thread that the benchmark runs core in: the real app, and how long it ever kept its thread to itself.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { openApp } from '#hosts/core-thread/open-app.ts'
import { DEFAULT_SETTINGS } from '#domain/settings.ts'

export interface CoreThreadData {
  dataFolder: string
  url: string
  clockOffsetMs: number
}

export type CoreThreadMessage = { id: number; name: string; input: unknown } | { measure: 'begin' | 'end' }
export type CoreThreadReply = { id: number; outcome: unknown } | { slices: Slices }

/** Milliseconds that other work waited for a turn. */
export interface Slices {
  longestMs: number
  p99Ms: number
}

const RESOLUTION_MS = 1
const { dataFolder, url, clockOffsetMs } = workerData as CoreThreadData
const settings = { ...DEFAULT_SETTINGS, huggingFaceUrl: url, arxivUrl: url, fillArchive: false, fetchArxiv: false }
const app = openApp({ dataFolder, settings, appVersion: '0.0.0', clockOffsetMs })
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
const never = new AbortController().signal

parentPort?.on('message', (message: CoreThreadMessage) => {
  if ('measure' in message) {
    if (message.measure === 'begin') {
      delay.enable()
      delay.reset()
      return
    }
    delay.disable()
    const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
    reply({ slices: { longestMs: ms(delay.max), p99Ms: ms(delay.percentile(99)) } })
    return
  }
  void app.dispatch(message.name, message.input, { signal: never }).then((outcome) => reply({ id: message.id, outcome }))
})
app.subscribe((frame) => parentPort?.postMessage({ frame }))
app.start()

function reply(message: CoreThreadReply): void {
  parentPort?.postMessage(message)
}
