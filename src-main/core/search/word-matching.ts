// Owns which words of a dictionary a pattern with wildcards or an edit distance stands for, as lunr.TokenSet decides it.
import type { Dictionary } from './dictionary.ts'

const WILDCARD = '*'
const STAR = 42
const FIRST = new Uint16Array(1)

/**
 * Numbers of the words that a pattern with `*` stands for: what `lunr.TokenSet.fromString(pattern)` accepts. `*` stands
 * for any run of characters, an empty one too; the empty word is never matched.
 */
export function matchWildcards(dictionary: Dictionary, pattern: string): number[] {
  if (!pattern.includes(WILDCARD)) {
    const id = pattern === '' ? undefined : dictionary.idOf(pattern)
    return id === undefined ? [] : [id]
  }
  return dictionary.withPrefix(beginningOf(pattern)).filter(wildcardTest(dictionary, pattern))
}

/** What stands before the first `*`. */
export function beginningOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf(WILDCARD))
}

/** Whether a word, by its number, is one that the pattern with `*` stands for. */
export function wildcardTest(dictionary: Dictionary, pattern: string): (id: number) => boolean {
  const pieces = pattern.split(WILDCARD)
  const middles = pieces.slice(1, -1).filter((piece) => piece !== '')
  if (pieces[0] === '' && middles.length === 0 && pieces.at(-1) === '') return (id) => dictionary.unitsOf(id, FIRST) > 0
  const found = new PatternUnits(pieces[0] ?? '', middles, pieces.at(-1) ?? '')
  return (id) => {
    const length = dictionary.unitsOf(id, found.units)
    return length < found.units.length ? found.holds(length) : found.holdsWord(dictionary.wordOf(id))
  }
}

/** A pattern with `*` as UTF-16 units, and room for those of the word that is compared: no string is made of it. */
class PatternUnits {
  readonly units = new Uint16Array(256)
  readonly #prefix: string
  readonly #middles: readonly string[]
  readonly #suffix: string
  readonly #beginning: Uint16Array
  readonly #pieces: readonly Uint16Array[]
  readonly #end: Uint16Array

  constructor(prefix: string, middles: readonly string[], suffix: string) {
    this.#prefix = prefix
    this.#middles = middles
    this.#suffix = suffix
    this.#beginning = codeUnits(prefix)
    this.#pieces = middles.map(codeUnits)
    this.#end = codeUnits(suffix)
  }

