// Owns which papers have most of the words of a search: counted from the rarest word on, so that common ones are only looked up in what is left.
import type { Mask } from './gates.ts'
import type { IndexFacts } from './index-facts.ts'
import { FIELD_BITS, FIELD_MASK, firstNotBelow, type PostingList } from './postings.ts'
import type { QueryUnit } from './query-units.ts'

/** How much longer a list must be than what is looked for in it, for searching it to beat reading it. */
const SEARCH_WHEN_LONGER = 10

/** So many papers, and how many units each of them has at least. */
export interface HoldersOfMost {
  slots: number[]
  least: number
}

/** Papers that have all but one of the units; where these are fewer than `enough`, those that have as many as leaves `enough`, but at least `fewest`. */
export function holdersOfMost(
  index: IndexFacts,
  units: readonly QueryUnit[],
  { fewest, enough, allowed }: { fewest: number; enough: number; allowed: Mask | null },
): HoldersOfMost {
  const bySize = units.map((unit) => ({ unit, size: sizeOf(index, unit) })).toSorted((a, b) => a.size - b.size)
  const sorted = bySize.map(({ unit }) => unit)
  const most = Math.max(fewest, units.length - 1)
  const first = holdersOf(index, sorted, most, allowed)
  if (first.slots.length >= enough || most === fewest) return { slots: first.slots, least: most }
  const { slots, counts } = holdersOf(index, sorted, fewest, allowed)
  for (let least = most - 1; ; least -= 1) {
    const some = least === fewest ? slots : slots.filter((slot) => (counts[slot] as number) >= least)
    if (some.length >= enough || least === fewest) return { slots: some, least }
  }
}

/** Papers that have `least` of the units, the rarest of them first: who has so many has one of the first ones, so only those are read in full. */
function holdersOf(
  index: IndexFacts,
  units: readonly QueryUnit[],
  least: number,
  allowed: Mask | null,
): { slots: number[]; counts: Uint8Array } {
  const counts = new Uint8Array(index.slots)
  /** By slot: the last unit that was counted, plus one. */
  const counted = new Uint8Array(index.slots)
  const slots: number[] = []
  const count = (slot: number, unit: number): void => {
    if (counted[slot] === unit + 1) return
    counted[slot] = unit + 1
    counts[slot] = (counts[slot] as number) + 1
  }
  for (const [at, { terms, fields }] of units.entries()) {
    const mayBeFirst = at <= units.length - least
    for (const { term } of terms) {
      const list = index.postings.listOf(term)
      if (!mayBeFirst && list.end - list.start > slots.length * SEARCH_WHEN_LONGER) {
        for (const slot of slots) if (counted[slot] !== at + 1 && isIn(list, slot, fields)) count(slot, at)
        continue
      }
      const { keys, end } = list
      for (let place = list.start; place < end; place += 1) {
        const key = keys[place] as number
        const slot = key >>> FIELD_BITS
        if (((fields >>> (key & FIELD_MASK)) & 1) === 0) continue
        if (counts[slot] === 0) {
          if (!mayBeFirst || (allowed !== null && allowed[slot] !== 1)) continue
          slots.push(slot)
        }
        count(slot, at)
      }
    }
  }
  return { slots: slots.filter((slot) => (counts[slot] as number) >= least), counts }
}

function sizeOf(index: IndexFacts, { terms }: QueryUnit): number {
  return terms.reduce((sum, { term }) => sum + index.postings.lengthOf(term), 0)
}

function isIn({ keys, start, end }: PostingList, slot: number, fields: number): boolean {
  for (let at = firstNotBelow(keys, start, end, slot << FIELD_BITS); at < end && (keys[at] as number) >>> FIELD_BITS === slot; at += 1)
    if (((fields >>> ((keys[at] as number) & FIELD_MASK)) & 1) === 1) return true
  return false
}
