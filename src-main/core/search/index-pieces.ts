// Owns the index as bytes: named pieces, written and read one at a time so that neither holds up the thread.
import { Dictionary, savedWords, type SortedRun } from './dictionary.ts'
import type { IndexField } from './index-facts.ts'
import { type IndexParts, LunrIndex } from './lunr-index.ts'
import { ListPacking } from './posting-bytes.ts'
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
  yield* piecesOfRefs(refs)
  yield* piecesOfArray('lengths', lengths.subarray(0, slots * lunr.fields.length))
  yield* piecesOfDictionary('words', words)
  yield* piecesOfDictionary('terms', terms)
  yield* piecesOfArray('term-of-word', termOfWord.subarray(0, words.size))
  yield* piecesOfArray('holders', holders.subarray(0, words.size))
  yield* piecesOfArray(
    'posting-lengths',
    Uint32Array.from({ length: terms.size }, (_, term) => postings.lengthOf(term)),
  )
  yield* piecesOfPostings(postings, terms.size)
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

function* piecesOfPostings(postings: Postings, terms: number): Generator<IndexPiece> {
  const packing = new ListPacking(PIECE * 2)
  const offsets = new Uint32Array(terms + 1)
  for (let term = 0; term < terms; term += 1) {
    offsets[term + 1] = (offsets[term] as number) + packing.add(postings.listToSave(term))
    if (packing.length >= PIECE) yield { name: 'postings', bytes: packing.take() }
  }
  if (packing.length > 0) yield { name: 'postings', bytes: packing.take() }
  yield* piecesOfArray('posting-offsets', offsets)
}

function* piecesOfRefs(refs: readonly (string | null)[]): Generator<IndexPiece> {
  const encoder = new TextEncoder()
  for (let at = 0; at < refs.length; at += WORDS_AT_ONCE) {
    const lines = refs.slice(at, at + WORDS_AT_ONCE).map((ref) => ref ?? '')
    yield { name: 'refs', bytes: encoder.encode(lines.join(LINE)) }
  }
}

function* piecesOfDictionary(name: string, dictionary: Dictionary): Generator<IndexPiece> {
  const runs = dictionary.runs()
  for (let at = 0; at < dictionary.size; at += WORDS_AT_ONCE) yield { name, bytes: dictionary.lines(at, WORDS_AT_ONCE) }
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
  readonly #refs: (string | null)[] = []
  readonly #pages: Uint8Array[] = []
  readonly #postings: Uint8Array[] = []

  /** `sizes`: bytes of all pieces of a name together. */
  constructor(sizes: ReadonlyMap<string, number>) {
    for (const [name, size] of sizes) if (!ONE_BY_ONE.has(name)) this.#arrays.set(name, { bytes: new Uint8Array(size), filled: 0 })
  }

  /** The bytes are kept, not copied, where they are a page of words or of postings. */
  take({ name, bytes }: IndexPiece): void {
    if (name === 'stream-pages') this.#pages.push(bytes)
    else if (name === 'refs') for (const ref of this.#decoder.decode(bytes).split(LINE)) this.#refs.push(ref === '' ? null : ref)
    else if (name === 'postings') this.#postings.push(bytes)
    else {
      const array = this.#arrays.get(name)
      if (!array) throw new RangeError(`the pieces of ${name} were not told of`)
      array.bytes.set(bytes, array.filled)
      array.filled += bytes.length
    }
  }

  /** Throws RangeError where pieces don't fit together. */
  finish(fields: readonly IndexField[]): LunrIndex {
    const [order, slots, words = 0, terms = 0] = this.numbers('sizes')
    const lengths = this.numbers('lengths')
    if (order !== BYTE_ORDER || slots !== this.#refs.length || lengths.length !== this.#refs.length * fields.length)
      throw new RangeError('the pieces of the index do not fit together')
    const termOfWord = this.numbers('term-of-word')
    const parts: IndexParts = {
      refs: this.#refs,
      lengths,
      words: new Dictionary(savedWords(this.bytes('words'), words), this.#runs('words')),
      terms: new Dictionary(savedWords(this.bytes('terms'), terms), this.#runs('terms')),
      termOfWord: new Int32Array(termOfWord.buffer),
      holders: this.numbers('holders'),
      postings: this.#readPostings(),
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

  #readPostings(): Postings {
    let end = 0
    const pageStarts = this.#postings.map((page) => {
      end += page.length
      return end - page.length
    })
    const lengths = this.numbers('posting-lengths')
    const offsets = this.numbers('posting-offsets')
    if (offsets.length !== lengths.length + 1 && lengths.length > 0) throw new RangeError('the postings do not fit together')
    const saved = { pages: this.#postings, pageStarts, offsets, lengths, slots: this.#refs.length }
    return Postings.fromSaved(saved, this.numbers('postings-many'))
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

const ONE_BY_ONE = new Set(['refs', 'postings', 'stream-pages'])
