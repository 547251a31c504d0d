// Owns which documents hold a term, in which field and how often: one sorted list a term, in typed arrays.

import { decodeList, type SavedLists } from './posting-bytes.ts'

/** Fields an index may have; a posting's key is `slot * MAX_FIELDS + field`. */
export const MAX_FIELDS = 16
export const FIELD_BITS = 4
export const FIELD_MASK = MAX_FIELDS - 1

/** Lists up to this long share pages; longer ones have arrays of their own. */
const LONGEST_SHARED = 64
const PAGE = 1 << 16
const MANY = 255
/** What an unpacked list may grow by before it is copied: a few days of papers, or a share of it. */
const SPARE = 64
const SPARE_ONE_IN = 64

/** A list to read: keys ascending in `keys[start … end)`, how often in `counts` beside them (255: ask `countAt`). */
export interface PostingList {
  readonly keys: Uint32Array
  readonly counts: Uint8Array
  readonly start: number
  readonly end: number
}

interface Arrays {
  keys: Uint32Array
  counts: Uint8Array
}

const EMPTY: PostingList = { keys: new Uint32Array(0), counts: new Uint8Array(0), start: 0, end: 0 }

/**
 * Lists of a saved index stay packed until they are asked for. A document that the saved index did not have goes behind all that it had, so adding a day of
 * papers unpacks nothing.
 */
export class Postings {
  #saved: SavedLists | null = null
  /** By term: how long its packed list is; 0 once it is unpacked. */
  #packed: Uint32Array = new Uint32Array(0)
  /** By term: where its list is. A shared place is `page * PAGE + offset`. */
  #places = new Uint32Array(1024)
  #lengths = new Uint32Array(1024)
  /** By term: room in the shared pages; 0 for none, and for lists of their own. */
  #rooms = new Uint8Array(1024)
  readonly #own = new Map<number, Arrays>()
  readonly #pages: Arrays[] = []
  #pageUsed = PAGE
  /** Places given back, by the logarithm of their room. */
  readonly #free: number[][] = Array.from({ length: 7 }, () => [])
  /** Postings of all lists that were asked for so far: what searches cost, at most. */
  asked = 0
  /** How often, where that is 255 or more. */
  readonly #many = new Map<string, number>()

  /** The lists of a saved index. `many`: `term, key, count` of all that occur 255 times or more, in a row. */
  static fromSaved(saved: SavedLists, many: Uint32Array): Postings {
    const postings = new Postings()
    postings.#saved = saved
    postings.#packed = saved.lengths
    for (let at = 0; at < many.length; at += 3)
      postings.#many.set(`${many[at] as number}:${many[at + 1] as number}`, many[at + 2] as number)
    return postings
  }

