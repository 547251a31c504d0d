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

/**
 * Words are only added. They are kept in sorted runs, each at least twice as long as the next, so that adding costs
 * little and a scan reads few runs (the log-structured merge of O'Neil et al., 1996).
 */
export class Dictionary {
  readonly #ids = new Map<string, number>()
  readonly #words: string[] = []
  readonly #runs: SortedRun[] = []
  #sorted = 0

  get size(): number {
    return this.#words.length
  }

  idOf(word: string): number | undefined {
    return this.#ids.get(word)
  }

  wordOf(id: number): string {
    return this.#words[id] ?? ''
  }

  /** The number of a word, given to it now if it is new. Numbers count up from 0. */
  add(word: string): number {
    const known = this.#ids.get(word)
    if (known !== undefined) return known
    const id = this.#words.length
    this.#ids.set(word, id)
    this.#words.push(word)
    if (id - this.#sorted >= UNSORTED_AT_MOST) this.#sort()
    return id
  }

  /** Every word, in sorted runs. */
  runs(): readonly SortedRun[] {
    if (this.#sorted < this.#words.length) this.#sort()
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
    const fresh = new Uint32Array(this.#words.length - this.#sorted)
    for (let at = 0; at < fresh.length; at += 1) fresh[at] = this.#sorted + at
    fresh.sort((a, b) => (this.wordOf(a) < this.wordOf(b) ? -1 : 1))
    this.#sorted = this.#words.length
    let ids: Uint32Array = fresh
    for (let last = this.#runs.at(-1); last && last.ids.length < 2 * ids.length; last = this.#runs.at(-1)) {
      this.#runs.pop()
      ids = this.#merge(last.ids, ids)
    }
    const lengths = Uint8Array.from(ids, (id) => Math.min(255, this.wordOf(id).length))
    this.#runs.push({ ids, shared: this.#sharedWithPrevious(ids), lengths })
  }

  #merge(a: Uint32Array, b: Uint32Array): Uint32Array {
    const merged = new Uint32Array(a.length + b.length)
    let fromA = 0
    let fromB = 0
    for (let at = 0; at < merged.length; at += 1) {
      const takeA = fromB >= b.length || (fromA < a.length && this.wordOf(a[fromA] as number) < this.wordOf(b[fromB] as number))
      merged[at] = takeA ? (a[fromA++] as number) : (b[fromB++] as number)
    }
    return merged
  }

  #sharedWithPrevious(ids: Uint32Array): Uint8Array {
    const shared = new Uint8Array(ids.length)
    let previous = ''
    for (let at = 0; at < ids.length; at += 1) {
      const word = this.wordOf(ids[at] as number)
      const most = Math.min(previous.length, word.length, 255)
      let count = 0
      while (count < most && previous.charCodeAt(count) === word.charCodeAt(count)) count += 1
      shared[at] = count
      previous = word
    }
    return shared
  }
}
