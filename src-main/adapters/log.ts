// Owns the log file: one JSON line an entry, bounded in size, never a reason to fail.
import { appendFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { LogEntry } from '#core/ports.ts'
import { makeFolder } from './files.ts'

const MAX_BYTES = 1024 * 1024
const MAX_FACT_LENGTH = 4000

/** Appends to `file`; at a megabyte the file becomes `….1` and the one before that `….2`. */
export function createLog(file: string, nowMs: () => number): (entry: LogEntry) => void {
  let bytes: number | undefined
  return ({ level, event, facts }) => {
    const line = `${JSON.stringify({ at: new Date(nowMs()).toISOString(), level, event, ...shortened(facts) })}\n`
    try {
      bytes ??= sizeOf(file)
      if (bytes + line.length > MAX_BYTES) {
        rotate(file)
        bytes = 0
      }
      appendFileSync(file, line, { mode: 0o600 })
      bytes += Buffer.byteLength(line)
    } catch {
      // a full or read-only disk is told where it matters: at the write that a person asked for
    }
  }
}

function shortened(facts: LogEntry['facts']): LogEntry['facts'] {
  if (!facts) return {}
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, MAX_FACT_LENGTH) : value]),
  )
}

function sizeOf(file: string): number {
  makeFolder(path.dirname(file))
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function rotate(file: string): void {
  if (sizeOf(`${file}.1`) > 0) renameSync(`${file}.1`, `${file}.2`)
  if (sizeOf(file) > 0) renameSync(file, `${file}.1`)
}
