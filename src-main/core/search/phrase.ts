// Owns whether words stand next to each other: by their terms in the index, and word for word in a text.
import { foldedWords } from './fold.ts'
import type { IndexFacts } from './index-facts.ts'

/** Whether terms follow each other in one of the fields; stop words, which the index doesn't keep, count for nothing. */
export function standTogether(index: IndexFacts, slot: number, terms: readonly number[], fields: number): boolean {
  if (terms.length === 0) return false
  let fieldAtHand = -1
  let isFound = false
  // how many of the terms, from the first, end here: one entry for each beginning that is still open
  let open: number[] = []
  index.streams.each(slot, (field, _place, term) => {
    if (isFound) return
    if (field !== fieldAtHand) {
      fieldAtHand = field
      open = []
    }
    if (((fields >>> field) & 1) === 0) return
    const still: number[] = []
    for (const matched of open) if (terms[matched] === term) still.push(matched + 1)
    if (terms[0] === term) still.push(1)
    isFound = still.includes(terms.length)
    open = still
  })
  return isFound
}

/** Whether a text has exactly these folded words next to each other. */
export function holdsPhrase(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const textWords = foldedWords(text)
  for (let start = 0; start + words.length <= textWords.length; start += 1) {
    if (words.every((word, at) => textWords[start + at] === word)) return true
  }
  return false
}
