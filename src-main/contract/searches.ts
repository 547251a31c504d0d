// Owns the calls about searches that are kept: saved under a name, and those of late.
import { z } from 'zod'
import { SavedSearch, SearchName, SearchText } from '#domain/saved-search.ts'
import { command, query } from './define.ts'
import { Done, Nothing } from './shapes.ts'

const SavedSearchId = z.string().min(1).max(100)

export const savedSearchCalls = {
  /** In the reader's order; `recent`: what was asked last, newest first. */
  'searches.list': query(Nothing, z.object({ searches: z.array(SavedSearch), recent: z.array(z.string()) })),
  /** How many papers have all that a saved search asks for. */
  'searches.counts': query(Nothing, z.object({ counts: z.array(z.object({ id: z.string(), papers: z.number().int() })) })),
  /** Without a name the words are its name. Throws `conflict` for a name that is taken. */
  'searches.save': command(z.object({ query: SearchText, name: SearchName.optional() }), Done.extend({ id: z.string() })),
  'searches.change': command(
    z.object({ id: SavedSearchId, name: SearchName.optional(), query: SearchText.optional(), inDigest: z.boolean().optional() }),
    Done,
  ),
  /** Puts a saved search directly before another, or at the end. */
  'searches.move': command(z.object({ id: SavedSearchId, before: SavedSearchId.nullable() }), Done),
  'searches.delete': command(z.object({ id: SavedSearchId }), Done),
  /** A search of late, for the empty box; no step of undo. */
  'searches.remember': command(z.object({ query: SearchText }), Nothing),
  /** Forgets one search of late, or all when it is null. For good. */
  'searches.forget': command(z.object({ query: z.string().nullable() }), Nothing),
} as const
