// Owns papers that are near in meaning: the cosine of their most telling terms, weighed by TF-IDF.
import type { PaperId } from '#domain/paper.ts'
import { bestOf } from './best-of.ts'
import { FIELD_BIT, type PaperIndex, TITLE } from './paper-index.ts'
import { FIELD_BITS, FIELD_MASK } from './postings.ts'

export interface SimilarPaper {
  id: PaperId
  /** Cosine, 0 to 1. */
  score: number
  /** The words both have that count most, as they are written. */
  shared: string[]
}

const TELLING = 24
/** Postings that are looked through to find candidates, the rarest terms first. */
const MOST_POSTINGS = 20_000
const CANDIDATES = 80
const SHARED = 5
/** A term in more than this part of all papers tells nothing. */
const TOO_COMMON = 0.1
const FIELDS = FIELD_BIT.title | FIELD_BIT.abstract | FIELD_BIT.keyword
const LAST_FIELD = 31 - Math.clz32(FIELDS)
const TITLE_COUNTS = 3

/** A paper's terms with what each counts: (1 + ln tf) · idf (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 6.4). */
interface Vector {
  weights: Map<number, number>
  norm: number
}

/** Best first; empty when the paper isn't indexed. */
export function similarPapers(papers: PaperIndex, id: PaperId, limit: number): SimilarPaper[] {
  const { lunr } = papers
  const slot = lunr.slotOf(id)
  if (slot === undefined) return []
  const vector = vectorOf(papers, slot)
  const scored = candidates(papers, slot, vector)
    .map((other) => ({ other, ...likeness(papers, vector, other) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.other - b.other)
    .slice(0, limit)
  return scored.map(({ other, score, products }) => ({
    id: lunr.refOf(other) ?? '',
    score,
    shared: products
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, SHARED)
      .map(([term]) => writtenFormOf(papers, term)),
  }))
}

/** Papers that share the most telling terms. */
function candidates({ lunr }: PaperIndex, slot: number, { weights }: Vector): number[] {
  const telling = [...weights].toSorted((a, b) => b[1] - a[1]).slice(0, TELLING)
  const rarest = telling.toSorted((a, b) => lunr.postings.lengthOf(a[0]) - lunr.postings.lengthOf(b[0]))
  const scores = new Float64Array(lunr.slots)
  const slots: number[] = []
  let read = 0
  for (const [term, weight] of rarest) {
    if (read > MOST_POSTINGS) break
    const { keys, start, end } = lunr.postings.listOf(term)
    read += end - start
    const worth = weight * idf(lunr.size, end - start)
    for (let at = start; at < end; at += 1) {
      const key = keys[at] as number
      if (((FIELDS >>> (key & FIELD_MASK)) & 1) === 0) continue
      const other = key >>> FIELD_BITS
      if (scores[other] === 0) slots.push(other)
      scores[other] = (scores[other] as number) + worth
    }
  }
  scores[slot] = 0
  return [...bestOf(slots, scores, CANDIDATES + 1).slots].filter((other) => other !== slot)
}

/** Calls `read` with each telling term of a paper and what it counts. */
function eachWeight(papers: PaperIndex, slot: number, read: (term: number, weight: number) => void): void {
  const { lunr } = papers
  const often = papers.countsOfTerms()
  const { words, ends } = lunr.readWords(slot)
  const terms: number[] = []
  let at = 0
  for (let field = 0; field <= LAST_FIELD; field += 1) {
    const end = ends[field] as number
    const counts = ((FIELDS >>> field) & 1) === 0 ? 0 : field === TITLE ? TITLE_COUNTS : 1
    for (; at < end; at += 1) {
      const term = counts === 0 ? -1 : lunr.termOfWordId(words[at] as number)
      if (term < 0) continue
      if (often[term] === 0) terms.push(term)
      often[term] = (often[term] as number) + counts
    }
  }
  const most = Math.max(2, lunr.size * TOO_COMMON)
  for (const term of terms) {
    const held = lunr.postings.lengthOf(term)
    if (held <= most) read(term, (1 + Math.log(often[term] as number)) * idf(lunr.size, held))
    often[term] = 0
  }
}

function idf(papers: number, held: number): number {
  return Math.log(papers / held + 1)
}

function vectorOf(papers: PaperIndex, slot: number): Vector {
  const weights = new Map<number, number>()
  let sum = 0
  eachWeight(papers, slot, (term, weight) => {
    // a letter alone tells nothing
    if (papers.lunr.terms.wordOf(term).length < 2) return
    weights.set(term, weight)
    sum += weight * weight
  })
  return { weights, norm: Math.sqrt(sum) }
}

/** The cosine of two papers, and what each shared term adds to it. */
function likeness(
  papers: PaperIndex,
  { weights, norm }: Vector,
  other: number,
): { score: number; products: [term: number, product: number][] } {
  const products: [term: number, product: number][] = []
  let dot = 0
  let sum = 0
  eachWeight(papers, other, (term, weight) => {
    sum += weight * weight
    const mine = weights.get(term)
    if (mine === undefined) return
    dot += mine * weight
    products.push([term, mine * weight])
  })
  return { score: dot === 0 ? 0 : Math.min(1, dot / (norm * Math.sqrt(sum))), products }
}

/** The shortest written word that has this stem. */
function writtenFormOf({ lunr }: PaperIndex, term: number): string {
  let shortest = ''
  for (const id of lunr.wordsOfTerm(term)) {
    const word = lunr.words.wordOf(id)
    if (lunr.holdersOf(id) > 0 && (shortest === '' || word.length < shortest.length)) shortest = word
  }
  return shortest === '' ? lunr.terms.wordOf(term) : shortest
}
