// Owns where each step of this window's history was done, so that undo can go back there.
import type { Place } from '../words/places.ts'

const MOST_STEPS = 500
const places = new Map<number, Place>()

export function rememberStep(historyId: number, place: Place): void {
  places.set(historyId, place)
  const oldest = places.size > MOST_STEPS ? places.keys().next().value : undefined
  if (oldest !== undefined) places.delete(oldest)
}

/** Undefined for steps of another window or an earlier start. */
export function placeOfStep(historyId: number | null): Place | undefined {
  return historyId === null ? undefined : places.get(historyId)
}
