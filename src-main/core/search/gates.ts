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

/** All gates together; null when there are none. */
export function openGates(papers: PaperIndex, gates: readonly SearchNode[], filters: FilterMasks): Mask | null {
  return gates.length === 0 ? null : allOf(papers, gates, filters)
}

function maskOf(papers: PaperIndex, node: SearchNode, filters: FilterMasks): Mask {
  switch (node.kind) {
    case 'filter':
      return filters(node.filter)
    case 'not': {
      const mask = maskOf(papers, node.node, filters)
      const other = new Uint8Array(mask.length)
      for (let slot = 0; slot < mask.length; slot += 1) other[slot] = 1 - (mask[slot] as number)
      return other
    }
    case 'all':
      return allOf(papers, node.nodes, filters)
    case 'any':
      return anyOf(papers, node.nodes, filters)
    case 'word':
    case 'phrase':
      return holdersOf(papers, node)
  }
}

function allOf(papers: PaperIndex, nodes: readonly SearchNode[], filters: FilterMasks): Mask {
  const [only] = nodes
  // the filters' masks are kept, so none of them may be written to
  if (only && nodes.length === 1) return maskOf(papers, only, filters)
  const mask = new Uint8Array(papers.lunr.slots).fill(1)
  for (const node of nodes) {
    const other = maskOf(papers, node, filters)
    for (let slot = 0; slot < mask.length; slot += 1) if (other[slot] !== 1) mask[slot] = 0
  }
  return mask
}

function anyOf(papers: PaperIndex, nodes: readonly SearchNode[], filters: FilterMasks): Mask {
  const mask = new Uint8Array(papers.lunr.slots)
  for (const node of nodes) {
    const other = maskOf(papers, node, filters)
    for (let slot = 0; slot < mask.length; slot += 1) if (other[slot] === 1) mask[slot] = 1
  }
  return mask
}

/** Papers that hold every word, and hold them together where it is a phrase; a stop word alone is in none. */
function holdersOf(papers: PaperIndex, node: SearchNode & { kind: 'word' | 'phrase' }): Mask {
  const mask = new Uint8Array(papers.lunr.slots)
  const units = typedWords(node).flatMap((typed) => unitOfWord(papers.lunr, typed) ?? [])
  for (const slot of holdersOfAll(papers, units)) mask[slot] = 1
  if (units.length < 2) return mask
  const words = foldedWords(node.text)
  const fields = units[0]?.typed.fields ?? 0
  for (let slot = 0; slot < mask.length; slot += 1) if (mask[slot] === 1 && !standTogether(papers.lunr, slot, words, fields)) mask[slot] = 0
  return mask
}

/** Papers that have a term of every unit. */
export function holdersOfAll(papers: PaperIndex, units: readonly WordUnit[]): number[] {
  const { runner } = papers.lunr
  const [first, ...rest] = units.toSorted((a, b) => heldBy(papers.lunr, a) - heldBy(papers.lunr, b))
  if (!first) return []
  return rest.reduce((slots, unit) => runner.among(slots, unit), runner.slotsOf(first))
}
