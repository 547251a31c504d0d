// Owns how much of one search is looked up: parts of words with *, and words in groups, each cost a look at many papers.
import type { SearchNode } from '#domain/search-query.ts'

/** Parts of words with *. */
const MOST_PATTERNS = 4
/** Words and phrases within OR, and after a minus. */
const MOST_IN_GROUPS = 100
/** Operators that the database answers, each with a look at all papers. */
const MOST_FILTERS = 24

export interface FirstParts {
  nodes: SearchNode[]
  /** Words with * among them. */
  patterns: number
  /** Some were left out. */
  isCut: boolean
}

/** The first parts of a search, as many as are looked up. */
export function firstParts(nodes: readonly SearchNode[]): FirstParts {
  const filters = new Set<string>()
  let patterns = 0
  let inGroups = 0
  let isCut = false
  const kept = (node: SearchNode, isInGroup: boolean): SearchNode | null => {
    switch (node.kind) {
      case 'filter':
        if (filters.size < MOST_FILTERS) filters.add(JSON.stringify(node.filter))
        if (filters.has(JSON.stringify(node.filter))) return node
        isCut = true
        return null
      case 'word':
      case 'phrase': {
        if (isInGroup) inGroups += 1
        if (node.kind === 'word' && node.text.includes('*')) patterns += 1
        if (patterns <= MOST_PATTERNS && inGroups <= MOST_IN_GROUPS) return node
        isCut = true
        return node.kind === 'word' && !node.text.includes('*') && !isInGroup ? node : null
      }
      case 'not': {
        const inside = kept(node.node, true)
        return inside && { kind: 'not', node: inside }
      }
      case 'all':
      case 'any': {
        const inside = node.nodes.flatMap((each) => kept(each, isInGroup || node.kind === 'any') ?? [])
        // what was empty before stays so: an operator that is still being typed
        return inside.length === 0 && node.nodes.length > 0 ? null : { kind: node.kind, nodes: inside }
      }
    }
  }
  const first = nodes.flatMap((node) => kept(node, false) ?? [])
  return { nodes: first, patterns: Math.min(patterns, MOST_PATTERNS), isCut }
}
