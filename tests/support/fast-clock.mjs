// Owns a clock that runs fast: loaded before a program (`--import`), hours pass in minutes for it and its threads; and it writes down how they are.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import promises from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import { isMainThread, threadId } from 'node:worker_threads'

/** `DOGEAR_FAST_CLOCK`: JSON `{ speed, sinceMs, samples }`: how fast, from when on (real milliseconds), and the file for the samples. */
const { speed, sinceMs, samples } = JSON.parse(process.env.DOGEAR_FAST_CLOCK)
/** Shorter waits are left alone: they are for turns of the loop, not for time. */
const SHORTEST_MS = 1000
const WINDOW_MS = 100
const COLLECT_EVERY = 50

const RealDate = Date
const realSetTimeout = globalThis.setTimeout
const fastNow = () => Math.round(sinceMs + (RealDate.now() - sinceMs) * speed)
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [fastNow()] : given))
  }
  static now() {
    return fastNow()
  }
}
const shorter = (ms) => (typeof ms === 'number' && ms >= SHORTEST_MS ? ms / speed : ms)
globalThis.setTimeout = (run, ms, ...rest) => realSetTimeout(run, shorter(ms), ...rest)
const realDelay = promises.setTimeout
promises.setTimeout = (ms, ...rest) => realDelay(shorter(ms), ...rest)
syncBuiltinESMExports()

v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
let cpuMs = threadCpuMs()
let windows = 0
const write = (sample) =>
  fs.appendFileSync(
    samples,
    `${JSON.stringify({ atMs: RealDate.now(), thread: isMainThread ? 'host' : `thread ${threadId}`, ...sample })}\n`,
  )

function threadCpuMs() {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

process.on('warning', (warning) => write({ warning: `${warning.name}: ${warning.message}` }))
// an interval keeps its own pace: beats between threads are meant for the real clock
setInterval(() => {
  const usedMs = threadCpuMs() - cpuMs
  windows += 1
  const sample = { pauseMs: Math.max(0, delay.max / 1e6 - 1), cpuMs: usedMs }
  if (windows % COLLECT_EVERY === 0) {
    collect()
    const resources = {}
    for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1
    Object.assign(sample, { heapBytes: process.memoryUsage().heapUsed, rssBytes: process.memoryUsage.rss(), resources })
  }
  write(sample)
  delay.reset()
  cpuMs = threadCpuMs()
}, WINDOW_MS).unref()
