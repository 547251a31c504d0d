// Owns the calls about what the reader did: the journal, single steps, and going to a moment.
import { z } from 'zod'
import { PaperRow } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done, Nothing } from './shapes.ts'

export const HistoryEntry = z.object({
  id: z.number().int(),
  atMs: z.number(),
  sentence: z.string(),
  /** `undone` can be done again, `taken-back` can't any more; `dropped` is in effect and can't be taken back. */
  status: z.enum(['done', 'undone', 'taken-back', 'dropped']),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** What came back, with its papers as they are now: seen without another question. */
const Travelled = z.object({ ...Done.shape, rows: z.array(PaperRow) })

export const historyCalls = {
  /** Newest first; `before` is the id of the last one seen. */
  'history.list': query(
    z.object({ limit: z.number().int().min(1).max(1000).default(100), before: z.number().int().nullable().default(null) }),
    z.object({ entries: z.array(HistoryEntry), total: z.number().int(), canUndo: z.boolean(), canRedo: z.boolean() }),
  ),
  'history.undo': command(Nothing, Travelled),
  'history.redo': command(Nothing, Travelled),
  /** Takes back one step, wherever it stands, as long as nothing it did was changed since. */
  'history.undoStep': command(z.object({ id: z.number().int() }), Done),
  /** The moment just after this step (null: before the first): later steps are taken back, those up to it done again. */
  'history.goTo': command(z.object({ id: z.number().int().nullable() }), Done),
} as const