  /** `term, key, count` of all that occur 255 times or more, in a row. */
  many(): Uint32Array {
    return Uint32Array.from([...this.#many].flatMap(([at, count]) => [...at.split(':').map(Number), count]))
  }

  /** Documents times fields that hold the term: what Lunr calls its document frequency. */
  lengthOf(term: number): number {
    return this.#packedLengthOf(term) + this.#ownLengthOf(term)
  }

  listOf(term: number): PostingList {
    if (this.#packedLengthOf(term) > 0) this.#unpack(term)
    const length = this.#ownLengthOf(term)
    if (length === 0) return EMPTY
    this.asked += length
    const { keys, counts, start } = this.#roomOf(term)
    return { keys, counts, start, end: start + length }
  }

  /** How often the term occurs at a position of its list. */
  countAt(term: number, list: PostingList, at: number): number {
    const count = list.counts[at] as number
    return count === MANY ? (this.#many.get(`${term}:${list.keys[at] as number}`) ?? MANY) : count
  }

  /** The list as `listOf` gives it, but nothing is kept unpacked for it; or its bytes, where they are as they were saved. */
  listToSave(term: number): PostingList | Uint8Array {
    const packed = this.#packedLengthOf(term)
    if (packed === 0 || !this.#saved) return this.listOf(term)
    if (this.#ownLengthOf(term) === 0) return bytesOfList(this.#saved, term)
    const { keys, counts } = this.#whole(term)
    return { keys, counts, start: 0, end: keys.length }
  }

  #packedLengthOf(term: number): number {
    return term < this.#packed.length ? (this.#packed[term] as number) : 0
  }

  #ownLengthOf(term: number): number {
    return term < this.#lengths.length ? (this.#lengths[term] as number) : 0
  }

  /** The packed list and what came after it, with so much room behind them. */
  #whole(term: number, spare = 0): Arrays {
    const packed = this.#packedLengthOf(term)
    const own = this.#ownLengthOf(term)
    const all: Arrays = { keys: new Uint32Array(packed + own + spare), counts: new Uint8Array(packed + own + spare) }
    if (this.#saved) decodeList(bytesOfList(this.#saved, term), packed, all)
    if (own > 0) {
      const { keys, counts, start } = this.#roomOf(term)
      all.keys.set(keys.subarray(start, start + own), packed)
      all.counts.set(counts.subarray(start, start + own), packed)
    }
    return all
  }

  #unpack(term: number): void {
    const length = this.#packedLengthOf(term) + this.#ownLengthOf(term)
    const all = this.#whole(term, length > LONGEST_SHARED ? SPARE + Math.ceil(length / SPARE_ONE_IN) : 0)
    if (term >= this.#lengths.length) this.#growTerms(term)
    const room = this.#rooms[term] as number
    if (room > 0) this.#free[Math.log2(room)]?.push(this.#places[term] as number)
    this.#rooms[term] = 0
    if (length > LONGEST_SHARED) this.#own.set(term, all)
    else {
      this.#own.delete(term)
      const fitting = 1 << Math.ceil(Math.log2(length))
      const place = this.#take(fitting)
      const page = this.#pages[place >>> 16] as Arrays
      page.keys.set(all.keys, place & (PAGE - 1))
      page.counts.set(all.counts, place & (PAGE - 1))
      this.#places[term] = place
      this.#rooms[term] = fitting
    }
    this.#lengths[term] = length
    this.#packed[term] = 0
  }

  /** Whether the packed list may hold a document. */
  #mayBePacked(term: number, slot: number): boolean {
    return this.#packedLengthOf(term) > 0 && this.#saved !== null && slot < this.#saved.slots
  }

  /** Adds a key that the list doesn't hold. */
  add(term: number, key: number, count: number): void {
    if (this.#mayBePacked(term, key >>> FIELD_BITS)) this.#unpack(term)
    this.#makeRoom(term)
    const length = this.#lengths[term] as number
    const { keys, counts, start } = this.#roomOf(term)
    const end = start + length
    let at = end
    if (length > 0 && (keys[end - 1] as number) > key) {
      at = firstNotBelow(keys, start, end, key)
      keys.copyWithin(at + 1, at, end)
      counts.copyWithin(at + 1, at, end)
    }
    keys[at] = key
    counts[at] = Math.min(count, MANY)
    if (count >= MANY) this.#many.set(`${term}:${key}`, count)
    this.#lengths[term] = length + 1
  }

  /** Takes a document out of a term's list, in every field. */
  removeSlot(term: number, slot: number): void {
    if (this.#mayBePacked(term, slot)) this.#unpack(term)
    const length = this.#ownLengthOf(term)
    if (length === 0) return
    const { keys, counts, start } = this.#roomOf(term)
    const end = start + length
    const from = firstNotBelow(keys, start, end, slot << FIELD_BITS)
    let to = from
    while (to < end && (keys[to] as number) >>> FIELD_BITS === slot) {
      if (counts[to] === MANY) this.#many.delete(`${term}:${keys[to] as number}`)
      to += 1
    }
    if (to === from) return
    keys.copyWithin(from, to, end)
    counts.copyWithin(from, to, end)
    this.#lengths[term] = length - (to - from)
  }

  #roomOf(term: number): Arrays & { start: number } {
    const own = this.#own.get(term)
    if (own) return { keys: own.keys, counts: own.counts, start: 0 }
    const place = this.#places[term] as number
    const page = this.#pages[place >>> 16] as Arrays
    return { keys: page.keys, counts: page.counts, start: place & (PAGE - 1) }
  }

  #makeRoom(term: number): void {
    if (term >= this.#lengths.length) this.#growTerms(term)
    const length = this.#lengths[term] as number
    const own = this.#own.get(term)
    if (own) {
      if (length < own.keys.length) return
      const room = Math.ceil(length * 1.4)
      this.#own.set(term, { keys: copied(own.keys, new Uint32Array(room)), counts: copied(own.counts, new Uint8Array(room)) })
      return
    }
    const room = this.#rooms[term] as number
    if (length < room) return
    if (room === 0) {
      this.#places[term] = this.#take(1)
      this.#rooms[term] = 1
      return
    }
    const place = this.#places[term] as number
    const page = this.#pages[place >>> 16] as Arrays
    const start = place & (PAGE - 1)
    const oldKeys = page.keys.subarray(start, start + length)
    const oldCounts = page.counts.subarray(start, start + length)
    if (room >= LONGEST_SHARED) {
      this.#own.set(term, { keys: copied(oldKeys, new Uint32Array(room * 2)), counts: copied(oldCounts, new Uint8Array(room * 2)) })
      this.#rooms[term] = 0
    } else {
      const next = this.#take(room * 2)
      const target = this.#pages[next >>> 16] as Arrays
      target.keys.set(oldKeys, next & (PAGE - 1))
      target.counts.set(oldCounts, next & (PAGE - 1))
      this.#places[term] = next
      this.#rooms[term] = room * 2
    }
    this.#free[Math.log2(room)]?.push(place)
  }

  #take(room: number): number {
    const back = this.#free[Math.log2(room)]?.pop()
    if (back !== undefined) return back
    if (this.#pageUsed + room > PAGE) {
      this.#pages.push({ keys: new Uint32Array(PAGE), counts: new Uint8Array(PAGE) })
      this.#pageUsed = 0
    }
    const place = (this.#pages.length - 1) * PAGE + this.#pageUsed
    this.#pageUsed += room
    return place
  }

  #growTerms(term: number): void {
    const size = Math.max(term + 1, Math.ceil(this.#lengths.length * 1.5))
    this.#places = copied(this.#places, new Uint32Array(size))
    this.#lengths = copied(this.#lengths, new Uint32Array(size))
    this.#rooms = copied(this.#rooms, new Uint8Array(size))
  }
}

/** The first position in `[start, end)` whose key is not below `key`. */
export function firstNotBelow(keys: Uint32Array, start: number, end: number, key: number): number {
  let low = start
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] as number) < key) low = middle + 1
    else high = middle
  }
  return low
}

function bytesOfList({ pages, pageStarts, offsets }: SavedLists, term: number): Uint8Array {
  const start = offsets[term] as number
  let low = 0
  let high = pages.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((pageStarts[middle] as number) <= start) low = middle
    else high = middle
  }
  const pageStart = pageStarts[low] as number
  return (pages[low] as Uint8Array).subarray(start - pageStart, (offsets[term + 1] as number) - pageStart)
}

function copied<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
