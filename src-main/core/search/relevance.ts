// Owns what lifts a paper that Lunr found: words as they were typed, in the title, in order, close together; a recent day.
import { LIFTS, type Lifts } from './lifts.ts'
import { type PaperIndex, TITLE } from './paper-index.ts'
import { type PaperFacts, PaperReading } from './paper-reading.ts'
import type { TypedWord, WordUnit } from './word-units.ts'

export interface Lifted {
  slot: number
  score: number
}

interface LiftOptions {
  /** Days since 1970. */
  newestDay: number
  lifts?: Lifts | undefined
}

const HALF_LIFE_DAYS = 365

/**
 * Scores anew what Lunr found, best first; `scores` stands beside `slots`, best first. `stopWords` were typed too; Lunr
 * keeps none of them, but they stand in the texts.
 */
export function lift(
  papers: PaperIndex,
  units: readonly WordUnit[],
  stopWords: readonly TypedWord[],
  { slots, scores }: { slots: ArrayLike<number>; scores: ArrayLike<number> },
  { newestDay, lifts = LIFTS }: LiftOptions,
): Lifted[] {
  const reading = new PaperReading(papers, units, stopWords)
  const read = Array.from(slots, (slot, at) => ({ slot, lunr: scores[at] ?? 0, facts: reading.read(slot) }))
  reading.close()
  const bestOfLunr = Math.max(1e-9, scores[0] ?? 0)
  const bestAsTyped = read.reduce((best, { facts }) => Math.max(best, facts.asTyped), 1e-9)
  const lifted = read.map(({ slot, lunr, facts }) => ({
    slot,
    score:
      lifts.lunr * (lunr / bestOfLunr) +
      lifts.asTyped * (facts.asTyped / bestAsTyped) +
      lifts.allAsTyped * facts.shareAsTyped +
      titleLift(facts, units.length, papers.lunr.lengthOf(slot, TITLE), lifts) +
      lifts.coverage * facts.coverage +
      lifts.closeness * facts.closeness +
      lifts.recent * recency(papers.dayOf(slot), newestDay) +
      lifts.inLibrary * (papers.isInLibrary(slot) ? 1 : 0),
  }))
  return lifted.toSorted((a, b) => b.score - a.score || a.slot - b.slot)
}

function titleLift({ inTitle, titleWords, pairsInTitle }: PaperFacts, words: number, titleLength: number, lifts: Lifts): number {
  const share = titleLength === 0 ? 0 : Math.min(1, titleWords / titleLength)
  const order = words < 2 ? 0 : Math.min(1, pairsInTitle / (words - 1))
  const isWhole = inTitle === words && titleLength === words && (words < 2 || order === 1)
  return (
    lifts.allInTitle * (inTitle === words ? 1 : 0) +
    lifts.titleShare * share * (inTitle / words) +
    lifts.titleOrder * order +
    lifts.exactTitle * (isWhole ? 1 : 0)
  )
}

function recency(day: number, newestDay: number): number {
  return day < 0 ? 0 : 2 ** (-Math.max(0, newestDay - day) / HALF_LIFE_DAYS)
}
