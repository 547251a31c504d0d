// Owns archives and packs that the window sends in pieces, where it knows no path on this machine.
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { DogearError } from '#domain/errors.ts'
import { type ArchiveParts, importBytes } from './archive.ts'

const MOST_BYTES = 1_000_000_000
/** A window that goes in the middle leaves its pieces; no more than this many are kept. */
const MOST_UPLOADS = 2

export interface ArchiveUploads {
  receive(input: ParsedInput<'library.receive'>, options: { signal: AbortSignal }): Promise<CallOutput<'library.receive'>>
}

export function createArchiveUploads(parts: ArchiveParts): ArchiveUploads {
  const open = new Map<string, { chunks: Uint8Array[]; bytes: number }>()
  return {
    receive: async ({ upload, offset, base64, done }, options) => {
      const known = offset === 0 ? { chunks: [], bytes: 0 } : open.get(upload)
      if (!known || known.bytes !== offset) throw new DogearError('conflict', 'The file did not come in one piece. Choose it again.')
      const chunk = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      if (known.bytes + chunk.byteLength > MOST_BYTES) {
        open.delete(upload)
        throw new DogearError('unsupported', 'That file is more than 1 GB. Bring it in with “dogear import FILE”.')
      }
      known.chunks.push(chunk)
      known.bytes += chunk.byteLength
      open.delete(upload)
      if (!done) {
        open.set(upload, known)
        for (const old of [...open.keys()].slice(0, -MOST_UPLOADS)) open.delete(old)
        return { done: null }
      }
      const whole = new Uint8Array(known.bytes)
      let at = 0
      for (const piece of known.chunks) {
        whole.set(piece, at)
        at += piece.byteLength
      }
      return { done: await importBytes(parts, whole, options) }
    },
  }
}
