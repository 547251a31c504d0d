// Owns the index as bytes: named pieces, written and read one at a time so that neither holds up the thread.
import { Dictionary, type SortedRun } from './dictionary.ts'
import type { IndexField } from './index-facts.ts'
import { type IndexParts, LunrIndex } from './lunr-index.ts'
import { decodePostings, encodedPostings, type FilledPostings } from './posting-bytes.ts'
import { Postings } from './postings.ts'
import { TokenStreams } from './token-streams.ts'

export interface IndexPiece {
  name: string
  bytes: Uint8Array
}

/** Bytes of a piece, about. */
export const PIECE = 1 << 18
const WORDS_AT_ONCE = 8192
const LINE = '\n'
/** What the bytes of a number of four look like depends on the machine. */
const BYTE_ORDER = 0x01020304

/** The pieces of an index; it must not change until the last is taken. Papers have pieces of their own before these. */
export function* piecesOf(lunr: LunrIndex): Generator<IndexPiece> {
  const { refs, lengths, words, terms, termOfWord, holders, postings, streams } = lunr.parts()
  const { pages, starts, lengths: streamLengths } = streams.saved()
  const slots = refs.length
  yield* piecesOfArray('sizes', Uint32Array.of(BYTE_ORDER, slots, words.size, terms.size))
  yield* piecesOfWords('refs', refs.length, (start, end) => refs.slice(start, end).map((ref) => ref ?? ''))
  yield* piecesOfArray('lengths', lengths.subarray(0, slots * lunr.fields.length))
  yield* piecesOfDictionary('words', words)
  yield* piecesOfDictionary('terms', terms)
  yield* piecesOfArray('term-of-word', termOfWord.subarray(0, words.size))
  yield* piecesOfArray('holders', holders.subarray(0, words.size))
  yield* piecesOfArray(
    'posting-lengths',
    Uint32Array.from({ length: terms.size }, (_, term) => postings.lengthOf(term)),
  )
  for (const bytes of encodedPostings(postings, terms.size, PIECE)) yield { name: 'postings', bytes }
  yield* piecesOfArray('postings-many', postings.many())
  yield* piecesOfArray('stream-starts', starts.subarray(0, slots))
  yield* piecesOfArray('stream-lengths', streamLengths.subarray(0, slots))
  for (const bytes of pages) yield { name: 'stream-pages', bytes }
}

type NumberArray = Uint8Array | Uint32Array | Int32Array | Float64Array

export function* piecesOfArray(name: string, array: NumberArray): Generator<IndexPiece> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let at = 0; at < bytes.length; at += PIECE) yield { name, bytes: bytes.subarray(at, at + PIECE) }
}

function* piecesOfWords(name: string, count: number, slice: (start: number, end: number) => string[]): Generator<IndexPiece> {
  const encoder = new TextEncoder()
  for (let at = 0; at < count; at += WORDS_AT_ONCE)
    yield { name, bytes: encoder.encode(slice(at, Math.min(count, at + WORDS_AT_ONCE)).join(LINE)) }
}

function* piecesOfDictionary(name: string, dictionary: Dictionary): Generator<IndexPiece> {
  const runs = dictionary.runs()
  yield* piecesOfWords(name, dictionary.size, (start, end) => dictionary.slice(start, end))
  yield* piecesOfArray(
    `${name}-runs`,
    Uint32Array.from(runs, (run) => run.ids.length),
  )
  for (const run of runs) {
    yield* piecesOfArray(`${name}-ids`, run.ids)
    yield* piecesOfArray(`${name}-shared`, run.shared)
    yield* piecesOfArray(`${name}-lengths`, run.lengths)
  }
}

/** An index being put together from its pieces, taken in the order in which they were written. */
export class PiecesReading {
  readonly #arrays = new Map<string, { bytes: Uint8Array<ArrayBuffer>; filled: number }>()
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  readonly #words = new Dictionary()
  readonly #terms = new Dictionary()
  readonly #refs: (string | null)[] = []
  readonly #pages: Uint8Array[] = []
  #postings: FilledPostings | null = null

