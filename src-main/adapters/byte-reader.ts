// Owns whether the disk gives the bytes of a database file, asked of the system itself.
import { closeSync, openSync, readSync } from 'node:fs'

export interface ByteReader {
  /** Reads the file and its journal from end to end; false where the disk gives an error in place of bytes. */
  areReadable(): boolean
  /** Call it after SQLite's connections to the file are closed. */
  close(): void
}

const AT_ONCE = 1_048_576

export function createByteReader(file: string): ByteReader {
  // on Unix closing any handle of a file lets go of all locks that the process has on it, SQLite's too: this one stays open
  let handle: number | undefined
  return {
    areReadable: () => {
      if (file === ':memory:') return true
      try {
        handle ??= openSync(file, 'r')
        readThrough(handle)
        // no locks lie on the journal
        const journal = openSync(`${file}-wal`, 'r')
        try {
          readThrough(journal)
        } finally {
          closeSync(journal)
        }
      } catch (thrown) {
        return !isDiskError(thrown)
      }
      return true
    },
    close: () => {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

function readThrough(handle: number): void {
  const bytes = Buffer.allocUnsafe(AT_ONCE)
  for (let at = 0; ;) {
    const count = readSync(handle, bytes, 0, AT_ONCE, at)
    if (count === 0) return
    at += count
  }
}

function isDiskError(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'EIO' || thrown.code === 'ENXIO')
}
