// Owns the end of catching up: what is left is archived at once, with the near-duplicates folded into it.
import { localDayOf } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { missedIds, nearDuplicates } from '../queries/catch-up.ts'
import { requirePapers } from '../queries/paper-names.ts'
import { marksOf } from '../storage/marks-rows.ts'

/**
 * Only what is still undecided; a paper that came meanwhile and was not shown stays. What belongs to it is found turn by turn, so that other
 * calls are answered meanwhile; then all of it is written at once.
 */
export async function archiveRest(context: CommandContext & { yieldTurn(): Promise<void> }, { ids }: { ids: PaperId[] }): Promise<Done> {
  const { store, clock } = context
  requirePapers(store, ids)
  const today = localDayOf(clock.nowMs())
  const missed = missedIds(store, today)
  const undecided = new Set(missed)
  const left = ids.filter((id) => undecided.has(id))
  const twins = await nearDuplicates(store, left, missed, () => context.yieldTurn())
  return runCommand(context, 'feed.archiveRest', (rows, nowMs) => {
    // some may have been decided, snoozed or taken back by the source meanwhile
    const still = new Set(missedIds(store, today))
    const archive = (papers: readonly PaperId[]): number => {
      const archived = papers.filter((id) => still.has(id))
      for (const id of archived)
        rows.put('marks', { ...marksOf(rows, id), state: 'archive', snoozed_until: null, list_position: null, decided_at_ms: nowMs })
      return archived.length
    }
    const count = archive(left)
    const folded = archive(twins)
    const papers = count === 1 ? '1 paper' : `${count} papers`
    const also = folded === 0 ? '' : ` and ${folded === 1 ? '1 near-duplicate' : `${folded} near-duplicates`}`
    return { sentence: `Archived the rest: ${papers}${also}.`, unchanged: 'There is nothing left to archive.' }
  })
}
