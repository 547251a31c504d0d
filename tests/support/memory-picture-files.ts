// Owns pictures that are kept in memory, for tests of core.
import { createHash } from 'node:crypto'
import type { PictureFiles } from '#core/ports.ts'

export function memoryPictureFiles(): PictureFiles & { kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    has: (place, hash, type) => kept.has(`${place}/${hash}.${type}`),
    keep: (place, bytes, type) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      kept.set(`${place}/${hash}.${type}`, bytes)
      return hash
    },
    read: (place, hash, type) => kept.get(`${place}/${hash}.${type}`) ?? null,
    remove: (hash, type) => void kept.delete(`pictures/${hash}.${type}`),
  }
}
