// Owns the end of catching up: what is left is archived at once, with the near-duplicates folded into it.
import { localDayOf } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { nearDuplicates } from '../queries/catch-up.ts'
import { missedIds } from '../queries/feed-lists.ts'
import { requirePapers } from '../queries/paper-names.ts'
import { marksOf } from '../storage/marks-rows.ts'

/** Only what is still undecided; a paper that came meanwhile and was not shown stays. */
export function archiveRest(context: CommandContext, { ids }: { ids: PaperId[] }): Done {
  const { store, clock } = context
  requirePapers(store, ids)
  const missed = missedIds(store, localDayOf(clock.nowMs()))
  const undecided = new Set(missed)
  const left = ids.filter((id) => undecided.has(id))
  const twins = nearDuplicates(store, left, missed)
  return runCommand(context, 'feed.archiveRest', (rows, nowMs) => {
    for (const id of [...left, ...twins]) {
      rows.put('marks', { ...marksOf(rows, id), state: 'archive', snoozed_until: null, list_position: null, decided_at_ms: nowMs })
    }
    const papers = left.length === 1 ? '1 paper' : `${left.length} papers`
    const also = twins.length === 0 ? '' : ` and ${twins.length === 1 ? '1 near-duplicate' : `${twins.length} near-duplicates`}`
    return { sentence: `Archived the rest: ${papers}${also}.`, unchanged: 'There is nothing left to archive.' }
  })
}
