// Owns what a note is: one Markdown text per paper, kept byte for byte, with a revision that no other text of it has.
import { z } from 'zod'
import { PaperId } from './paper.ts'

/** Characters (UTF-16 units); more than ten books. */
export const MAX_NOTE_LENGTH = 4_000_000

export const Note = z.object({
  paperId: PaperId,
  text: z.string(),
  revision: z.number().int(),
  updatedAtMs: z.number(),
})
export type Note = z.infer<typeof Note>

/** Both texts, when one note was edited in two places at once: nothing is chosen away. */
export function keepBothTexts(stored: string, mine: string): string {
  return `${stored}\n\n---\n\n*Also written at the same time, in another window:*\n\n${mine}`
}
