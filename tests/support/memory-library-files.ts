// Owns PDFs that are kept in memory, for tests of core.
import { createHash } from 'node:crypto'
import type { LibraryFiles } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'

export interface MemoryLibraryFiles extends LibraryFiles {
  kept: Map<string, Uint8Array>
  parts: Map<string, Uint8Array>
  texts: Map<string, string>
  outside: Map<string, Uint8Array>
}

export function memoryLibraryFiles(): MemoryLibraryFiles {
  const [kept, parts, outside] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>(), new Map<string, Uint8Array>()]
  const texts = new Map<string, string>()
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
  const keep = (bytes: Uint8Array): string => {
    kept.set(sha256(bytes), bytes)
    return sha256(bytes)
  }
  return {
    kept,
    parts,
    texts,
    outside,
    has: (hash, bytes) => kept.get(hash)?.byteLength === bytes,
    hashOf: async (hash) => {
      const bytes = kept.get(hash)
      return bytes ? sha256(bytes) : null
    },
    hashes: () => [...kept.keys()],
    keep,
    remove: (hash) => void kept.delete(hash),
    partBytes: (name) => parts.get(name)?.byteLength ?? 0,
    openPart: async (name, from) => {
      const there = (): Uint8Array => parts.get(name) ?? new Uint8Array()
      if (there().byteLength < from) throw new DogearError('not-found', 'No such part.')
      parts.set(name, there().slice(0, from))
      return {
        get bytes() {
          return there().byteLength
        },
        write: async (chunk) => void parts.set(name, Buffer.concat([there(), chunk])),
        edges: () => ({ head: there().subarray(0, 1_024), tail: there().subarray(-2_048) }),
        keep: async () => {
          const bytes = there()
          parts.delete(name)
          return { hash: keep(bytes), bytes: bytes.byteLength }
        },
        close: async () => undefined,
      }
    },
    partNames: () => [...parts.keys()],
    dropPart: (name) => void parts.delete(name),
    outsideChunks: async function* (path) {
      const bytes = outside.get(path)
      if (!bytes) throw new DogearError('not-found', 'There is no such file.')
      yield bytes
    },
    keepText: (name, text) => void texts.set(name, text),
    readText: async (name) => texts.get(name) ?? null,
    removeText: (name) => void texts.delete(name),
  }
}
