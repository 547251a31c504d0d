// Owns PDFs that are kept in memory, for tests of core.
import { createHash } from 'node:crypto'
import type { LibraryFiles } from '#core/ports.ts'

export function memoryLibraryFiles(): LibraryFiles & { kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    has: (hash, bytes) => kept.get(hash)?.byteLength === bytes,
    keep: (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      kept.set(hash, bytes)
      return hash
    },
  }
}
