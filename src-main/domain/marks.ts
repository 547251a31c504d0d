// Owns what a reader decides about a paper: its one state, whether it was read, and until when it is away.
import { z } from 'zod'
import { Day } from './day.ts'

/** Exactly one at a time; `inbox` means undecided. */
export const PaperState = z.enum(['inbox', 'later', 'shortlist', 'archive', 'dismissed'])
export type PaperState = z.infer<typeof PaperState>

/** The states that make up the reading list. */
export const READING_LIST_STATES = ['later', 'shortlist'] as const satisfies readonly PaperState[]

export const STATE_TITLES: Readonly<Record<PaperState, string>> = {
  inbox: 'Inbox',
  later: 'Later',
  shortlist: 'Shortlist',
  archive: 'Archive',
  dismissed: 'Dismissed',
}

export const Marks = z.object({
  state: PaperState,
  read: z.boolean(),
  snoozedUntil: Day.nullable(),
})
export type Marks = z.infer<typeof Marks>

/** The inbox reaches back this many days before the first start; older days are there to browse. */
export const INBOX_DAYS_BEFORE_FIRST_START = 14
