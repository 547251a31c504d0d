// Owns the words of an index: a number for each, and all of them in order for prefixes, wildcards and typos.

/** Words in order, with what each shares with the one before it, so that a scan skips what can't match. */
export interface SortedRun {
  readonly ids: Uint32Array
  /** Characters shared with the word before (at most 255). */
  readonly shared: Uint8Array
  /** Characters (at most 255). */
  readonly lengths: Uint8Array
}

const UNSORTED_AT_MOST = 4096
const HASH_START = 0x811c9dc5
const HASH_PRIME = 0x01000193
const NEW_LINE = 10
const ASCII = 127

/** Words as they are saved: each a line of UTF-8. */
export interface SavedWords {
  readonly count: number
  readonly bytes: Uint8Array
  /** By word, and one more: where its line begins. */
  readonly starts: Uint32Array
  readonly hashes: Uint32Array
}

const NO_WORDS: SavedWords = { count: 0, bytes: new Uint8Array(0), starts: new Uint32Array(1), hashes: new Uint32Array(0) }

/** Finds the lines. Throws RangeError when there are not `count`. */
export function savedWords(bytes: Uint8Array, count: number): SavedWords {
  const starts = new Uint32Array(count + 1)
  const hashes = new Uint32Array(count)
  let line = 0
  let hash = HASH_START
  let isAscii = true
  for (let at = 0; at < bytes.length && line < count; at += 1) {
    const byte = bytes[at] as number
    if (byte !== NEW_LINE) {
      hash = Math.imul(hash ^ byte, HASH_PRIME)
      if (byte > ASCII) isAscii = false
      continue
    }
    hashes[line] = isAscii ? hash ^ (hash >>> 15) : hashOf(new TextDecoder().decode(bytes.subarray(starts[line], at)))
    line += 1
    starts[line] = at + 1
    hash = HASH_START
    isAscii = true
  }
  if (line !== count || starts[count] !== bytes.length) throw new RangeError('the words of the saved index are not as many as it says')
  return { count, bytes, starts, hashes }
}

function savedWord({ bytes, starts }: SavedWords, id: number): string {
  const line = bytes.subarray(starts[id], (starts[id + 1] as number) - 1)
  for (const byte of line) if (byte > ASCII) return new TextDecoder().decode(line)
  return String.fromCharCode(...line)
}

function tableFor(count: number): number {
  let size = 1 << 12
  while (count * 3 >= size * 2) size *= 2
  return size
}
/** What a byte holds. */
const MOST = 255

/**
 * Words are only added. They are kept in sorted runs, each at least twice as long as the next, so that adding costs
 * little and a scan reads few runs (the log-structured merge of O'Neil et al., 1996). Saved words stay bytes: a string is made of one when it is asked for.
 */
export class Dictionary {
  #saved: SavedWords
  /** Those that came after the saved ones. */
  readonly #added: string[] = []
  /** Numbers of words plus one, each at the place of its hash or the next free one; a power of two long, at most two thirds full. */
  #table: Uint32Array
  readonly #runs: SortedRun[] = []
  #sorted = 0

