// Owns where the replica's days come from: a folder of recorded days (with or without revisions), or rows in memory.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface DaySource {
  /** Every day there is a record of, oldest first. */
  days(): readonly string[]
  /** The rows of a day as they were at a moment; undefined when there is no record by then. */
  rows(day: string, nowMs: number): Promise<readonly unknown[] | undefined>
  /** The days that may hold a paper, newest first. */
  daysHolding(paperId: string): Promise<readonly string[]>
}

/** Day (`YYYY-MM-DD`) → rows. Read anew at every request, so a test may change it while the replica runs. */
export type DayRows = ReadonlyMap<string, readonly unknown[]> | Readonly<Record<string, readonly unknown[]>>

export function memoryDays(source: DayRows): DaySource {
  const rowsOf = (day: string) => (isMap(source) ? source.get(day) : Object.hasOwn(source, day) ? source[day] : undefined)
  const days = () => [...(isMap(source) ? source.keys() : Object.keys(source))].toSorted()
  return {
    days,
    rows: async (day) => rowsOf(day),
    daysHolding: async (paperId) =>
      days()
        .filter((day) => rowsOf(day)?.some((row) => paperIdOf(row) === paperId))
        .toReversed(),
  }
}

function isMap(source: DayRows): source is ReadonlyMap<string, readonly unknown[]> {
  return source instanceof Map
}

interface Capture {
  file: string
  /** When it was recorded; minus infinity when the file's name does not say. */
  capturedMs: number
}

const PLAIN_NAME = /^(\d{4}-\d{2}-\d{2})\.json$/
const REVISION_NAME = /^(\d{4}-\d{2}-\d{2})__(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})([pm])(\d{2})(\d{2})__[^/]*\.json$/
const ID_IN_TEXT = /"id":\s*"([^"\s]{5,40})"/g
const KEPT_FILES = 64

/** Reads nothing but the file names until a day is asked for. Rejects when the folder cannot be read or holds no day. */
export async function folderDays(folder: string): Promise<DaySource> {
  const captures = new Map<string, Capture[]>()
  for (const file of await readdir(folder)) {
    const named = captureOf(file)
    if (!named) continue
    const known = captures.get(named.day)
    if (known) known.push(named.capture)
    else captures.set(named.day, [named.capture])
  }
  if (captures.size === 0) throw new Error(`${folder} holds no day: its files are named YYYY-MM-DD.json or DATE__CAPTURED__hash.json`)
  for (const list of captures.values()) list.sort((a, b) => b.capturedMs - a.capturedMs)
  const days = [...captures.keys()].toSorted()
  const kept = new Map<string, readonly unknown[]>()
  let index: Promise<Map<string, string[]>> | undefined

  async function readRows(file: string): Promise<readonly unknown[]> {
    const known = kept.get(file)
    if (known) {
      kept.delete(file)
      kept.set(file, known)
      return known
    }
    const value: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'))
    if (!Array.isArray(value)) throw new Error(`${file} is not a list of rows`)
    kept.set(file, value)
    const oldest = kept.size > KEPT_FILES ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return value
  }

  // Ids are found in the text: parsing 537 days to answer for one paper would take seconds.
  async function buildIndex(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    for (const day of days.toReversed()) {
      for (const { file } of captures.get(day) ?? []) {
        const text = await readFile(join(folder, file), 'utf8')
        for (const match of text.matchAll(ID_IN_TEXT)) {
          const id = match[1] ?? ''
          const known = found.get(id)
          if (!known) found.set(id, [day])
          else if (known.at(-1) !== day) known.push(day)
        }
      }
    }
    return found
  }

  return {
    days: () => days,
    async rows(day, nowMs) {
      const capture = captures.get(day)?.find((one) => one.capturedMs <= nowMs)
      return capture && readRows(capture.file)
    },
    async daysHolding(paperId) {
      index ??= buildIndex()
      return (await index).get(paperId) ?? []
    },
  }
}

/** The day and the moment a file's name tells: `p0800` is eight hours east of Greenwich, `m0500` five west. */
export function captureOf(file: string): { day: string; capture: Capture } | undefined {
  const plain = PLAIN_NAME.exec(file)
  if (plain?.[1]) return { day: plain[1], capture: { file, capturedMs: Number.NEGATIVE_INFINITY } }
  const revision = REVISION_NAME.exec(file)
  if (!revision?.[1]) return undefined
  const [, day, date, hour, minute, second, sign, offsetHour, offsetMinute] = revision
  const capturedMs = Date.parse(`${date}T${hour}:${minute}:${second}${sign === 'p' ? '+' : '-'}${offsetHour}:${offsetMinute}`)
  return Number.isFinite(capturedMs) ? { day, capture: { file, capturedMs } } : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function paperOf(row: unknown): Record<string, unknown> | undefined {
  return isRecord(row) && isRecord(row['paper']) ? row['paper'] : undefined
}

export function paperIdOf(row: unknown): string | undefined {
  const id = paperOf(row)?.['id']
  return typeof id === 'string' ? id : undefined
}
