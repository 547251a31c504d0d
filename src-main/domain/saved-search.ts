// Owns what a saved search is: words of the search box kept under a name, in an order of the reader's own.
import { z } from 'zod'
import { foldWhitespace } from './paper.ts'
import { MAX_SEARCH_LENGTH } from './search-query.ts'

/** White space folded, 1 to 100 characters, no control characters. */
export const SearchName = z
  .string()
  .transform((text) => foldWhitespace(text.replace(/[\u0000-\u001f\u007f]/g, ' ')))
  .pipe(z.string().min(1, 'a saved search needs a name').max(100, 'a name is at most 100 characters'))

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
