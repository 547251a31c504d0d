// Owns lists of postings as bytes: the step from key to key, and how often only where it is not once.
import type { PostingList } from './postings.ts'

/** The packed lists of a saved index. */
export interface SavedLists {
  /** One after another; no list goes over the end of one. */
  readonly pages: readonly Uint8Array[]
  /** Where each page begins, counted through all of them. */
  readonly pageStarts: readonly number[]
  /** By term, and one more: where its list begins, counted through all pages. */
  readonly offsets: Uint32Array
  /** By term: how many postings. */
  readonly lengths: Uint32Array
  /** Documents of the saved index have slots below it. */
  readonly slots: number
}

/** Bytes put one after another, given away when there are enough. */
export class ListPacking {
  #bytes: Uint8Array
  #at = 0

  constructor(size: number) {
    this.#bytes = new Uint8Array(size)
  }

  get length(): number {
    return this.#at
  }

  /** A list, or one that is packed already. Returns how many bytes it takes. */
  add(list: PostingList | Uint8Array): number {
    const before = this.#at
    if (list instanceof Uint8Array) {
      this.#makeRoom(list.length)
      this.#bytes.set(list, this.#at)
      this.#at += list.length
    } else this.#pack(list)
    return this.#at - before
  }

  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#at)
    this.#at = 0
    return taken
  }

  /**
   * A posting is the step from the key before it, doubled, plus one where a byte follows that says how often; in seven bits a byte, the high bit says that
   * more follow (as in Protocol Buffers' varints).
   */
  #pack({ keys, counts, start, end }: PostingList): void {
    this.#makeRoom((end - start) * 6)
    const bytes = this.#bytes
    let at = this.#at
    let before = 0
    for (let from = start; from < end; from += 1) {
      const key = keys[from] as number
      const count = counts[from] as number
      let rest = ((key - before) << 1) | (count > 1 ? 1 : 0)
      before = key
      while (rest >= 128) {
        bytes[at++] = (rest & 127) | 128
        rest >>>= 7
      }
      bytes[at++] = rest
      if (count > 1) bytes[at++] = count
    }
    this.#at = at
  }

  #makeRoom(most: number): void {
    if (this.#at + most <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#at + most, this.#bytes.length * 2))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

/** Unpacks `length` postings into the beginning of `into`. */
export function decodeList(bytes: Uint8Array, length: number, { keys, counts }: { keys: Uint32Array; counts: Uint8Array }): void {
  let at = 0
  let key = 0
  for (let filled = 0; filled < length; filled += 1) {
    let byte = bytes[at++] as number
    let step = byte & 127
    for (let shift = 7; byte >= 128; shift += 7) {
      byte = bytes[at++] as number
      step |= (byte & 127) << shift
    }
    key += step >>> 1
    keys[filled] = key
    counts[filled] = (step & 1) === 1 ? (bytes[at++] as number) : 1
  }
}
