// Owns what lifts a paper that Lunr found: words in its title, in order and close together; a recent day; a place in the library.
import type { QueryUnit } from './query-units.ts'
import { type PaperIndex, TITLE } from './paper-index.ts'

/** Added to a score that is at most 1 per paper; found on half of the benchmark's queries, judged on the others. */
export const LIFTS = {
  /** Every word is in the title. */
  allInTitle: 0.3,
  /** How much of the title the words are. */
  titleShare: 0.35,
  /** Neighbours in the search are neighbours in the title. */
  titleOrder: 0.3,
  /** The title is what was searched, word for word. */
  exactTitle: 1,
  /** All words within a short stretch of a field. */
  closeness: 0.25,
  recent: 0.03,
  inLibrary: 0.08,
  /** For each part of the words that is found at all. */
  coverage: 2,
} as const

const HALF_LIFE_DAYS = 365
const FAR = 1 << 20

export interface Lifted {
  slot: number
  score: number
}

/** Scores anew what Lunr found, best first. `scores` beside `slots`; `newestDay`: days since 1970. */
export function lift(
  papers: PaperIndex,
  units: readonly QueryUnit[],
  { slots, scores }: { slots: ArrayLike<number>; scores: ArrayLike<number> },
  newestDay: number,
): Lifted[] {
  const unitsOfTerm = new Map<number, number[]>()
  units.forEach((unit, at) => {
    for (const { term } of unit.terms) unitsOfTerm.set(term, [...(unitsOfTerm.get(term) ?? []), at])
  })
  const best = Math.max(1e-9, scores[0] ?? 0)
  const reading = new PaperReading(units, unitsOfTerm)
  const lifted = Array.from(slots, (slot, at) => {
    const facts = reading.read(papers, slot)
    const age = Math.max(0, newestDay - papers.dayOf(slot))
    const score =
      (scores[at] ?? 0) / best +
      LIFTS.coverage * facts.coverage +
      LIFTS.allInTitle * (facts.inTitle === units.length ? 1 : 0) +
      LIFTS.titleShare * facts.titleShare * (facts.inTitle / units.length) +
      LIFTS.titleOrder * facts.titleOrder +
      LIFTS.exactTitle * (facts.isExactTitle ? 1 : 0) +
      LIFTS.closeness * facts.closeness +
      LIFTS.recent * (papers.dayOf(slot) < 0 ? 0 : 2 ** (-age / HALF_LIFE_DAYS)) +
      LIFTS.inLibrary * (papers.isInLibrary(slot) ? 1 : 0)
    return { slot, score }
  })
  return lifted.toSorted((a, b) => b.score - a.score || a.slot - b.slot)
}

/** Where the words of a search stand in one paper after another. */
class PaperReading {
  readonly #units: readonly QueryUnit[]
  readonly #unitsOfTerm: ReadonlyMap<number, number[]>
  /** By unit: where it was seen last in the field at hand. */
  readonly #lastSeen: Int32Array
  readonly #seenInTitle: Int32Array
  readonly #seen: Uint8Array

  constructor(units: readonly QueryUnit[], unitsOfTerm: ReadonlyMap<number, number[]>) {
    this.#units = units
    this.#unitsOfTerm = unitsOfTerm
    this.#lastSeen = new Int32Array(units.length)
    this.#seenInTitle = new Int32Array(units.length)
    this.#seen = new Uint8Array(units.length)
  }

  read(
    papers: PaperIndex,
    slot: number,
  ): { coverage: number; inTitle: number; titleShare: number; titleOrder: number; isExactTitle: boolean; closeness: number } {
    const units = this.#units
    const lastSeen = this.#lastSeen
    const seenInTitle = this.#seenInTitle.fill(-1)
    const seen = this.#seen.fill(0)
    let fieldAtHand = -1
    let titleWords = 0
    let pairsInTitle = 0
    let shortest = FAR
    papers.lunr.streams.each(slot, (field, place, term) => {
      if (field !== fieldAtHand) {
        fieldAtHand = field
        lastSeen.fill(-FAR)
      }
      const matching = this.#unitsOfTerm.get(term)
      if (!matching) return
      if (field === TITLE) titleWords += 1
      for (const unit of matching) {
        if ((((units[unit]?.fields ?? 0) >>> field) & 1) === 0) continue
        seen[unit] = 1
        lastSeen[unit] = place
        if (field === TITLE) {
          seenInTitle[unit] = place
          if (unit > 0 && lastSeen[unit - 1] === place - 1) pairsInTitle += 1
        }
        const span = this.#spanBack(place)
        if (span < shortest) shortest = span
      }
    })
    const count = Math.max(1, units.length)
    const titleLength = papers.lunr.lengthOf(slot, TITLE)
    const inTitle = seenInTitle.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0)
    const titleShare = titleLength === 0 ? 0 : Math.min(1, titleWords / titleLength)
    const titleOrder = count < 2 ? 0 : Math.min(1, pairsInTitle / (count - 1))
    return {
      coverage: seen.reduce((sum, flag) => sum + flag, 0) / count,
      inTitle,
      titleShare,
      titleOrder,
      isExactTitle: inTitle === count && titleShare === 1 && (count < 2 || pairsInTitle >= count - 1),
      closeness: count < 2 || shortest >= FAR ? 0 : (count - 1) / Math.max(count - 1, shortest),
    }
  }

  /** From the place where the unit that was seen longest ago stands to here; FAR while one is missing. */
  #spanBack(place: number): number {
    let first = place
    for (const seen of this.#lastSeen) if (seen < first) first = seen
    return first < 0 ? FAR : place - first
  }
}