  /** Whether the `length` units at hand are as the pattern says. */
  holds(length: number): boolean {
    const last = length - this.#end.length
    let from = this.#prefix.length
    if (length === 0 || last < from || !this.#standsAt(this.#beginning, 0) || !this.#standsAt(this.#end, last)) return false
    for (const piece of this.#pieces) {
      while (from + piece.length <= last && !this.#standsAt(piece, from)) from += 1
      from += piece.length
      if (from > last) return false
    }
    return true
  }

  holdsWord(word: string): boolean {
    if (word.length < this.#prefix.length + this.#suffix.length || !word.startsWith(this.#prefix) || !word.endsWith(this.#suffix))
      return false
    let from = this.#prefix.length
    for (const piece of this.#middles) {
      const at = word.indexOf(piece, from)
      if (at < 0) return false
      from = at + piece.length
    }
    return from <= word.length - this.#suffix.length
  }

  #standsAt(piece: Uint16Array, place: number): boolean {
    for (let at = 0; at < piece.length; at += 1) if (piece[at] !== this.units[place + at]) return false
    return true
  }
}

export interface NearWord {
  id: number
  distance: number
}

/**
 * Words within `distance` edits of `pattern`: what `lunr.TokenSet.fromFuzzyString` accepts. An edit is an insertion, a
 * deletion, a substitution, or letting the first remaining character step over the next one; a `*` in the pattern is any
 * one character. `prefix` narrows the search to words that begin so.
 */
export function matchNear(dictionary: Dictionary, pattern: string, distance: number, prefix = ''): NearWord[] {
  const automaton = new EditAutomaton(pattern, distance)
  const found: NearWord[] = []
  const shortest = pattern.length - distance
  // lengths are known up to 255 only
  const longest = Math.max(pattern.length + distance, 0)
  for (const run of dictionary.runs()) {
    const start = prefix === '' ? 0 : dictionary.rangeStart(run, prefix)
    const end = prefix === '' ? run.ids.length : dictionary.rangeEnd(run, prefix)
    // a word that shares its first `deadAt` characters with one that can't match any more is passed over
    let deadAt = Number.POSITIVE_INFINITY
    let known = 0
    // what a word shares with the last one that was read, whatever was passed over between them
    let shared = 0
    for (let at = start; at < end; at += 1) {
      if (at > start) shared = Math.min(shared, run.shared[at] as number)
      const length = run.lengths[at] as number
      if (shared >= deadAt || (length < 255 && (length < shortest || length > longest))) continue
      const word = dictionary.wordOf(run.ids[at] as number)
      deadAt = Number.POSITIVE_INFINITY
      let depth = Math.min(shared, known)
      while (depth < word.length) {
        const alive = automaton.step(depth, word.charCodeAt(depth))
        depth += 1
        if (!alive) {
          deadAt = depth
          break
        }
      }
      known = depth
      shared = 255
      if (deadAt === Number.POSITIVE_INFINITY && depth > 0) {
        const edits = automaton.edits(depth)
        if (edits <= distance) found.push({ id: run.ids[at] as number, distance: edits })
      }
    }
  }
  return found
}

/**
 * Fewest edits by how much of the pattern is used, one row for each character read, as in Wagner and Fischer (1974).
 * Beside the plain row there is one for each number of characters that the carried one has stepped over.
 */
class EditAutomaton {
  readonly #pattern: Uint16Array
  readonly #distance: number
  readonly #width: number
  readonly #rows: Uint16Array[] = []
  readonly #far: number

  constructor(pattern: string, distance: number) {
    this.#pattern = codeUnits(pattern)
    // more edits than characters change nothing but the length of the words that match
    this.#distance = Math.min(distance, 1000)
    this.#far = this.#distance + 1
    this.#width = this.#pattern.length + 1
    const first = this.#newRow()
    for (let used = 0; used < this.#width; used += 1) first[used] = Math.min(used, this.#far)
    this.#rows.push(first)
  }

  get #carries(): number {
    return Math.min(this.#distance, Math.max(0, this.#pattern.length - 1))
  }

  #newRow(): Uint16Array {
    return new Uint16Array(this.#width * (this.#carries + 1)).fill(this.#far)
  }

  /** Reads the character at `depth`; false when no word that begins so can match. */
  step(depth: number, unit: number): boolean {
    const width = this.#width
    const pattern = this.#pattern
    const far = this.#far
    const carries = this.#carries
    const before = this.#rows[depth] as Uint16Array
    let after = this.#rows[depth + 1]
    if (!after) {
      after = this.#newRow()
      this.#rows[depth + 1] = after
    }
    // so many edits can't make up for a wider gap between what is used and what was read
    const from = Math.max(0, depth + 1 - this.#distance)
    const to = Math.min(width, depth + this.#distance + 3)
    let least = far
    for (let carry = 1; carry <= carries; carry += 1) {
      const row = carry * width
      for (let used = from; used < to; used += 1) {
        let best = (before[row + used] as number) + 1
        if (used > carry && isSame(pattern[used - 1] as number, unit)) {
          const stepped = carry === 1 ? (before[used - 2] as number) : (before[row - width + used - 1] as number)
          if (stepped + 1 < best) best = stepped + 1
        }
        after[row + used] = best > far ? far : best
        if (best < least) least = best
      }
    }
    for (let used = from; used < to; used += 1) {
      let best = (before[used] as number) + 1
      if (used > 0) {
        const taken = (before[used - 1] as number) + (isSame(pattern[used - 1] as number, unit) ? 0 : 1)
        if (taken < best) best = taken
        const skipped = (after[used - 1] as number) + 1
        if (skipped < best) best = skipped
      }
      for (let carry = 1; carry <= carries && carry < used; carry += 1) {
        const row = carry * width
        const put = (before[row + used] as number) + (isSame(pattern[used - 1 - carry] as number, unit) ? 0 : 1)
        if (put < best) best = put
        const dropped = (after[row + used] as number) + 1
        if (dropped < best) best = dropped
      }
      after[used] = best > far ? far : best
      if (best < least) least = best
    }
    return least < far
  }

  /** Fewest edits between the pattern and the `depth` characters read. */
  edits(depth: number): number {
    return this.#rows[depth]?.[this.#width - 1] ?? this.#far
  }
}

function codeUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
  return units
}

function isSame(patternUnit: number, unit: number): boolean {
  return patternUnit === unit || patternUnit === STAR
}
