// Owns what Chromium's own trace says of the window's thread: how long it worked, and how long that took, from a key to the frame that was committed.
import type { Page } from 'playwright-core'
import { WATCHED_KEY } from './in-page.ts'

/** Of one key press, from the dispatch of its `keydown` to the end of the task with the next `Commit`, in milliseconds. */
export interface TracedPress {
  /** Processor time of the window's thread in its tasks meanwhile: others on the machine are not in it. */
  cpuMs: number
  /** The same on the clock, waiting for a processor and for the frame included. */
  wallMs: number
  /** Of `cpuMs` what went into handlers of events and the rendering that they began, without style, layout and paint. */
  handlerMs: number
  /** Of `cpuMs` style and layout that a handler asked for before the frame did. */
  forcedMs: number
}

export interface Traced {
  presses: TracedPress[]
  /** The processor time of each task of the window's thread over 50 ms, from the first key on. */
  longTasks: number[]
}

/** As in Chromium's trace format: microseconds; `tdur` is the thread's processor time. */
interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args?: { data?: { type?: string } }
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing']
const LONG_TASK_MS = 50

/** Traces the page until the returned function is called. */
export async function startTrace(page: Page): Promise<() => Promise<Traced>> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) if (isNeeded(event)) events.push(event)
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  })
  return async () => {
    const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
    await session.send('Tracing.end')
    await complete
    await session.detach()
    return tracedOf(events)
  }
}

/** Of a frame what may also be asked for in a handler, by reading where something stands. */
const STYLE_AND_LAYOUT: ReadonlySet<string> = new Set(['UpdateLayoutTree', 'Layout'])
const NEEDED: ReadonlySet<string> = new Set(['RunTask', 'Commit', 'EventDispatch', ...STYLE_AND_LAYOUT])

function isNeeded({ name, ph }: TraceEvent): boolean {
  return name === WATCHED_KEY || (ph === 'X' && NEEDED.has(name))
}

/** Only the keys that the page marked as watched count. */
export function tracedOf(events: readonly TraceEvent[]): Traced {
  const marks = events.filter(({ name }) => name === WATCHED_KEY)
  const first = marks[0]
  if (!first) return { presses: [], longTasks: [] }
  const own = events.filter(({ pid, tid }) => pid === first.pid && tid === first.tid).toSorted((a, b) => a.ts - b.ts)
  const dispatches = own.filter(({ name }) => name === 'EventDispatch')
  const keys = dispatches.filter(({ args }) => args?.data?.type === 'keydown')
  const commits = own.filter(({ name }) => name === 'Commit')
  const tasks = own.filter(({ name }) => name === 'RunTask')
  const layouts = own.filter(({ name }) => STYLE_AND_LAYOUT.has(name))
  const presses = marks.flatMap((mark): TracedPress[] => {
    const key = keys.find((event) => holds(event, mark))
    const commit = key && commits.find(({ ts }) => ts > key.ts)
    if (!commit) return []
    const between = tasks.filter((task) => endOf(task) > key.ts && task.ts < endOf(commit))
    const handled = outermost(dispatches.filter((event) => event.ts >= key.ts && event.ts < endOf(commit)))
    const forced = sumOf(outermost(layouts.filter((event) => handled.some((handler) => holds(handler, event)))))
    const end = Math.max(endOf(commit), ...between.map(endOf))
    return [
      { cpuMs: sumOf(between) / 1000, wallMs: (end - key.ts) / 1000, handlerMs: (sumOf(handled) - forced) / 1000, forcedMs: forced / 1000 },
    ]
  })
  const longTasks = tasks.filter(({ ts }) => ts >= first.ts).map(({ tdur = 0 }) => tdur / 1000)
  return { presses, longTasks: longTasks.filter((ms) => ms > LONG_TASK_MS) }
}

/** Processor time in microseconds. */
function sumOf(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { tdur = 0 }) => sum + tdur, 0)
}

/** Of events in the order of their beginnings those that are in no other. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const outer: TraceEvent[] = []
  for (const event of events) {
    const last = outer.at(-1)
    if (!last || !holds(last, event)) outer.push(event)
  }
  return outer
}

function endOf({ ts, dur = 0 }: TraceEvent): number {
  return ts + dur
}

function holds(outer: TraceEvent, inner: TraceEvent): boolean {
  return outer.ts <= inner.ts && endOf(outer) >= inner.ts
}
