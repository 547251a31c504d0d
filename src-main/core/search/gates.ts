// Owns which papers filters, exclusions and groups let through, as one flag for each slot.
import type { SearchFilter, SearchNode } from '#domain/search-query.ts'
import { foldedWords } from './fold.ts'
import type { PaperIndex } from './paper-index.ts'
import { standTogether } from './phrase.ts'
import { typedWords } from './plan.ts'
import { heldBy, unitOfWord, type WordUnit } from './word-units.ts'

/** By slot: 1 lets a paper through. */
export type Mask = Uint8Array

export type FilterMasks = (filter: SearchFilter) => Mask

type Words = SearchNode & { kind: 'word' | 'phrase' }

/** The gates of one search. */
export class Gates {
  readonly #papers: PaperIndex
  readonly #filters: FilterMasks
  readonly #patterns: number
  /** A part of a word with `*` stands for more words than were looked up. */
  isCapped = false

  /** `patterns`: see `unitOfWord`. */
  constructor(papers: PaperIndex, filters: FilterMasks, patterns: number) {
    this.#papers = papers
    this.#filters = filters
    this.#patterns = patterns
  }

  /** All gates together; null when there are none. */
  open(gates: readonly SearchNode[]): Mask | null {
    return gates.length === 0 ? null : this.#allOf(gates)
  }

  #maskOf(node: SearchNode): Mask {
    switch (node.kind) {
      case 'filter':
        return this.#filters(node.filter)
      case 'not': {
        const mask = this.#maskOf(node.node)
        const other = new Uint8Array(mask.length)
        for (let slot = 0; slot < mask.length; slot += 1) other[slot] = 1 - (mask[slot] as number)
        return other
      }
      case 'all':
        return this.#allOf(node.nodes)
      default:
        return this.#anyOf([node])
    }
  }

  #allOf(nodes: readonly SearchNode[]): Mask {
    const [only] = nodes
    // the filters' masks are kept, so none of them may be written to
    if (only && nodes.length === 1) return this.#maskOf(only)
    const mask = new Uint8Array(this.#papers.lunr.slots).fill(1)
    for (const node of nodes) {
      const other = this.#maskOf(node)
      for (let slot = 0; slot < mask.length; slot += 1) if (other[slot] !== 1) mask[slot] = 0
    }
    return mask
  }

  /** Groups within groups are one, and a word is looked up once in it. */
  #anyOf(nodes: readonly SearchNode[]): Mask {
    const mask = new Uint8Array(this.#papers.lunr.slots)
    const seen = new Set<string>()
    const add = (node: SearchNode): void => {
      if (node.kind === 'any') {
        for (const child of node.nodes) add(child)
      } else if (node.kind === 'word' || node.kind === 'phrase') {
        const key = JSON.stringify(node)
        if (seen.has(key)) return
        seen.add(key)
        for (const slot of this.#holdersOf(node)) mask[slot] = 1
      } else {
        const other = this.#maskOf(node)
        for (let slot = 0; slot < mask.length; slot += 1) if (other[slot] === 1) mask[slot] = 1
      }
    }
    for (const node of nodes) add(node)
    return mask
  }

  /** Papers that hold every word, and hold them together where it is a phrase; a stop word alone is in none. */
  #holdersOf(node: Words): number[] {
    const { lunr } = this.#papers
    const units = typedWords(node).flatMap((typed) => unitOfWord(lunr, typed, this.#patterns) ?? [])
    if (units.some((unit) => unit.capped)) this.isCapped = true
    const slots = holdersOfAll(this.#papers, units)
    if (units.length < 2) return slots
    const words = foldedWords(node.text)
    const fields = units[0]?.typed.fields ?? 0
    return slots.filter((slot) => standTogether(lunr, slot, words, fields))
  }
}

/** Papers that have a term of every unit. */
export function holdersOfAll(papers: PaperIndex, units: readonly WordUnit[]): number[] {
  const { runner } = papers.lunr
  const [first, ...rest] = units.toSorted((a, b) => heldBy(papers.lunr, a) - heldBy(papers.lunr, b))
  if (!first) return []
  return rest.reduce((slots, unit) => runner.among(slots, unit), runner.slotsOf(first))
}
