// Owns what became of the papers of a triage: of a whole day, however it was decided; of the inbox, what this sitting decided.
import { READING_LIST_STATES } from '#domain/marks.ts'
import type { PaperId, PaperRow } from '#domain/paper.ts'
import { today } from '#renderer/state/clock.ts'
import type { PaperList } from '#renderer/state/lists.ts'
import { papers } from '#renderer/state/papers.ts'
import type { Sitting } from '#renderer/state/window.ts'

export type Outcome = 'later' | 'shortlist' | 'archive' | 'dismissed' | 'snoozed'
export type Outcomes = ReadonlyMap<PaperId, Outcome>

/** The papers of a day stay in it when they are decided, so their rows say all; those of the inbox leave it. */
export function outcomesOf(list: PaperList, { decided }: Sitting): Outcomes {
  if (!isOfDays(list)) return decided
  const day = today()
  return new Map(
    list.ids.flatMap((id) => {
      const row = papers.get(id)
      const outcome = row ? outcomeOf(row, day) : decided.get(id)
      return outcome === undefined ? [] : [[id, outcome] as const]
    }),
  )
}

/** Counted by core for days, so that papers count that are not in view yet. */
export function savedIn(list: PaperList, sitting: Sitting): number {
  return isOfDays(list) ? list.saved : savedOf(sitting.decided)
}

function isOfDays({ place: { kind } }: PaperList): boolean {
  return kind === 'day' || kind === 'week' || kind === 'month' || kind === 'sample'
}

function outcomeOf({ state, snoozedUntil }: PaperRow, day: string): Outcome | undefined {
  if (snoozedUntil !== null && snoozedUntil > day) return 'snoozed'
  return state === 'inbox' ? undefined : state
}

export function countOf(outcomes: Outcomes, wanted: Outcome): number {
  return [...outcomes.values()].filter((outcome) => outcome === wanted).length
}

export function savedOf(outcomes: Outcomes): number {
  return READING_LIST_STATES.reduce((sum, state) => sum + countOf(outcomes, state), 0)
}
