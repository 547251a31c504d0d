// Owns the index: documents added, replaced and removed one by one, searched and scored as a fresh Lunr index would.
import { CommonWords } from './common-words.ts'
import { Dictionary } from './dictionary.ts'
import type { IndexFacts, IndexField } from './index-facts.ts'
import { cutWords, documentPipeline, type LunrQuery, newQuery, parseLunrQuery, queryPipeline } from './lunr-parts.ts'
import { NearWords } from './near-words.ts'
import { QueryRunner, type RunOptions, type UnitsFound } from './query-runner.ts'
import { unitsOfQuery } from './query-units.ts'
import { FIELD_BITS, MAX_FIELDS, Postings } from './postings.ts'
import { TokenStreams, type WordBytes, type WordsRead } from './token-streams.ts'

export interface IndexHit {
  ref: string
  score: number
}

export interface IndexAnswer {
  /** Best first, at most `limit`. */
  hits: IndexHit[]
  total: number
  /** A pattern stood for more words than are looked up: only the most common of them were. */
  capped: boolean
}

export interface IndexSearchOptions extends RunOptions {
  /** Words that one pattern may stand for. Default 2,000. */
  maxExpansions?: number
}

/** All that an index is, not copied: what `fromParts` takes. Arrays by slot, word or term may be longer than there are any. */
export interface IndexParts {
  refs: (string | null)[]
  lengths: Uint32Array
  words: Dictionary
  terms: Dictionary
  termOfWord: Int32Array
  holders: Uint32Array
  postings: Postings
  streams: TokenStreams
}

const MAX_EXPANSIONS = 2000
const DROPPED = -1

export class LunrIndex implements IndexFacts {
  readonly fields: readonly IndexField[]
  readonly fieldNames: readonly string[]
  readonly terms: Dictionary
  /** What was written: words as they stand in documents, in lower case; `termOfWord` says what became of each. */
  readonly words: Dictionary
  readonly postings: Postings
  readonly #streams: TokenStreams
  readonly #pipeline = documentPipeline()
  readonly #queryPipeline = queryPipeline()
  #termOfWord: Int32Array
  /** By word: how many documents have it. */
  #holders: Uint32Array
  /** By word: the `version` in which the last document that has it came. */
  #lastHeldAt: Uint32Array
  /** Words of a term as a chain, each number plus one: by term the last of them, by word the one before it. */
  #lastWordOfTerm: Uint32Array
  #wordBefore: Uint32Array
  readonly #slotOf = new Map<string, number>()
  readonly #refs: (string | null)[]
  readonly #freeSlots: number[] = []
  /** By slot and field: how many terms. */
  #lengths: Uint32Array
  readonly #lengthSums: number[]
  /** By term, while one document is read: how often it was seen in the field at hand. */
  #seen: Uint32Array
  /** Grows with every document that is added or removed. */
  version = 0
  readonly runner: QueryRunner
  readonly nearWords: NearWords
  readonly commonWords: CommonWords

  constructor(fields: readonly IndexField[], parts: IndexParts = emptyParts(fields.length)) {
    if (fields.length > MAX_FIELDS) throw new RangeError(`an index has at most ${MAX_FIELDS} fields`)
    this.fields = fields
    this.fieldNames = fields.map((field) => field.name)
    this.words = parts.words
    this.terms = parts.terms
    this.postings = parts.postings
    this.#streams = parts.streams
    this.#termOfWord = parts.termOfWord
    this.#holders = parts.holders
    this.#refs = parts.refs
    this.#lengths = parts.lengths
    this.#lengthSums = fields.map(() => 0)
    this.#seen = new Uint32Array(Math.max(4096, this.terms.size + 1))
    this.#lastWordOfTerm = new Uint32Array(this.#seen.length)
    this.#wordBefore = new Uint32Array(this.#termOfWord.length)
    this.#lastHeldAt = new Uint32Array(this.#termOfWord.length)
    for (let word = 0; word < this.words.size; word += 1) this.#chain(word)
    parts.refs.forEach((ref, slot) => {
      if (ref === null) this.#freeSlots.push(slot)
      else {
        this.#slotOf.set(ref, slot)
        for (let field = 0; field < fields.length; field += 1)
          this.#lengthSums[field] = (this.#lengthSums[field] as number) + this.lengthOf(slot, field)
      }
    })
    this.runner = new QueryRunner(this)
    this.nearWords = new NearWords(this.words)
    this.commonWords = new CommonWords(this)
  }

