// Owns whether words stand next to each other in a paper, word for word, stop words too.
import type { IndexFacts } from './index-facts.ts'

/** Whether folded words follow each other in one of the fields. */
export function standTogether(index: IndexFacts, slot: number, words: readonly string[], fields: number): boolean {
  const ids = words.map((word) => index.words.idOf(word) ?? -1)
  if (ids.length === 0 || ids.includes(-1)) return false
  let fieldAtHand = -1
  let isFound = false
  // how many of the words, from the first, end here: one entry for each beginning that is still open
  let open: number[] = []
  index.eachTerm(slot, (field, _place, _term, word) => {
    if (isFound || ((fields >>> field) & 1) === 0) return
    if (field !== fieldAtHand) {
      fieldAtHand = field
      open = []
    }
    if (open.length === 0 && ids[0] !== word) return
    const still: number[] = []
    for (const matched of open) if (ids[matched] === word) still.push(matched + 1)
    if (ids[0] === word) still.push(1)
    isFound = still.includes(ids.length)
    open = still
  })
  return isFound
}
