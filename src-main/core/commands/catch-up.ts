// Owns the end of catching up: what is left is archived at once, with the near-duplicates folded into it.
import { counted } from '#domain/counted.ts'
import { localDayOf } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type BulkWork, runBulkCommand } from '../bulk-command.ts'
import type { BulkContext } from '../command.ts'
import { missedIds, nearDuplicates } from '../queries/catch-up.ts'
import { requirePapers } from '../queries/paper-names.ts'
import { marksOf } from '../storage/marks-rows.ts'

/**
 * Only what is still undecided; a paper that came meanwhile and was not shown stays. What belongs to it is found turn by turn and written turn by
 * turn, so that other calls are answered meanwhile; see `runBulkCommand`.
 */
export async function archiveRest(context: BulkContext, { ids }: { ids: PaperId[] }, options: { signal: AbortSignal }): Promise<Done> {
  const { store, clock } = context
  requirePapers(store, ids)
  const today = localDayOf(clock.nowMs())
  const missed = missedIds(store, today)
  const undecided = new Set(missed)
  const left = ids.filter((id) => undecided.has(id))
  const twins = await nearDuplicates(store, left, missed, () => context.yieldTurn())
  const isListed = new Set(left)
  let listed = 0
  let folded = 0
  const work: BulkWork = {
    // some may have been decided or snoozed meanwhile
    mayChange: (rows, id) => {
      const { state, snoozed_until: until } = marksOf(rows, id)
      return state === 'inbox' && (until === null || until <= today)
    },
    change: (rows, id, nowMs) => {
      rows.put('marks', { ...marksOf(rows, id), state: 'archive', snoozed_until: null, list_position: null, decided_at_ms: nowMs })
      if (isListed.has(id)) listed += 1
      else folded += 1
    },
    sentence: () => {
      const papers = counted(listed, 'paper')
      const also = folded === 0 ? '' : ` and ${counted(folded, 'near-duplicate')}`
      return `Archived the rest: ${papers}${also}.`
    },
    unchanged: 'There is nothing left to archive.',
  }
  return await runBulkCommand(context, 'feed.archiveRest', { ids: [...left, ...twins], work }, options)
}
