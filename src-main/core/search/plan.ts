// Owns how a parsed search is split: words that find and rank, phrases to check, and what only lets papers through.
import type { ParsedSearch, SearchField, SearchFilter, SearchNode } from '#domain/search-query.ts'
import { foldedWords } from './fold.ts'
import { EVERY_FIELD, FIELD_BIT } from './paper-index.ts'
import { firstParts } from './search-size.ts'
import type { TypedWord } from './word-units.ts'

export interface PhraseCheck {
  words: string[]
  fields: number
}

export interface Plan {
  /** Each has to be found, unless that finds too little. */
  required: TypedWord[]
  /** Words of groups with OR: they rank what the group lets through. */
  ranking: TypedWord[]
  phrases: PhraseCheck[]
  /** Filters, exclusions and groups: each lets papers through or not. */
  gates: SearchNode[]
  /** Words with `*`, wherever they stand: they share what is looked up for one. */
  patterns: number
  /** There was more than is looked up. */
  isCut: boolean
}

export function planOf({ root }: ParsedSearch): Plan {
  const { nodes, patterns, isCut } = firstParts(root.nodes)
  const plan: Plan = { required: [], ranking: [], phrases: [], gates: [], patterns, isCut }
  for (const node of nodes) place(node, plan)
  plan.required = distinct(plan.required)
  plan.ranking = distinct(plan.ranking)
  return plan
}

/** The filters that the database has to answer before the index can. */
export function filtersOf({ root }: ParsedSearch): SearchFilter[] {
  return firstParts(root.nodes).nodes.flatMap(filtersIn)
}

function filtersIn(node: SearchNode): SearchFilter[] {
  switch (node.kind) {
    case 'filter':
      return [node.filter]
    case 'not':
      return filtersIn(node.node)
    case 'all':
    case 'any':
      return node.nodes.flatMap(filtersIn)
    default:
      return []
  }
}

/** The words of a word node as the index knows them; `machine-learn*` is two, the last one open. */
export function typedWords(node: SearchNode & { kind: 'word' | 'phrase' }): TypedWord[] {
  const fields = fieldBits(node.field)
  if (node.kind === 'phrase') return foldedWords(node.text).map((word) => ({ word, fields, isOpen: false }))
  const pieces = node.text.split('*')
  if (pieces.length === 1) {
    const words = foldedWords(node.text)
    return words.map((word, at) => ({ word, fields, isOpen: !node.finished && at === words.length - 1 }))
  }
  const pattern = pieces
    .map((piece) => foldedWords(piece).join(''))
    .join('*')
    .replace(/\*{2,}/g, '*')
  return pattern === '*' ? [] : [{ word: pattern, fields, isOpen: false }]
}

function fieldBits(field: SearchField | null): number {
  return field === null ? EVERY_FIELD : FIELD_BIT[field]
}

function place(node: SearchNode, plan: Plan): void {
  switch (node.kind) {
    case 'all':
      for (const child of node.nodes) place(child, plan)
      return
    case 'word':
    case 'phrase': {
      const words = typedWords(node)
      plan.required.push(...words)
      // `category:cs.CL` and `author:jean-luc` are several words that belong together
      if (words.length > 1 && (node.kind === 'phrase' || node.field !== null))
        plan.phrases.push({ words: words.map(({ word }) => word), fields: fieldBits(node.field) })
      return
    }
    case 'any':
      plan.gates.push(node)
      for (const child of node.nodes) collectRanking(child, plan)
      return
    case 'filter':
    case 'not':
      plan.gates.push(node)
  }
}

function collectRanking(node: SearchNode, plan: Plan): void {
  if (node.kind === 'word' || node.kind === 'phrase') plan.ranking.push(...typedWords(node))
  else if (node.kind === 'all' || node.kind === 'any') for (const child of node.nodes) collectRanking(child, plan)
}

function distinct(words: readonly TypedWord[]): TypedWord[] {
  const byKey = new Map<string, TypedWord>()
  for (const typed of words) {
    const key = `${typed.fields} ${typed.word}`
    const known = byKey.get(key)
    byKey.set(key, known ? { ...known, isOpen: known.isOpen && typed.isOpen } : typed)
  }
  return [...byKey.values()]
}
