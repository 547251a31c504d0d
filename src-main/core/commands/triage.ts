// Owns what a reader decides about papers: state, snooze, read.
import { localDayOf, type Day } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { type PaperState, STATE_TITLES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { isOnReadingList, marksOf } from '../storage/marks-rows.ts'
import { named, requirePapers } from '../queries/paper-names.ts'
import { inboxSince } from '../storage/store.ts'

const VERBS: Record<PaperState, (papers: string) => string> = {
  inbox: (papers) => `Put ${papers} back in the inbox.`,
  later: (papers) => `Saved ${papers} to Later.`,
  shortlist: (papers) => `Saved ${papers} to Shortlist.`,
  archive: (papers) => `Archived ${papers}.`,
  dismissed: (papers) => `Dismissed ${papers}.`,
}

/**
 * Gives papers a state. What joins the reading list goes to its top in the order given; what moves between Later and
 * Shortlist keeps its place. The first saved date is kept for good.
 */
export function decide(context: CommandContext, { ids, state }: { ids: PaperId[]; state: PaperState }): Done {
  requirePapers(context.store, ids)
  return runCommand(context, 'triage.decide', (rows, nowMs) => {
    const saving = isOnReadingList(state)
    const joining = saving ? ids.filter((id) => !isOnReadingList(marksOf(rows, id).state)) : []
    const top = saving ? topOfReadingList(context) - joining.length : 0
    const places = new Map(joining.map((id, index) => [id, top + index]))
    for (const id of ids) {
      const marks = marksOf(rows, id)
      if (marks.state === state && marks.snoozed_until === null && (marks.decided_at_ms !== null || isInInbox(context, id))) continue
      rows.put('marks', {
        ...marks,
        state,
        snoozed_until: null,
        list_position: saving ? (places.get(id) ?? marks.list_position) : null,
        first_saved_at_ms: saving ? (marks.first_saved_at_ms ?? nowMs) : marks.first_saved_at_ms,
        decided_at_ms: nowMs,
      })
    }
    const papers = named(context.store, ids)
    return { sentence: VERBS[state](papers), unchanged: `Already in ${STATE_TITLES[state]}.` }
  })
}

/** Sends papers away until the morning of a day; null brings them back now. Their state stays. */
export function snooze(context: CommandContext, { ids, until }: { ids: PaperId[]; until: Day | null }): Done {
  requirePapers(context.store, ids)
  if (until !== null && until <= localDayOf(context.clock.nowMs())) {
    throw new DogearError('invalid-input', 'Choose a day after today to snooze until.')
  }
  return runCommand(context, 'triage.snooze', (rows) => {
    for (const id of ids) rows.put('marks', { ...marksOf(rows, id), snoozed_until: until })
    const papers = named(context.store, ids)
    return until === null
      ? { sentence: `Brought ${papers} back.`, unchanged: 'It is not snoozed.' }
      : { sentence: `Snoozed ${papers} until ${until}.`, unchanged: `Already snoozed until ${until}.` }
  })
}

export function setRead(context: CommandContext, { ids, read }: { ids: PaperId[]; read: boolean }): Done {
  requirePapers(context.store, ids)
  return runCommand(context, 'triage.setRead', (rows) => {
    for (const id of ids) rows.put('marks', { ...marksOf(rows, id), read: read ? 1 : 0 })
    const word = read ? 'read' : 'unread'
    return { sentence: `Marked ${named(context.store, ids)} as ${word}.`, unchanged: `Already marked as ${word}.` }
  })
}

function isInInbox({ store }: CommandContext, id: PaperId): boolean {
  const row = store.sql.prepare('SELECT 1 FROM papers WHERE id = ? AND (sample = 1 OR newest_day >= ?)').get(id, inboxSince(store))
  return row !== undefined
}

function topOfReadingList({ store }: CommandContext): number {
  const row = store.sql.prepare('SELECT min(list_position) AS top FROM marks').get()
  return row?.['top'] === null || row?.['top'] === undefined ? 0 : Math.floor(Number(row['top']))
}
