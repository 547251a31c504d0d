// Owns the calls that search: papers by words, and names while they are typed.
import { z } from 'zod'
import { PaperId, PaperRow } from '#domain/paper.ts'
import { query } from './define.ts'

/** Marked text: `[start, end)` in UTF-16 units. */
const Marked = z.object({ text: z.string(), marks: z.array(z.tuple([z.number().int(), z.number().int()])) })

/** Where a match stands; the names are those of the operators. */
export const SearchPart = z.enum(['title', 'author', 'org', 'keyword', 'category', 'tag', 'note', 'abstract', 'annotation', 'pdf'])
export type SearchPart = z.infer<typeof SearchPart>

/** Behind the first `texts` hits of an answer all but the identifier and the score is empty. */
export const SearchHit = z.object({
  id: PaperId,
  score: z.number(),
  /** Where the words were found. */
  fields: z.array(SearchPart),
  title: Marked,
  /** The line of names with those that were found in it; null where none of them was. */
  authors: Marked.nullable(),
  snippet: Marked,
  /** What the snippet is a passage of. */
  snippetOf: SearchPart,
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchSort = z.enum(['relevance', 'date', 'votes'])
export type SearchSort = z.infer<typeof SearchSort>

export const SearchAnswer = z.object({
  /** Best first, at most `limit`. */
  hits: z.array(SearchHit),
  total: z.number().int(),
  /** What was left out or understood differently, as a sentence; null when the words were taken as typed. */
  remark: z.string().nullable(),
  /** The same search with its slips corrected. */
  suggestion: z.string().nullable(),
  /** Where nothing was found: the search that asks for least less and finds something. */
  relaxed: z.object({ text: z.string(), papers: z.number().int() }).nullable(),
  /** The first rows of the hits. */
  rows: z.array(PaperRow),
  index: z.object({ indexed: z.number().int(), total: z.number().int() }),
  ms: z.number(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

export const NameField = z.enum(['author', 'org', 'keyword', 'category'])
export type NameField = z.infer<typeof NameField>

export const searchCalls = {
  'search.query': query(
    z.object({
      text: z.string().max(20_000),
      limit: z.number().int().min(1).max(1000).default(100),
      sort: SearchSort.default('relevance'),
      rows: z.number().int().min(0).max(300).default(0),
      /** So many hits come with what is shown of them; who wants identifiers alone says 0. */
      texts: z.number().int().min(0).max(1000).default(1000),
    }),
    SearchAnswer,
  ),
  /** Names in the library that have the beginnings typed, the most frequent among the best papers first. */
  'search.names': query(
    z.object({ field: NameField, text: z.string().max(300), limit: z.number().int().min(1).max(50).default(8) }),
    z.object({ names: z.array(z.object({ name: z.string(), papers: z.number().int() })) }),
  ),
} as const
