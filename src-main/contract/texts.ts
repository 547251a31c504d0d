// Owns the calls about the text of a paper: its Markdown or HTML, kept beside its PDF, and the marks that its words carry.
import { z } from 'zod'
import { Annotation, AnnotationColour, TextQuote } from '#domain/annotation.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done, Nothing } from './shapes.ts'

/** Where the reader was: a block of the text, counted from 0, and how much of it was above the edge, 0 to 1. */
export const TextPlace = z.object({ block: z.number().int().min(0), share: z.number().min(0).max(1) })
export type TextPlace = z.infer<typeof TextPlace>

export const PaperText = z.object({
  paperId: PaperId,
  /** `markdown` as Hugging Face gives it; `html` as arXiv does, still to be made safe by whoever shows it. */
  form: z.enum(['markdown', 'html']),
  text: z.string(),
  fetchedAtMs: z.number(),
})
export type PaperText = z.infer<typeof PaperText>

/** A mark, and `[start, end)` of the words it stands on in the text that was given. */
export const MarkInText = z.object({
  annotation: Annotation,
  start: z.number().int(),
  end: z.number().int(),
})
export type MarkInText = z.infer<typeof MarkInText>

const LONGEST_TEXT = 10_000_000

export const textCalls = {
  /** What is kept on disk; null where nothing was fetched yet. */
  'texts.get': query(z.object({ paperId: PaperId }), z.object({ text: PaperText.nullable(), place: TextPlace.nullable() })),
  /** Fetches the text and keeps it, also in the place of one that is here. Throws `not-found` where nobody has one. */
  'texts.fetch': command(z.object({ paperId: PaperId }), z.object({ text: PaperText })),
  'texts.savePlace': command(z.object({ paperId: PaperId, place: TextPlace }), Nothing),
  /** The marks of a paper whose words are in this text, which is normalised as quotes are; the others are only counted. */
  'texts.marks': query(
    z.object({ paperId: PaperId, text: z.string().max(LONGEST_TEXT) }),
    z.object({ marks: z.array(MarkInText), elsewhere: z.number().int() }),
  ),
  /**
   * Marks words that were chosen in the text, on the pages of the paper's PDF. Throws `not-found` where there is no PDF on disk, or where
   * these words are not in it.
   */
  'texts.mark': command(
    z.object({ paperId: PaperId, kind: z.enum(['highlight', 'underline']), colour: AnnotationColour, quote: TextQuote }),
    Done.extend({ annotation: Annotation }),
  ),
} as const
