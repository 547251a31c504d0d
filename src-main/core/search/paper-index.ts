// Owns the index of papers: their fields in Lunr, and beside it what ranks them and tells whether they changed.
import type { PaperId } from '#domain/paper.ts'
import { indexedFields, PAPER_FIELDS, type PaperField, type PaperTexts } from './documents.ts'
import { LunrIndex } from './lunr-index.ts'

/** All that an index of papers is, not copied; arrays by slot may be longer than there are slots. */
export interface PaperIndexParts {
  lunr: LunrIndex
  days: Int32Array
  inLibrary: Uint8Array
  prints: Float64Array
}

export class PaperIndex {
  readonly lunr: LunrIndex
  #days: Int32Array
  #inLibrary: Uint8Array
  #prints: Float64Array
  #roles = new Uint16Array(4096)
  /** Words whose entry in `#roles` says whether they are stop words. */
  #rolesKnown = 0
  readonly #withRoles: number[] = []
  #counts = new Uint32Array(0)

  constructor(parts?: PaperIndexParts) {
    this.lunr = parts?.lunr ?? new LunrIndex(PAPER_FIELDS)
    this.#days = parts?.days ?? new Int32Array(256)
    this.#inLibrary = parts?.inLibrary ?? new Uint8Array(256)
    this.#prints = parts?.prints ?? new Float64Array(256)
  }

  parts(): PaperIndexParts {
    return { lunr: this.lunr, days: this.#days, inLibrary: this.#inLibrary, prints: this.#prints }
  }

  /** Grows with every change of what is searched. */
  get version(): number {
    return this.lunr.version
  }

  get size(): number {
    return this.lunr.size
  }

  /** Adds or replaces a paper; what didn't change is left as it is. */
  add(texts: PaperTexts): void {
    const print = printOf(texts)
    const known = this.lunr.slotOf(texts.id)
    if (known === undefined || this.#prints[known] !== print) this.lunr.add(texts.id, indexedFields(texts))
    const slot = this.lunr.slotOf(texts.id) ?? 0
    if (slot >= this.#days.length) this.#grow(slot)
    this.#days[slot] = texts.dayNumber
    this.#inLibrary[slot] = texts.isInLibrary ? 1 : 0
    this.#prints[slot] = print
  }

  remove(id: PaperId): void {
    this.lunr.remove(id)
  }

  /** By word number: what it means for the search at hand, 0 for nothing, `STOP_WORD` for words that Lunr doesn't keep. */
  rolesOfWords(): Uint16Array {
    const { words } = this.lunr
    if (words.size > this.#roles.length) {
      const larger = new Uint16Array(Math.ceil(words.size * 1.2))
      larger.set(this.#roles)
      this.#roles = larger
    }
    for (; this.#rolesKnown < words.size; this.#rolesKnown += 1)
      if (this.lunr.termOfWordId(this.#rolesKnown) < 0) this.#roles[this.#rolesKnown] = STOP_WORD
    return this.#roles
  }

  setRole(word: number, role: number): void {
    this.#roles[word] = role
    this.#withRoles.push(word)
  }

  forgetRoles(): void {
    for (const word of this.#withRoles) this.#roles[word] = this.lunr.termOfWordId(word) < 0 ? STOP_WORD : 0
    this.#withRoles.length = 0
  }

  /** By term: 0, for whoever counts and leaves it as it was. */
  countsOfTerms(): Uint32Array {
    if (this.lunr.terms.size > this.#counts.length) this.#counts = new Uint32Array(Math.ceil(this.lunr.terms.size * 1.2))
    return this.#counts
  }

  /** Days since 1970; -1 where none is known. */
  dayOf(slot: number): number {
    return this.#days[slot] ?? -1
  }

  isInLibrary(slot: number): boolean {
    return this.#inLibrary[slot] === 1
  }

  #grow(slot: number): void {
    const size = Math.max(slot + 1, Math.ceil(this.#days.length * 1.5))
    const days = new Int32Array(size)
    days.set(this.#days)
    this.#days = days
    const inLibrary = new Uint8Array(size)
    inLibrary.set(this.#inLibrary)
    this.#inLibrary = inLibrary
    const prints = new Float64Array(size)
    prints.set(this.#prints)
    this.#prints = prints
  }
}

export const FIELD_BIT = Object.fromEntries(PAPER_FIELDS.map(({ name }, at) => [name, 1 << at])) as Readonly<Record<PaperField, number>>
export const EVERY_FIELD = (1 << PAPER_FIELDS.length) - 1
export const PDF = PAPER_FIELDS.findIndex(({ name }) => name === 'pdf')
export const STOP_WORD = 0xffff
export const TITLE = PAPER_FIELDS.findIndex(({ name }) => name === 'title')

/** 53 bits that change when a text does (cyrb53, public domain). */
function printOf(texts: PaperTexts): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const part of [
    texts.title,
    texts.authors,
    texts.organization,
    texts.keywords,
    texts.categories,
    texts.tags,
    texts.note,
    texts.abstract,
    texts.annotations,
    texts.pdf,
  ]) {
    for (let at = 0; at < part.length; at += 1) {
      const unit = part.charCodeAt(at)
      high = Math.imul(high ^ unit, 2_654_435_761)
      low = Math.imul(low ^ unit, 1_597_334_677)
    }
    high = Math.imul(high ^ 0x1_0000, 2_654_435_761)
    low = Math.imul(low ^ 0x1_0000, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}
