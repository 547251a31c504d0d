// Owns the calls about pictures: those of papers and organizations, kept for offline use, and those pasted into notes.
import { z } from 'zod'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Nothing } from './shapes.ts'

/** Paths under the window's own address; null where there is none, or none yet. */
export const PaperPictures = z.object({ id: PaperId, thumbnail: z.string().nullable(), avatar: z.string().nullable() })
export type PaperPictures = z.infer<typeof PaperPictures>

export const pictureCalls = {
  /** What is kept of these papers' pictures; what is not is asked for in the background, and the event `changed` says when it came. */
  'pictures.ofPapers': command(z.object({ ids: z.array(PaperId).max(200) }), z.object({ pictures: z.array(PaperPictures) })),
  'pictures.kept': query(Nothing, z.object({ pictures: z.number().int(), bytes: z.number().int() })),
  /** Lets all kept pictures of papers and organizations go; those of notes stay. */
  'pictures.forget': command(Nothing, z.object({ sentence: z.string() })),
  /** Keeps a picture for a note, by the hash of its bytes; the answer is what the note names it by. */
  'notes.addImage': command(z.object({ base64: z.string().max(14_000_000) }), z.object({ address: z.string() })),
} as const
