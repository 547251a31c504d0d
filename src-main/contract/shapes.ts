// Owns the small shapes that many calls share.
import { z } from 'zod'
import { PaperId } from '#domain/paper.ts'

export const Nothing = z.object({})
export const Ids = z.array(PaperId).min(1).max(100_000)

/** What a command did: the sentence for the toast and the live region, and the step that undo takes back. */
export const Done = z.object({
  sentence: z.string(),
  /** Null when nothing had to change. */
  historyId: z.number().int().nullable(),
  /** The papers it touched, at most 200: undo shows them again. */
  ids: z.array(PaperId),
})
export type Done = z.infer<typeof Done>