  parts(): IndexParts {
    return {
      refs: this.#refs,
      lengths: this.#lengths,
      words: this.words,
      terms: this.terms,
      termOfWord: this.#termOfWord,
      holders: this.#holders,
      postings: this.postings,
      streams: this.#streams,
    }
  }

  get size(): number {
    return this.#slotOf.size
  }

  get slots(): number {
    return this.#refs.length
  }

  slotOf(ref: string): number | undefined {
    return this.#slotOf.get(ref)
  }

  refOf(slot: number): string | null {
    return this.#refs[slot] ?? null
  }

  refs(): IterableIterator<string> {
    return this.#slotOf.keys()
  }

  lengthOf(slot: number, field: number): number {
    return this.#lengths[slot * this.fields.length + field] as number
  }

  averageLength(field: number): number {
    return (this.#lengthSums[field] as number) / this.size
  }

  /** `lunr.idf`: from the number of documents and of postings in all fields together. */
  idf(term: number): number {
    const documentsWithTerm = this.postings.lengthOf(term)
    return Math.log(1 + Math.abs((this.size - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)))
  }

  /** The stored term of a word as written, through Lunr's pipeline; undefined for a stop word and what no document holds. */
  termOf(word: string): number | undefined {
    const known = this.words.idOf(word)
    if (known !== undefined) {
      const term = this.#termOfWord[known] as number
      return term === DROPPED ? undefined : term
    }
    const [stem] = this.#pipeline.runString(word)
    return stem === undefined ? undefined : this.terms.idOf(stem)
  }

  /** The term of a word by its number in `words`; -1 for a stop word. */
  termOfWordId(id: number): number {
    return this.#termOfWord[id] as number
  }

  /** How many documents have a word as it is written, by its number in `words`. */
  holdersOf(word: number): number {
    return this.#holders[word] ?? 0
  }

  isStopWord(word: string): boolean {
    const known = this.words.idOf(word)
    if (known !== undefined) return this.#termOfWord[known] === DROPPED
    return this.#pipeline.runString(word).length === 0
  }

  stemOf(word: string): string {
    return this.#queryPipeline.runString(word)[0] ?? word
  }

  /**
   * Adds a document, or puts it in the place of the one with the same ref. Fields that are missing are empty; a list is of words as Lunr's tokenizer would
   * cut them.
   */
  add(ref: string, values: Readonly<Record<string, string | readonly string[] | undefined>>): void {
    this.remove(ref)
    this.version += 1
    const slot = this.#freeSlots.pop() ?? this.#refs.length
    this.#refs[slot] = ref
    this.#slotOf.set(ref, slot)
    const count = this.fields.length
    if ((slot + 1) * count > this.#lengths.length) {
      const larger = new Uint32Array(Math.ceil(this.#lengths.length * 1.5) + count)
      larger.set(this.#lengths)
      this.#lengths = larger
    }
    const streams: number[][] = []
    for (let field = 0; field < count; field += 1) {
      const value = values[this.fieldNames[field] ?? ''] ?? ''
      const words = this.#wordsOf(typeof value === 'string' ? cutWords(value) : value)
      streams.push(words)
      const length = this.#addPostings(words, (slot << FIELD_BITS) | field)
      this.#lengths[slot * count + field] = length
      this.#lengthSums[field] = (this.#lengthSums[field] as number) + length
    }
    this.#streams.set(slot, streams)
  }

  /** The numbers of words, each counted as held once more where this document did not have it yet. */
  #wordsOf(words: readonly string[]): number[] {
    const numbers: number[] = []
    for (const word of words) {
      const number = this.#learn(word)
      numbers.push(number)
      if (this.#lastHeldAt[number] === this.version) continue
      this.#lastHeldAt[number] = this.version
      this.#holders[number] = (this.#holders[number] as number) + 1
    }
    return numbers
  }

  /** Adds a field's words to the lists of their terms; how many became a term. */
  #addPostings(words: readonly number[], key: number): number {
    const seen = this.#seen
    let length = 0
    for (const word of words) {
      const term = this.#termOfWord[word] as number
      if (term === DROPPED) continue
      seen[term] = (seen[term] as number) + 1
      length += 1
    }
    for (const word of words) {
      const term = this.#termOfWord[word] as number
      if (term === DROPPED || seen[term] === 0) continue
      this.postings.add(term, key, seen[term] as number)
      seen[term] = 0
    }
    return length
  }

  bytesOfWords(slot: number): WordBytes | null {
    return this.#streams.bytesOf(slot)
  }

  readWords(slot: number): WordsRead {
    return this.#streams.read(slot)
  }

  eachTerm(slot: number, read: (field: number, place: number, term: number, word: number) => void): void {
    const { words, ends } = this.#streams.read(slot)
    let at = 0
    for (let field = 0; field < this.fields.length; field += 1) {
      const start = at
      for (; at < (ends[field] as number); at += 1) read(field, at - start, this.termOfWordId(words[at] as number), words[at] as number)
    }
  }

  /** Numbers of the words that became a term. */
  wordsOfTerm(term: number): number[] {
    const found: number[] = []
    for (let word = (this.#lastWordOfTerm[term] ?? 0) - 1; word >= 0; word = (this.#wordBefore[word] as number) - 1) found.push(word)
    return found
  }

  /** False when there is no such document. */
  remove(ref: string): boolean {
    const slot = this.#slotOf.get(ref)
    if (slot === undefined) return false
    this.version += 1
    const words = new Set<number>()
    this.eachTerm(slot, (_field, _place, _term, word) => words.add(word))
    const terms = new Set<number>()
    for (const word of words) {
      this.#holders[word] = (this.#holders[word] as number) - 1
      terms.add(this.termOfWordId(word))
    }
    terms.delete(DROPPED)
    for (const term of terms) this.postings.removeSlot(term, slot)
    for (let field = 0; field < this.fields.length; field += 1)
      this.#lengthSums[field] = (this.#lengthSums[field] as number) - this.lengthOf(slot, field)
    this.#streams.remove(slot)
    this.#slotOf.delete(ref)
    this.#refs[slot] = null
    this.#freeSlots.push(slot)
    return true
  }

  /** Searches with Lunr's query language, parsed by Lunr. Throws lunr.QueryParseError. */
  search(text: string, options: IndexSearchOptions = {}): IndexAnswer {
    return this.#run(parseLunrQuery(text, this.fieldNames), options)
  }

  /** Searches with a query put together as for `lunr.Index#query`. */
  query(build: (query: LunrQuery) => void, options: IndexSearchOptions = {}): IndexAnswer {
    const query = newQuery(this.fieldNames)
    build(query)
    return this.#run(query, options)
  }

  #run(query: LunrQuery, options: IndexSearchOptions): IndexAnswer {
    const { units, capped } = unitsOfQuery(this, query, options.maxExpansions ?? MAX_EXPANSIONS)
    const found: UnitsFound = this.runner.run(units, options)
    const hits = Array.from(found.slots, (slot, at) => ({ ref: this.#refs[slot] ?? '', score: found.scores[at] as number }))
    return { hits, total: found.total, capped }
  }

  #learn(word: string): number {
    const known = this.words.idOf(word)
    if (known !== undefined) return known
    const [stem] = this.#pipeline.runString(word)
    const term = stem === undefined ? DROPPED : this.terms.add(stem)
    const id = this.words.add(word)
    if (id >= this.#termOfWord.length) {
      const larger = new Int32Array(Math.max(4096, Math.ceil(this.#termOfWord.length * 1.5)))
      larger.set(this.#termOfWord)
      this.#termOfWord = larger
      const holders = new Uint32Array(larger.length)
      holders.set(this.#holders)
      this.#holders = holders
      const before = new Uint32Array(larger.length)
      before.set(this.#wordBefore)
      this.#wordBefore = before
      const heldAt = new Uint32Array(larger.length)
      heldAt.set(this.#lastHeldAt)
      this.#lastHeldAt = heldAt
    }
    this.#termOfWord[id] = term
    if (term >= this.#seen.length) {
      this.#seen = new Uint32Array(Math.max(term + 1, this.#seen.length * 2))
      const last = new Uint32Array(this.#seen.length)
      last.set(this.#lastWordOfTerm)
      this.#lastWordOfTerm = last
    }
    this.#chain(id)
    return id
  }

  #chain(word: number): void {
    const term = this.#termOfWord[word] as number
    if (term === DROPPED) return
    this.#wordBefore[word] = this.#lastWordOfTerm[term] as number
    this.#lastWordOfTerm[term] = word + 1
  }
}

function emptyParts(fields: number): IndexParts {
  return {
    refs: [],
    lengths: new Uint32Array(256 * fields),
    words: new Dictionary(),
    terms: new Dictionary(),
    termOfWord: new Int32Array(4096),
    holders: new Uint32Array(4096),
    postings: new Postings(),
    streams: new TokenStreams(),
  }
}
