// Owns papers that are near in meaning: the cosine of their most telling terms, weighed by TF-IDF.
import type { PaperId } from '#domain/paper.ts'
import { FIELD_BIT, type PaperIndex } from './paper-index.ts'
import type { QueryUnit } from './query-units.ts'

export interface SimilarPaper {
  id: PaperId
  /** Cosine, 0 to 1. */
  score: number
  /** The words both have that count most, as they are written. */
  shared: string[]
}

const TELLING = 24
const CANDIDATES = 120
const SHARED = 5
/** A term in more than this part of all papers tells nothing. */
const TOO_COMMON = 0.1
const FIELDS = FIELD_BIT.title | FIELD_BIT.abstract | FIELD_BIT.keyword
const TITLE_COUNTS = 3

/** Best first; empty when the paper isn't indexed. */
export function similarPapers(papers: PaperIndex, id: PaperId, limit: number): SimilarPaper[] {
  const { lunr } = papers
  const slot = lunr.slotOf(id)
  if (slot === undefined) return []
  const vector = vectorOf(papers, slot)
  const telling = [...vector].toSorted((a, b) => b[1] - a[1]).slice(0, TELLING)
  const units = telling.map(([term, weight]): QueryUnit => ({ terms: [{ term, boost: weight }], fields: FIELDS, presence: 'optional' }))
  const { slots } = lunr.runner.run(units, { limit: CANDIDATES })
  const scored = Array.from(slots)
    .filter((other) => other !== slot)
    .map((other) => ({ other, ...cosine(vector, vectorOf(papers, other)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.other - b.other)
    .slice(0, limit)
  return scored.map(({ other, score, shared }) => ({
    id: lunr.refOf(other) ?? '',
    score,
    shared: shared.map((term) => writtenFormOf(papers, term)),
  }))
}

/** (1 + ln tf) · idf by term (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 6.4). */
function vectorOf(papers: PaperIndex, slot: number): Map<number, number> {
  const { lunr } = papers
  const often = new Map<number, number>()
  lunr.eachTerm(slot, (field, _place, term) => {
    if (term >= 0 && ((FIELDS >>> field) & 1) === 1)
      often.set(term, (often.get(term) ?? 0) + ((FIELD_BIT.title >>> field) & 1 ? TITLE_COUNTS : 1))
  })
  const most = Math.max(2, lunr.size * TOO_COMMON)
  const vector = new Map<number, number>()
  for (const [term, count] of often) {
    const held = lunr.postings.lengthOf(term)
    if (held <= most && lunr.terms.wordOf(term).length > 1) vector.set(term, (1 + Math.log(count)) * Math.log(lunr.size / held + 1))
  }
  return vector
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): { score: number; shared: number[] } {
  const products: [term: number, product: number][] = []
  let dot = 0
  for (const [term, weight] of a) {
    const other = b.get(term)
    if (other === undefined) continue
    dot += weight * other
    products.push([term, weight * other])
  }
  const shared = products.toSorted((x, y) => y[1] - x[1]).slice(0, SHARED)
  return { score: dot === 0 ? 0 : dot / (norm(a) * norm(b)), shared: shared.map(([term]) => term) }
}

function norm(vector: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const weight of vector.values()) sum += weight * weight
  return Math.sqrt(sum)
}

/** The shortest written word that has this stem. */
function writtenFormOf(papers: PaperIndex, term: number): string {
  const { lunr } = papers
  const stem = lunr.terms.wordOf(term)
  const beginning = stem.length > 3 ? stem.slice(0, -1) : stem
  let shortest = ''
  for (const id of lunr.words.withPrefix(beginning)) {
    const word = lunr.words.wordOf(id)
    if (lunr.termOfWordId(id) === term && (shortest === '' || word.length < shortest.length)) shortest = word
  }
  return shortest === '' ? stem : shortest
}
