// Owns what a saved search is: words of the search box kept under a name, in an order of the reader's own.
import { z } from 'zod'
import { foldWhitespace } from './paper.ts'
import { MAX_SEARCH_LENGTH } from './search-query.ts'

const LONGEST_NAME = 100

/** White space folded, 1 to 100 characters, no control characters. */
export const SearchName = z
  .string()
  .transform((text) => foldWhitespace(text.replace(/[\u0000-\u001f\u007f]/g, ' ')))
  .pipe(z.string().min(1, 'a saved search needs a name').max(LONGEST_NAME, 'a name is at most 100 characters'))

/** As it is typed into the box; the blank at its end counts: it says that the last word is whole. */
export const SearchText = z.string().max(MAX_SEARCH_LENGTH).regex(/\S/, 'a saved search needs words')

export const SavedSearch = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  /** Its new papers stand in the digest. */
  inDigest: z.boolean(),
})
export type SavedSearch = z.infer<typeof SavedSearch>

/** The name itself, or the first of “Name (2)”, “Name (3)” … that is not taken; never longer than a name may be. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let number = 2; isTaken(free); number += 1) {
    const end = ` (${number})`
    free = `${name.slice(0, LONGEST_NAME - end.length).trimEnd()}${end}`
  }
  return free
}
