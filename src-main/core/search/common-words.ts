// Owns the order of all words by how many papers hold them: a pattern that stands for very many is looked up for the common ones alone.
import type { LunrIndex } from './lunr-index.ts'

/** So many words more, and they are put in order anew; those that came since are looked at last. */
const NEW_AT_MOST = 4096
/** Lists longer than this count as equally long. */
const LONGEST = 0xffff

export class CommonWords {
  readonly #index: LunrIndex
  #ids = new Uint32Array(0)
  /** How many of `#ids` are in order. */
  #sorted = 0

  constructor(index: LunrIndex) {
    this.#index = index
  }

  /** Numbers of the words that are held in most papers first: a little out of date, for what is worth looking at first and nothing else. */
  ids(): Uint32Array {
    const { size } = this.#index.words
    if (size - this.#sorted > NEW_AT_MOST || this.#sorted === 0) this.#sort()
    if (this.#ids.length < size) {
      const all = new Uint32Array(size)
      all.set(this.#ids)
      for (let id = this.#ids.length; id < size; id += 1) all[id] = id
      this.#ids = all
    }
    return this.#ids
  }

  /** By counting, since one sort of all words would take longer than a search may. */
  #sort(): void {
    const { postings, words } = this.#index
    const places = new Uint32Array(LONGEST + 2)
    const lengths = new Uint16Array(words.size)
    for (let id = 0; id < words.size; id += 1) {
      const term = this.#index.termOfWordId(id)
      const length = term < 0 ? 0 : Math.min(LONGEST, postings.lengthOf(term))
      lengths[id] = length
      places[LONGEST - length + 1] = (places[LONGEST - length + 1] as number) + 1
    }
    for (let at = 1; at < places.length; at += 1) places[at] = (places[at] as number) + (places[at - 1] as number)
    this.#ids = new Uint32Array(words.size)
    for (let id = 0; id < words.size; id += 1) {
      const from = LONGEST - (lengths[id] as number)
      const place = places[from] as number
      places[from] = place + 1
      this.#ids[place] = id
    }
    this.#sorted = words.size
  }
}
