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
/** What a byte holds. */
const MOST = 255

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

  /** Puts words in that were saved, in the order of their numbers; `adopt` has to follow. */
  push(words: readonly string[]): void {
    for (const word of words) this.#ids.set(word, this.#words.push(word) - 1)
  }

  /** The saved runs of all words that were put in. */
  adopt(runs: readonly SortedRun[]): void {
    this.#runs.push(...runs)
    this.#sorted = this.#words.length
  }

  /** Words by number, from `start` to before `end`. */
  slice(start: number, end: number): string[] {
    return this.#words.slice(start, end)
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
    const ids = new Uint32Array(this.#words.length - this.#sorted)
    for (let at = 0; at < ids.length; at += 1) ids[at] = this.#sorted + at
    ids.sort((a, b) => (this.wordOf(a) < this.wordOf(b) ? -1 : 1))
    this.#sorted = this.#words.length
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

/** How many characters two words begin with alike, at most 255. */
function sharedBeginning(a: string, b: string): number {
  const most = Math.min(a.length, b.length, MOST)
  let count = 0
  while (count < most && a.charCodeAt(count) === b.charCodeAt(count)) count += 1
  return count
}