  /** `sizes`: bytes of all pieces of a name together. */
  constructor(sizes: ReadonlyMap<string, number>) {
    for (const [name, size] of sizes) if (!ONE_BY_ONE.has(name)) this.#arrays.set(name, { bytes: new Uint8Array(size), filled: 0 })
  }

  /** The bytes are kept, not copied, where they are a page of words. */
  take({ name, bytes }: IndexPiece): void {
    if (name === 'stream-pages') this.#pages.push(bytes)
    else if (name === 'words') this.#words.push(this.#decoder.decode(bytes).split(LINE))
    else if (name === 'terms') this.#terms.push(this.#decoder.decode(bytes).split(LINE))
    else if (name === 'refs') for (const ref of this.#decoder.decode(bytes).split(LINE)) this.#refs.push(ref === '' ? null : ref)
    else if (name === 'postings') this.#takePostings(bytes)
    else {
      const array = this.#arrays.get(name)
      if (!array) throw new RangeError(`the pieces of ${name} were not told of`)
      array.bytes.set(bytes, array.filled)
      array.filled += bytes.length
    }
  }

  /** Throws RangeError where pieces don't fit together. */
  finish(fields: readonly IndexField[]): LunrIndex {
    const [order, slots, words, terms] = this.numbers('sizes')
    const fits = order === BYTE_ORDER && slots === this.#refs.length && words === this.#words.size && terms === this.#terms.size
    const lengths = this.numbers('lengths')
    if (!fits || lengths.length !== this.#refs.length * fields.length) throw new RangeError('the pieces of the index do not fit together')
    this.#words.adopt(this.#runs('words'))
    this.#terms.adopt(this.#runs('terms'))
    const termOfWord = this.numbers('term-of-word')
    const parts: IndexParts = {
      refs: this.#refs,
      lengths,
      words: this.#words,
      terms: this.#terms,
      termOfWord: new Int32Array(termOfWord.buffer),
      holders: this.numbers('holders'),
      postings: Postings.fromSaved({ ...this.#postingArrays(), many: this.numbers('postings-many') }),
      streams: TokenStreams.fromSaved({
        pages: this.#pages,
        starts: new Float64Array(this.#whole('stream-starts').buffer),
        lengths: this.numbers('stream-lengths'),
      }),
    }
    return new LunrIndex(fields, parts)
  }

  numbers(name: string): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#whole(name).buffer)
  }

  bytes(name: string): Uint8Array<ArrayBuffer> {
    return this.#whole(name)
  }

  #whole(name: string): Uint8Array<ArrayBuffer> {
    const array = this.#arrays.get(name)
    // what is empty has no pieces
    if (!array) return new Uint8Array(0)
    if (array.filled !== array.bytes.length) throw new RangeError(`pieces of ${name} are missing`)
    return array.bytes
  }

  #postingArrays(): FilledPostings {
    if (this.#postings) return this.#postings
    const lengths = this.numbers('posting-lengths')
    const all = lengths.reduce((sum, length) => sum + length, 0)
    this.#postings = { keys: new Uint32Array(all), counts: new Uint8Array(all), lengths, term: 0, filled: 0 }
    return this.#postings
  }

  #takePostings(bytes: Uint8Array): void {
    const into = this.#postingArrays()
    Object.assign(into, decodePostings(bytes, into))
  }

  #runs(name: 'words' | 'terms'): SortedRun[] {
    const ids = this.numbers(`${name}-ids`)
    const shared = this.bytes(`${name}-shared`)
    const lengths = this.bytes(`${name}-lengths`)
    let at = 0
    return Array.from(this.numbers(`${name}-runs`), (count) => {
      const run = { ids: ids.subarray(at, at + count), shared: shared.subarray(at, at + count), lengths: lengths.subarray(at, at + count) }
      at += count
      return run
    })
  }
}

const ONE_BY_ONE = new Set(['words', 'terms', 'refs', 'postings', 'stream-pages'])

/** 32 bits that change when a byte does (FNV-1a over words of four bytes, then over the rest). */
export function checksumOf(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 2)
  let hash = 0x811c9dc5 ^ bytes.length
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ (words[at] as number), 0x01000193)
  for (let at = words.length * 4; at < aligned.length; at += 1) hash = Math.imul(hash ^ (aligned[at] as number), 0x01000193)
  return hash >>> 0
}
