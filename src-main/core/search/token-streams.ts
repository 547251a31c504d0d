// Owns the words of each document in the order they stand, field by field, as bytes: for removal, phrases and likeness.
import { MAX_FIELDS } from './postings.ts'

const PAGE = 1 << 19
/** Compacting waits until this much is wasted. */
const WASTE_AT_LEAST = 4 << 20

/** The words of field 0, then those of field 1 …: field f is `words[ends[f - 1] … ends[f])`, from 0 for the first. */
export interface WordsRead {
  readonly words: Uint32Array
  readonly ends: Uint32Array
}

export interface WordBytes {
  readonly page: Uint8Array
  readonly start: number
  readonly end: number
}

/** The pages as they are, and by slot where its words begin, counted through all pages, and how many bytes they are. */
export interface SavedStreams {
  pages: Uint8Array[]
  starts: Float64Array
  lengths: Uint32Array
}

/** Numbers in seven bits a byte, the high bit says that more follow (as in Protocol Buffers' varints). */
export class TokenStreams {
  #pages: Uint8Array[] = []
  #used = PAGE
  #starts: Float64Array = new Float64Array(256)
  #lengths: Uint32Array = new Uint32Array(256)
  #bytes = 0
  #wasted = 0
  #scratch = new Uint8Array(4096)
  #words = new Uint32Array(4096)
  readonly #ends = new Uint32Array(MAX_FIELDS)

  static fromSaved({ pages, starts, lengths }: SavedStreams): TokenStreams {
    const streams = new TokenStreams()
    streams.#pages = pages
    streams.#starts = starts
    streams.#lengths = lengths
    for (const length of lengths) streams.#bytes += length
    streams.#wasted = pages.reduce((sum, page) => sum + page.length, 0) - streams.#bytes
    return streams
  }

  /** What `fromSaved` takes, not copied. */
  saved(): SavedStreams {
    return { pages: this.#pages, starts: this.#starts, lengths: this.#lengths }
  }

  /** Keeps the numbers of a document's words: one list for each field. */
  set(slot: number, fields: readonly ArrayLike<number>[]): void {
    this.remove(slot)
    let length = 0
    const put = (number: number): void => {
      if (length + 5 > this.#scratch.length) {
        const larger = new Uint8Array(this.#scratch.length * 2)
        larger.set(this.#scratch)
        this.#scratch = larger
      }
      let rest = number
      while (rest >= 128) {
        this.#scratch[length++] = (rest & 127) | 128
        rest >>>= 7
      }
      this.#scratch[length++] = rest
    }
    for (const words of fields) {
      put(words.length)
      for (let at = 0; at < words.length; at += 1) put(words[at] as number)
    }
    this.#store(slot, this.#scratch.subarray(0, length))
  }

  remove(slot: number): void {
    const length = slot < this.#lengths.length ? (this.#lengths[slot] as number) : 0
    if (length === 0) return
    this.#lengths[slot] = 0
    this.#bytes -= length
    this.#wasted += length
    if (this.#wasted > WASTE_AT_LEAST && this.#wasted > this.#bytes / 2) this.#compact()
  }

  /** Where the words of a document lie: for each field how many there are, then their numbers, all in seven bits a byte. Null for none. */
  bytesOf(slot: number): WordBytes | null {
    const length = slot < this.#lengths.length ? (this.#lengths[slot] as number) : 0
    if (length === 0) return null
    const start = this.#starts[slot] as number
    return { page: this.#pages[Math.floor(start / PAGE)] as Uint8Array, start: start % PAGE, end: (start % PAGE) + length }
  }

  /** The words of a document; valid until the next call. */
  read(slot: number): WordsRead {
    const ends = this.#ends.fill(0)
    const bytes = this.bytesOf(slot)
    if (!bytes) return { words: this.#words, ends }
    const { page, start, end } = bytes
    if (end - start > this.#words.length) this.#words = new Uint32Array((end - start) * 2)
    const words = this.#words
    let at = start
    let read = 0
    for (let field = 0; at < end; field += 1) {
      let count = page[at++] as number
      if (count >= 128) {
        count &= 127
        let byte = 128
        for (let shift = 7; byte >= 128; shift += 7) {
          byte = page[at++] as number
          count |= (byte & 127) << shift
        }
      }
      const last = read + count
      while (read < last) {
        let byte = page[at++] as number
        let number = byte & 127
        for (let shift = 7; byte >= 128; shift += 7) {
          byte = page[at++] as number
          number |= (byte & 127) << shift
        }
        words[read++] = number
      }
      ends[field] = last
    }
    return { words, ends }
  }

  #store(slot: number, bytes: Uint8Array): void {
    if (slot >= this.#lengths.length) {
      const size = Math.max(slot + 1, this.#lengths.length * 2)
      const starts = new Float64Array(size)
      starts.set(this.#starts)
      this.#starts = starts
      const lengths = new Uint32Array(size)
      lengths.set(this.#lengths)
      this.#lengths = lengths
    }
    if (bytes.length > PAGE) {
      // a very long note has a page of its own
      this.#pages.push(bytes.slice())
      this.#starts[slot] = (this.#pages.length - 1) * PAGE
      this.#used = PAGE
    } else {
      if (this.#used + bytes.length > PAGE) {
        this.#pages.push(new Uint8Array(PAGE))
        this.#used = 0
      }
      this.#pages.at(-1)!.set(bytes, this.#used)
      this.#starts[slot] = (this.#pages.length - 1) * PAGE + this.#used
      this.#used += bytes.length
    }
    this.#lengths[slot] = bytes.length
    this.#bytes += bytes.length
  }

  #compact(): void {
    const pages = this.#pages
    this.#pages = []
    this.#used = PAGE
    this.#bytes = 0
    this.#wasted = 0
    for (let slot = 0; slot < this.#lengths.length; slot += 1) {
      const length = this.#lengths[slot] as number
      if (length === 0) continue
      const start = this.#starts[slot] as number
      const at = start % PAGE
      this.#store(slot, (pages[Math.floor(start / PAGE)] as Uint8Array).subarray(at, at + length))
    }
  }
}
