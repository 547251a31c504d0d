// Owns the places a list can be read from, and how it is sorted and narrowed.
import { z } from 'zod'
import { Day, Month, Week } from './day.ts'
import { Follow } from './follow.ts'
import { PaperState } from './marks.ts'

export const ListPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day: Day }),
  z.object({ kind: z.literal('week'), week: Week }),
  z.object({ kind: z.literal('month'), month: Month }),
  z.object({ kind: z.literal('trending') }),
  /** What gained most votes in the last days, by the counts recorded here. */
  z.object({ kind: z.literal('rising') }),
  /** Papers of everything that is followed, or of one name. */
  z.object({ kind: z.literal('followed'), follow: Follow.optional() }),
  /** Undecided papers of the days before the newest, the likeliest first, near-duplicates folded. */
  z.object({ kind: z.literal('catch-up') }),
  /** What changed since the last visit: what rose, what gained code, what was dismissed and rose later. */
  z.object({ kind: z.literal('since'), what: z.enum(['rose', 'code', 'regret']) }),
  z.object({ kind: z.literal('inbox') }),
  z.object({ kind: z.literal('state'), state: PaperState.exclude(['inbox']) }),
  z.object({ kind: z.literal('snoozed') }),
  /** `text`: only notes, or papers with one, that have every word of it. */
  z.object({ kind: z.literal('notes'), text: z.string().max(2_000).optional() }),
  z.object({ kind: z.literal('tag'), tag: z.string() }),
  z.object({ kind: z.literal('sample') }),
  z.object({ kind: z.literal('all') }),
])
export type ListPlace = z.infer<typeof ListPlace>

/** `waiting` is by what was saved longest ago; `place` is the list's own order: the source's for a day, the reader's for the reading list. */
export const ListSort = z.enum(['place', 'votes', 'date', 'title', 'saved', 'waiting'])
export type ListSort = z.infer<typeof ListSort>

export const ListFilter = z.object({
  undecided: z.boolean().optional(),
  unread: z.boolean().optional(),
  hasCode: z.boolean().optional(),
  hasNote: z.boolean().optional(),
  /** Ten of the papers, drawn by lot; the same ten all day. */
  sample: z.boolean().optional(),
})
export type ListFilter = z.infer<typeof ListFilter>
