// Owns what is read from the samples of a soak: slopes of memory, pauses that were nobody's call, handles that stayed.
import { readFileSync } from 'node:fs'

interface Sample {
  /** Real milliseconds since the epoch. */
  atMs: number
  thread: string
  pauseMs?: number
  cpuMs?: number
  heapBytes?: number
  rssBytes?: number
  resources?: Record<string, number>
  warning?: string
}

/** Real milliseconds in which a call of the reader's was on its way. */
export interface Busy {
  fromMs: number
  toMs: number
}

export interface ThreadFigures {
  thread: string
  /** After a collection, at the end of the warming up and at the end of all. */
  heapMb: [number, number]
  /** Of the line through the samples after the warming up, for a simulated hour. */
  heapSlopeMbPerHour: number
  /** The longest time in which no call was on its way and other work had no turn; and how much of it the thread computed. */
  longestHousekeepingMs: number
  longestHousekeepingCpuMs: number
  /** Windows of a tenth of a second with a pause of more than 50 ms of computing, none of them during a call. */
  longHousekeeping: number
  resourcesThen: Record<string, number>
  resourcesNow: Record<string, number>
}

export interface SoakFigures {
  threads: ThreadFigures[]
  rssMb: [number, number]
  rssSlopeMbPerHour: number
  warnings: string[]
}

const MB = 1_048_576
const LONG_MS = 50
/** A window tells of what happened in the tenth of a second before it. */
const WINDOW_MS = 100

export function readSamples(file: string): Sample[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sample)
}

/** `hourMs`: real milliseconds of a simulated hour; what was before `warmMs` is warming up. Threads that did not live to the end are left out. */
export function figuresOf(
  samples: readonly Sample[],
  { busy, hourMs, warmMs }: { busy: readonly Busy[]; hourMs: number; warmMs: number },
): SoakFigures {
  const endMs = Math.max(...samples.map(({ atMs }) => atMs))
  const threads = [...Map.groupBy(samples, ({ thread }) => thread)].filter(([, of]) => (of.at(-1)?.atMs ?? 0) > endMs - hourMs)
  const rss = samples.filter(({ thread, rssBytes, atMs }) => thread === 'host' && rssBytes !== undefined && atMs >= warmMs)
  return {
    threads: threads.map(([thread, of]) => threadFigures(thread, of, { busy, hourMs, warmMs })),
    rssMb: ends(rss.map(({ rssBytes = 0 }) => rssBytes / MB)),
    rssSlopeMbPerHour: slope(rss.map(({ atMs, rssBytes = 0 }) => [atMs / hourMs, rssBytes / MB])),
    // what Node says of itself, such as that a part of it is new, is no leak
    warnings: samples.flatMap(({ warning }) => (warning === undefined || warning.startsWith('ExperimentalWarning') ? [] : [warning])),
  }
}

function threadFigures(
  thread: string,
  samples: readonly Sample[],
  { busy, hourMs, warmMs }: { busy: readonly Busy[]; hourMs: number; warmMs: number },
): ThreadFigures {
  const collected = samples.filter(({ heapBytes, atMs }) => heapBytes !== undefined && atMs >= warmMs)
  const alone = samples.filter(
    ({ atMs, pauseMs, heapBytes }) =>
      pauseMs !== undefined &&
      heapBytes === undefined &&
      atMs >= warmMs &&
      !busy.some(({ fromMs, toMs }) => toMs >= atMs - WINDOW_MS - pauseMs && fromMs <= atMs),
  )
  const computed = ({ pauseMs = 0, cpuMs = 0 }: Sample): number => Math.min(pauseMs, cpuMs)
  return {
    thread,
    heapMb: ends(collected.map(({ heapBytes = 0 }) => heapBytes / MB)),
    heapSlopeMbPerHour: slope(collected.map(({ atMs, heapBytes = 0 }) => [atMs / hourMs, heapBytes / MB])),
    longestHousekeepingMs: round(Math.max(0, ...alone.map(({ pauseMs = 0 }) => pauseMs))),
    longestHousekeepingCpuMs: round(Math.max(0, ...alone.map(computed))),
    longHousekeeping: alone.filter((sample) => computed(sample) > LONG_MS).length,
    resourcesThen: collected[0]?.resources ?? {},
    resourcesNow: collected.at(-1)?.resources ?? {},
  }
}

function ends(values: readonly number[]): [number, number] {
  return [round(values[0] ?? 0), round(values.at(-1) ?? 0)]
}

/** Least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / Math.max(1, points.length)
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  const under = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  return under === 0 ? 0 : round(over / under)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
