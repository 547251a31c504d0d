// Owns lists of postings as bytes: the step from key to key, and how often only where it is not once.
import type { Postings } from './postings.ts'

/** Lists being read back. */
export interface FilledPostings {
  keys: Uint32Array
  counts: Uint8Array
  lengths: Uint32Array
  /** The term whose list comes next, and where it goes. */
  term: number
  filled: number
}

/**
 * The lists of terms 0 … `terms` - 1, cut between terms into pieces of about `size` bytes. A posting is the step from the key before it, doubled, plus one
 * where a byte follows that says how often; in seven bits a byte, the high bit says that more follow (as in Protocol Buffers' varints).
 */
export function* encodedPostings(postings: Postings, terms: number, size: number): Generator<Uint8Array> {
  let bytes = new Uint8Array(size * 2)
  let at = 0
  for (let term = 0; term < terms; term += 1) {
    const most = postings.lengthOf(term) * 6
    if (at + most > bytes.length) {
      const larger = new Uint8Array(at + most)
      larger.set(bytes)
      bytes = larger
    }
    let before = 0
    for (const { keys, counts, start, end } of postings.listsOf(term)) {
      for (let from = start; from < end; from += 1) {
        const key = keys[from] as number
        const count = counts[from] as number
        let rest = (key - before) * 2 + (count > 1 ? 1 : 0)
        before = key
        while (rest >= 128) {
          bytes[at++] = (rest % 128) | 128
          rest = Math.floor(rest / 128)
        }
        bytes[at++] = rest
        if (count > 1) bytes[at++] = count
      }
    }
    if (at >= size) {
      yield bytes.slice(0, at)
      at = 0
    }
  }
  if (at > 0) yield bytes.slice(0, at)
}

/** Fills in the lists of one piece; returns where the next one goes on. */
export function decodePostings(bytes: Uint8Array, into: FilledPostings): Pick<FilledPostings, 'term' | 'filled'> {
  const { keys, counts, lengths } = into
  let { term, filled } = into
  let at = 0
  while (at < bytes.length && term < lengths.length) {
    const end = filled + (lengths[term] as number)
    let key = 0
    while (filled < end) {
      let byte = bytes[at++] as number
      let step = byte & 127
      for (let scale = 128; byte >= 128; scale *= 128) {
        byte = bytes[at++] as number
        step += (byte & 127) * scale
      }
      key += step >>> 1
      keys[filled] = key
      counts[filled] = (step & 1) === 1 ? (bytes[at++] as number) : 1
      filled += 1
    }
    term += 1
  }
  return { term, filled }
}
