// Owns which words differ from a typed one by a slip or two: a letter left out, one too many, a wrong one, two changed over.
import type { Dictionary } from './dictionary.ts'
import type { NearWord } from './word-matching.ts'

/** Bits of a number, less the sign. */
const LONGEST = 30
/** Words that are not sorted by length yet are looked through one by one. */
const UNSORTED_AT_MOST = 4096
const LETTERS = 128

/** Words by length, and the letters of each as bits, so that a look at a number passes over nearly all that are not near. */
export class NearWords {
  readonly #dictionary: Dictionary
  #ids = new Uint32Array(0)
  #letters = new Uint32Array(0)
  /** By length: where its words begin; one more at the end. */
  #starts = new Uint32Array(LONGEST + 4)
  readonly #units = new Uint16Array(LONGEST + 2)
  readonly #places = new Uint32Array(LETTERS)

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
  }

  /**
   * Words within `most` slips of `word`, each with how many (optimal string alignment, bit by bit as in Hyyrö, "A Bit-Vector Algorithm for Computing
   * Levenshtein and Damerau Edit Distances", 2003). None for a word longer than 30 letters.
   */
  find(word: string, most: number): NearWord[] {
    const found: NearWord[] = []
    if (word.length === 0 || word.length > LONGEST) return found
    if (this.#dictionary.size - this.#ids.length > UNSORTED_AT_MOST) this.#sort()
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at) % LETTERS
      this.#places[unit] = (this.#places[unit] as number) | (1 << at)
    }
    const letters = lettersOf(word)
    const first = this.#starts[Math.max(1, word.length - most)] as number
    const end = this.#starts[Math.min(LONGEST + 2, word.length + most + 1)] as number
    for (let at = first; at < end; at += 1) {
      // a slip takes at most one letter away and brings at most one in
      const theirs = this.#letters[at] as number
      if (bitsOf(letters & ~theirs) > most || bitsOf(theirs & ~letters) > most) continue
      this.#try(this.#ids[at] as number, word.length, most, found)
    }
    for (let id = this.#ids.length; id < this.#dictionary.size; id += 1) this.#try(id, word.length, most, found)
    for (let at = 0; at < word.length; at += 1) this.#places[word.charCodeAt(at) % LETTERS] = 0
    return found
  }

  #try(id: number, wanted: number, most: number, found: NearWord[]): void {
    const length = this.#dictionary.unitsOf(id, this.#units)
    if (Math.abs(length - wanted) > most) return
    const distance = this.#distance(length, wanted, most)
    if (distance <= most) found.push({ id, distance })
  }

  /** More than `most` as soon as it can't be less. */
  #distance(length: number, wanted: number, most: number): number {
    const last = 1 << (wanted - 1)
    let score = wanted
    let above = -1
    let below = 0
    let diagonal = 0
    let before = 0
    for (let at = 0; at < length; at += 1) {
      const unit = this.#units[at] as number
      const places = unit < LETTERS ? (this.#places[unit] as number) : 0
      const changedOver = ((~diagonal & places) << 1) & before
      diagonal = ((((places & above) + above) | 0) ^ above) | places | below | changedOver
      let right = below | ~(diagonal | above)
      let left = diagonal & above
      if ((right & last) !== 0) {
        score += 1
        if (score - (length - 1 - at) > most) return score
      } else if ((left & last) !== 0) score -= 1
      right = (right << 1) | 1
      left <<= 1
      above = left | ~(diagonal | right)
      below = right & diagonal
      before = places
    }
    return score
  }

  #sort(): void {
    const { size } = this.#dictionary
    const lengths = new Uint8Array(size)
    const letters = new Uint32Array(size)
    const starts = new Uint32Array(LONGEST + 4)
    for (let id = 0; id < size; id += 1) {
      const length = this.#dictionary.unitsOf(id, this.#units)
      let bits = 0
      for (let at = 0; at < length; at += 1) bits |= 1 << ((this.#units[at] as number) & 31)
      lengths[id] = length
      letters[id] = bits
      starts[length + 1] = (starts[length + 1] as number) + 1
    }
    for (let length = 1; length < starts.length; length += 1) starts[length] = (starts[length] as number) + (starts[length - 1] as number)
    this.#starts = starts.slice()
    this.#ids = new Uint32Array(size)
    this.#letters = new Uint32Array(size)
    for (let id = 0; id < size; id += 1) {
      const at = starts[lengths[id] as number] as number
      starts[lengths[id] as number] = at + 1
      this.#ids[at] = id
      this.#letters[at] = letters[id] as number
    }
  }
}

/** How many bits are set, without a branch (Warren, "Hacker's Delight", 5-1). */
function bitsOf(number: number): number {
  let bits = number - ((number >>> 1) & 0x5555_5555)
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31)
  return bits >>> 0
}
