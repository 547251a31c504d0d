// Owns what a reader decides about papers: state, snooze, read.
import { localDayOf, shortDate, type Day } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { type PaperState, STATE_TITLES } from '#domain/marks.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type BulkWork, runBulkCommand } from '../bulk-command.ts'
import { type BulkContext, type CommandContext, runCommand } from '../command.ts'
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

interface Decision {
  ids: PaperId[]
  state: PaperState
}
interface Snooze {
  ids: PaperId[]
  until: Day | null
}
interface Reading {
  ids: PaperId[]
  read: boolean
}

/**
 * Gives papers a state. What joins the reading list goes to its top in the order given; what moves between Later and
 * Shortlist keeps its place. The first saved date is kept for good.
 */
export function decide(context: CommandContext, input: Decision): Done {
  return atOnce(context, 'triage.decide', input.ids, deciding(context, input))
}

/** The same turn by turn, with progress; see `runBulkCommand`. */
export async function decideMany(context: BulkContext, input: Decision, options: { signal: AbortSignal }): Promise<Done> {
  return await byTurns(context, 'triage.decide', input.ids, deciding(context, input), options)
}

/** Sends papers away until the morning of a day; null brings them back now. Their state stays. */
export function snooze(context: CommandContext, input: Snooze): Done {
  return atOnce(context, 'triage.snooze', input.ids, snoozing(context, input))
}

export async function snoozeMany(context: BulkContext, input: Snooze, options: { signal: AbortSignal }): Promise<Done> {
  return await byTurns(context, 'triage.snooze', input.ids, snoozing(context, input), options)
}

export function setRead(context: CommandContext, input: Reading): Done {
  return atOnce(context, 'triage.setRead', input.ids, reading(input))
}

export async function setReadMany(context: BulkContext, input: Reading, options: { signal: AbortSignal }): Promise<Done> {
  return await byTurns(context, 'triage.setRead', input.ids, reading(input), options)
}

function atOnce(context: CommandContext, call: string, ids: readonly PaperId[], work: BulkWork): Done {
  requirePapers(context.store, ids)
  return runCommand(context, call, (rows, nowMs) => {
    for (const id of ids) work.change(rows, id, nowMs)
    return { sentence: work.sentence(named(context.store, ids)), unchanged: work.unchanged }
  })
}

async function byTurns(
  context: BulkContext,
  call: string,
  ids: readonly PaperId[],
  work: BulkWork,
  options: { signal: AbortSignal },
): Promise<Done> {
  requirePapers(context.store, ids)
  return await runBulkCommand(context, call, { ids, work }, options)
}

function deciding(context: CommandContext, { ids, state }: Decision): BulkWork {
  const saving = isOnReadingList(state)
  const onList = saving ? readingListIds(context) : new Set<PaperId>()
  const joining = saving ? ids.filter((id) => !onList.has(id)) : []
  const top = saving ? topOfReadingList(context) - joining.length : 0
  const places = new Map(joining.map((id, index) => [id, top + index]))
  return {
    change: (rows, id, nowMs) => {
      const marks = marksOf(rows, id)
      if (marks.state === state && marks.snoozed_until === null && (marks.decided_at_ms !== null || isInInbox(context, id))) return
      rows.put('marks', {
        ...marks,
        state,
        snoozed_until: null,
        list_position: saving ? (places.get(id) ?? marks.list_position) : null,
        first_saved_at_ms: saving ? (marks.first_saved_at_ms ?? nowMs) : marks.first_saved_at_ms,
        decided_at_ms: nowMs,
      })
    },
    sentence: VERBS[state],
    unchanged: `Already in ${STATE_TITLES[state]}.`,
  }
}

function snoozing({ clock }: CommandContext, { until }: Snooze): BulkWork {
  const today = localDayOf(clock.nowMs())
  if (until !== null && until <= today) {
    throw new DogearError('invalid-input', 'Choose a day after today to snooze until.')
  }
  return {
    change: (rows, id) => rows.put('marks', { ...marksOf(rows, id), snoozed_until: until }),
    sentence: (papers) => (until === null ? `Brought ${papers} back.` : `Snoozed ${papers} until ${shortDate(until, today)}.`),
    unchanged: until === null ? 'It is not snoozed.' : `Already snoozed until ${shortDate(until, today)}.`,
  }
}

function reading({ read }: Reading): BulkWork {
  const word = read ? 'read' : 'unread'
  return {
    change: (rows, id) => rows.put('marks', { ...marksOf(rows, id), read: read ? 1 : 0 }),
    sentence: (papers) => `Marked ${papers} as ${word}.`,
    unchanged: `Already marked as ${word}.`,
  }
}

function readingListIds({ store }: CommandContext): Set<PaperId> {
  const rows = store.sql.prepare("SELECT paper_id FROM marks WHERE state IN ('later', 'shortlist')").all()
  return new Set(rows.map((row) => String(row['paper_id'])))
}

function isInInbox({ store }: CommandContext, id: PaperId): boolean {
  const row = store.sql.prepare('SELECT 1 FROM papers WHERE id = ? AND (sample = 1 OR newest_day >= ?)').get(id, inboxSince(store))
  return row !== undefined
}

function topOfReadingList({ store }: CommandContext): number {
  const row = store.sql.prepare('SELECT min(list_position) AS top FROM marks').get()
  return row?.['top'] === null || row?.['top'] === undefined ? 0 : Math.floor(Number(row['top']))
}