  constructor(saved: SavedWords = NO_WORDS, runs: readonly SortedRun[] = []) {
    this.#saved = saved
    this.#table = new Uint32Array(tableFor(saved.count))
    const last = this.#table.length - 1
    for (let id = 0; id < saved.count; id += 1) {
      let place = (saved.hashes[id] as number) & last
      while (this.#table[place] !== 0) place = (place + 1) & last
      this.#table[place] = id + 1
    }
    this.#runs.push(...runs)
    this.#sorted = saved.count
  }

  get size(): number {
    return this.#saved.count + this.#added.length
  }

  idOf(word: string): number | undefined {
    const entry = this.#table[this.#placeOf(word)] as number
    return entry === 0 ? undefined : entry - 1
  }

  wordOf(id: number): string {
    return id < this.#saved.count ? savedWord(this.#saved, id) : (this.#added[id - this.#saved.count] ?? '')
  }

  /** The UTF-16 units of a word; for saved words without making a string of it. Returns how many there are, at most as many as `into` holds. */
  unitsOf(id: number, into: Uint16Array): number {
    const { count, bytes, starts } = this.#saved
    if (id < count) {
      const start = starts[id] as number
      const length = Math.min(into.length, (starts[id + 1] as number) - 1 - start)
      let isAscii = true
      for (let at = 0; at < length; at += 1) {
        const byte = bytes[start + at] as number
        if (byte > ASCII) isAscii = false
        into[at] = byte
      }
      if (isAscii) return length
    }
    const word = this.wordOf(id)
    const length = Math.min(into.length, word.length)
    for (let at = 0; at < length; at += 1) into[at] = word.charCodeAt(at)
    return length
  }

  /** The number of a word, given to it now if it is new. Numbers count up from 0. */
  add(word: string): number {
    const known = this.idOf(word)
    if (known !== undefined) return known
    const id = this.size
    if (id * 3 >= this.#table.length * 2) this.#grow()
    this.#added.push(word)
    this.#table[this.#placeOf(word)] = id + 1
    if (id - this.#sorted >= UNSORTED_AT_MOST) this.#sort()
    return id
  }

  /** Where a word is in the table, or would be. */
  #placeOf(word: string): number {
    const table = this.#table
    const last = table.length - 1
    let place = hashOf(word) & last
    for (let entry = table[place] as number; entry !== 0 && !this.#isWord(entry - 1, word); entry = table[place] as number)
      place = (place + 1) & last
    return place
  }

  #isWord(id: number, word: string): boolean {
    const { count, bytes, starts } = this.#saved
    if (id >= count) return this.#added[id - count] === word
    const start = starts[id] as number
    const length = (starts[id + 1] as number) - 1 - start
    if (length < word.length) return false
    for (let at = 0; at < word.length; at += 1) {
      const byte = bytes[start + at] as number
      if (byte > ASCII) return savedWord(this.#saved, id) === word
      if (byte !== word.charCodeAt(at)) return false
    }
    return length === word.length
  }

  #grow(): void {
    const table = new Uint32Array(this.#table.length * 2)
    const last = table.length - 1
    const { count, hashes } = this.#saved
    for (let id = 0; id < this.size; id += 1) {
      let place = (id < count ? (hashes[id] as number) : hashOf(this.#added[id - count] as string)) & last
      while (table[place] !== 0) place = (place + 1) & last
      table[place] = id + 1
    }
    this.#table = table
  }

  /** Words by number from `start` on, `most` at most, as lines in UTF-8: what a saved index keeps of them. */
  lines(start: number, most: number): Uint8Array {
    const words = Array.from({ length: Math.max(0, Math.min(most, this.size - start)) }, (_, at) => this.wordOf(start + at))
    return new TextEncoder().encode(words.map((word) => `${word}\n`).join(''))
  }

  /** Every word, in sorted runs. */
  runs(): readonly SortedRun[] {
    if (this.#sorted < this.size) this.#sort()
    return this.#runs
  }

  /** Numbers of all words that begin with `prefix`. */
  withPrefix(prefix: string): number[] {
    const found: number[] = []
    for (const run of this.runs()) {
      const end = this.rangeEnd(run, prefix)
      for (let at = this.rangeStart(run, prefix); at < end; at += 1) found.push(run.ids[at] as number)
    }
    return found
  }

  /** The first position in a run whose word is not before `prefix`. */
  rangeStart(run: SortedRun, prefix: string): number {
    return this.#bound(run, (word) => word < prefix)
  }

  /** The first position in a run whose word is after all that begin with `prefix`. */
  rangeEnd(run: SortedRun, prefix: string): number {
    return this.#bound(run, (word) => word < prefix || word.startsWith(prefix))
  }

  #bound(run: SortedRun, isBefore: (word: string) => boolean): number {
    let low = 0
    let high = run.ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(this.wordOf(run.ids[middle] as number))) low = middle + 1
      else high = middle
    }
    return low
  }

  #sort(): void {
    const ids = new Uint32Array(this.size - this.#sorted)
    for (let at = 0; at < ids.length; at += 1) ids[at] = this.#sorted + at
    ids.sort((a, b) => (this.wordOf(a) < this.wordOf(b) ? -1 : 1))
    this.#sorted = this.size
    const lengths = Uint8Array.from(ids, (id) => Math.min(MOST, this.wordOf(id).length))
    const shared = ids.map((id, at) => (at === 0 ? 0 : sharedBeginning(this.wordOf(ids[at - 1] as number), this.wordOf(id))))
    let run: SortedRun = { ids, shared: Uint8Array.from(shared), lengths }
    for (let last = this.#runs.at(-1); last && last.ids.length < 2 * run.ids.length; last = this.#runs.at(-1)) {
      this.#runs.pop()
      run = this.#merge(last, run)
    }
    this.#runs.push(run)
  }

  #merge(a: SortedRun, b: SortedRun): SortedRun {
    const length = a.ids.length + b.ids.length
    const merged = { ids: new Uint32Array(length), shared: new Uint8Array(length), lengths: new Uint8Array(length) }
    let fromA = 0
    let fromB = 0
    let wordOfA = this.wordOf(a.ids[0] as number)
    let wordOfB = this.wordOf(b.ids[0] as number)
    let previous = ''
    let wasA: boolean | null = null
    for (let at = 0; at < length; at += 1) {
      const isA = fromB >= b.ids.length || (fromA < a.ids.length && wordOfA < wordOfB)
      const run = isA ? a : b
      const from = isA ? fromA++ : fromB++
      const word = isA ? wordOfA : wordOfB
      merged.ids[at] = run.ids[from] as number
      merged.lengths[at] = run.lengths[from] as number
      // the word before is still the one it had before it
      merged.shared[at] = isA === wasA ? (run.shared[from] as number) : sharedBeginning(previous, word)
      if (isA) wordOfA = fromA < a.ids.length ? this.wordOf(a.ids[fromA] as number) : ''
      else wordOfB = fromB < b.ids.length ? this.wordOf(b.ids[fromB] as number) : ''
      previous = word
      wasA = isA
    }
    return merged
  }
}

/** FNV-1a over UTF-16 units, the upper half folded into the lower. */
function hashOf(word: string): number {
  let hash = HASH_START
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), HASH_PRIME)
  return hash ^ (hash >>> 15)
}

/** How many characters two words begin with alike, at most 255. */
function sharedBeginning(a: string, b: string): number {
  const most = Math.min(a.length, b.length, MOST)
  let count = 0
  while (count < most && a.charCodeAt(count) === b.charCodeAt(count)) count += 1
  return count
}
