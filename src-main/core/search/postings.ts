// Owns which documents hold a term, in which field and how often: one sorted list a term, in typed arrays.

/** Fields an index may have; a posting's key is `slot * MAX_FIELDS + field`. */
export const MAX_FIELDS = 16
export const FIELD_BITS = 4
export const FIELD_MASK = MAX_FIELDS - 1

/** Lists up to this long share pages; longer ones have arrays of their own. */
const LONGEST_SHARED = 64
const PAGE = 1 << 16
const MANY = 255

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

/** All lists of a saved index one after another; how often, where that is 255 or more, as `term, key, count` in a row. */
export interface SavedPostings extends Arrays {
  lengths: Uint32Array
  many: Uint32Array
}

const NOTHING = new Uint32Array(0)

/**
 * A list has up to two pieces, all keys of the first below those of the second: the one that was saved, which never grows beyond the room it had, and
 * the one that grows. So a day of papers costs no copy of the lists of common words.
 */
export class Postings {
  #saved: Arrays = { keys: NOTHING, counts: new Uint8Array(0) }
  /** By term: where the saved piece begins, one more at the end; and how long it is now. */
  #savedStarts: Uint32Array = NOTHING
  #savedLengths: Uint32Array = NOTHING
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
  /** How often, where that is 255 or more. */
  readonly #many = new Map<string, number>()

  /** The lists of a saved index; each begins with no room to grow. */
  static fromSaved({ keys, counts, lengths, many }: SavedPostings): Postings {
    const postings = new Postings()
    const starts = new Uint32Array(lengths.length + 1)
    for (let term = 0; term < lengths.length; term += 1) starts[term + 1] = (starts[term] as number) + (lengths[term] as number)
    postings.#saved = { keys, counts }
    postings.#savedStarts = starts
    postings.#savedLengths = lengths
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
    return this.#savedLengthOf(term) + this.#grownLengthOf(term)
  }

  /** The pieces of a term's list in order: none, one or two. */
  listsOf(term: number): PostingList[] {
    const lists: PostingList[] = []
    const saved = this.#savedLengthOf(term)
    if (saved > 0) lists.push(this.#savedList(term))
    if (this.#grownLengthOf(term) > 0) lists.push(this.#grownList(term))
    return lists
  }

  #savedLengthOf(term: number): number {
    return term < this.#savedLengths.length ? (this.#savedLengths[term] as number) : 0
  }

  #grownLengthOf(term: number): number {
    return term < this.#lengths.length ? (this.#lengths[term] as number) : 0
  }

  #savedList(term: number): PostingList {
    const start = this.#savedStarts[term] as number
    return { ...this.#saved, start, end: start + (this.#savedLengths[term] as number) }
  }

  #grownList(term: number): PostingList {
    const { keys, counts, start } = this.#roomOf(term)
    return { keys, counts, start, end: start + (this.#lengths[term] as number) }
  }

  /** How often the term occurs at a position of its list. */
  countAt(term: number, list: PostingList, at: number): number {
    const count = list.counts[at] as number
    return count === MANY ? (this.#many.get(`${term}:${list.keys[at] as number}`) ?? MANY) : count
  }

  /** Adds a key that the list doesn't hold. */
  add(term: number, key: number, count: number): void {
    if (count >= MANY) this.#many.set(`${term}:${key}`, count)
    const saved = this.#savedLengthOf(term)
    if (saved > 0) {
      const start = this.#savedStarts[term] as number
      if ((this.#saved.keys[start + saved - 1] as number) > key) {
        if (start + saved < (this.#savedStarts[term + 1] as number)) {
          insert(this.#saved, start, start + saved, key, count)
          this.#savedLengths[term] = saved + 1
          return
        }
        this.#takeOut(term)
      }
    }
    this.#makeRoom(term)
    const length = this.#lengths[term] as number
    const { keys, counts, start } = this.#roomOf(term)
    insert({ keys, counts }, start, start + length, key, count)
    this.#lengths[term] = length + 1
  }

  /** Takes a document out of a term's list, in every field. */
  removeSlot(term: number, slot: number): void {
    if (this.#savedLengthOf(term) > 0)
      this.#savedLengths[term] = (this.#savedLengths[term] as number) - this.#removeFrom(term, this.#savedList(term), slot)
    if (this.#grownLengthOf(term) > 0)
      this.#lengths[term] = (this.#lengths[term] as number) - this.#removeFrom(term, this.#grownList(term), slot)
  }

  /** How many keys went. */
  #removeFrom(term: number, { keys, counts, start, end }: PostingList, slot: number): number {
    const from = firstNotBelow(keys, start, end, slot << FIELD_BITS)
    let to = from
    while (to < end && (keys[to] as number) >>> FIELD_BITS === slot) {
      if (counts[to] === MANY) this.#many.delete(`${term}:${keys[to] as number}`)
      to += 1
    }
    if (to === from) return 0
    keys.copyWithin(from, to, end)
    counts.copyWithin(from, to, end)
    return to - from
  }

  /** Both pieces become one that grows: a key has to go where the saved one has no room. */
  #takeOut(term: number): void {
    const lists = this.listsOf(term)
    const length = this.lengthOf(term)
    const room = Math.max(LONGEST_SHARED * 2, Math.ceil(length * 1.1))
    const own: Arrays = { keys: new Uint32Array(room), counts: new Uint8Array(room) }
    let at = 0
    for (const { keys, counts, start, end } of lists) {
      own.keys.set(keys.subarray(start, end), at)
      own.counts.set(counts.subarray(start, end), at)
      at += end - start
    }
    if (term >= this.#lengths.length) this.#growTerms(term)
    this.#giveBack(term)
    this.#own.set(term, own)
    this.#lengths[term] = length
    this.#savedLengths[term] = 0
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

  #giveBack(term: number): void {
    const room = this.#rooms[term] as number
    if (room > 0) this.#free[Math.log2(room)]?.push(this.#places[term] as number)
    this.#rooms[term] = 0
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

function insert({ keys, counts }: Arrays, start: number, end: number, key: number, count: number): void {
  let at = end
  if (end > start && (keys[end - 1] as number) > key) {
    at = firstNotBelow(keys, start, end, key)
    keys.copyWithin(at + 1, at, end)
    counts.copyWithin(at + 1, at, end)
  }
  keys[at] = key
  counts[at] = Math.min(count, MANY)
}

function copied<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
