// Owns the order of the reading list; saving a paper to it is a decision, see triage.ts.
import { DogearError } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { named, requirePapers } from '../queries/paper-names.ts'
import type { ReaderRows } from '../storage/reader-rows.ts'
import { isOnReadingList, marksOf } from '../storage/marks-rows.ts'

/** Below this distance two places can no longer be told apart safely, and the list is numbered anew. */
const SMALLEST_GAP = 1e-6

/** Moves papers directly before another of the reading list, or to its end when `before` is null, in the order given. */
export function move(context: CommandContext, { ids, before }: { ids: PaperId[]; before: PaperId | null }): Done {
  requirePapers(context.store, ids)
  return runCommand(context, 'readingList.move', (rows) => {
    for (const id of before === null ? ids : [...ids, before]) {
      if (!isOnReadingList(marksOf(rows, id).state)) {
        throw new DogearError('invalid-input', 'Only papers in Later or Shortlist have a place in the reading list. Save it first.')
      }
    }
    const sentence = `Moved ${named(context.store, ids)} in the reading list.`
    if (before !== null && ids.includes(before)) return { sentence, unchanged: 'Already there.' }
    place(context, rows, ids, before)
    return { sentence, unchanged: 'Already there.' }
  })
}

function place({ store }: CommandContext, rows: ReaderRows, ids: readonly PaperId[], before: PaperId | null): void {
  const moving = new Set(ids)
  const all = store.sql
    .prepare('SELECT paper_id, list_position FROM marks WHERE list_position IS NOT NULL ORDER BY list_position, paper_id')
    .all()
  const rest = all.map((row) => ({ id: String(row['paper_id']), at: Number(row['list_position']) })).filter(({ id }) => !moving.has(id))
  const index = before === null ? rest.length : rest.findIndex(({ id }) => id === before)
  const low = rest[index - 1]?.at
  const high = rest[index]?.at
  const from = low ?? (high ?? 0) - ids.length - 1
  const to = high ?? from + ids.length + 1
  const step = (to - from) / (ids.length + 1)
  const set = (id: PaperId, at: number): void => rows.put('marks', { ...marksOf(rows, id), list_position: at })
  if (step >= SMALLEST_GAP) {
    ids.forEach((id, order) => set(id, from + step * (order + 1)))
    return
  }
  const order = [...rest.slice(0, index).map(({ id }) => id), ...ids, ...rest.slice(index).map(({ id }) => id)]
  order.forEach((id, at) => set(id, at))
}
