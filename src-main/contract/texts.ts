// Owns the calls about the text of a paper: its Markdown or HTML, kept beside its PDF.
import { z } from 'zod'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'

export const PaperText = z.object({
  paperId: PaperId,
  /** `markdown` as Hugging Face gives it; `html` as arXiv does, still to be made safe by whoever shows it. */
  form: z.enum(['markdown', 'html']),
  text: z.string(),
  fetchedAtMs: z.number(),
})
export type PaperText = z.infer<typeof PaperText>

export const textCalls = {
  /** What is kept on disk; null where nothing was fetched yet. */
  'texts.get': query(z.object({ paperId: PaperId }), z.object({ text: PaperText.nullable() })),
  /** Fetches the text and keeps it, also in the place of one that is here. Throws `not-found` where nobody has one. */
  'texts.fetch': command(z.object({ paperId: PaperId }), z.object({ text: PaperText })),
} as const
