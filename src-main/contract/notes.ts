// Owns the calls about notes: their text, the list of them, and the links from one paper to another.
import { z } from 'zod'
import { MAX_NOTE_LENGTH, Note } from '#domain/note.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Ids } from './shapes.ts'

const NamedPaper = z.object({ id: PaperId, title: z.string() })
export type NamedPaper = z.infer<typeof NamedPaper>

export const NoteExcerpt = z.object({
  id: PaperId,
  /** The first words of the note, or those around what was looked for; one line. */
  text: z.string(),
  updatedAtMs: z.number(),
})
export type NoteExcerpt = z.infer<typeof NoteExcerpt>

export const noteCalls = {
  'notes.get': query(z.object({ id: PaperId }), z.object({ note: Note.nullable() })),
  /** One line of each note, for the rows in view. Papers without a note are left out. */
  'notes.excerpts': query(z.object({ ids: Ids, around: z.string().max(2_000).default('') }), z.object({ excerpts: z.array(NoteExcerpt) })),
  /** What `[[…]]` points at, by identifier or by title without regard to case; `paper` is null for a link to nothing. */
  'notes.resolve': query(
    z.object({ targets: z.array(z.string().max(400)).max(200) }),
    z.object({ links: z.array(z.object({ target: z.string(), paper: NamedPaper.nullable() })) }),
  ),
  /** Papers whose note has a link to this one. */
  'notes.backlinks': query(
    z.object({ id: PaperId }),
    z.object({ links: z.array(z.object({ id: PaperId, title: z.string(), text: z.string() })) }),
  ),
  /** Papers by the beginning of their identifier or by words of their title; asks the tables, so it needs no index. */
  'papers.named': query(
    z.object({ text: z.string().max(400), limit: z.number().int().min(1).max(50).default(12) }),
    z.object({ papers: z.array(NamedPaper) }),
  ),
  'notes.save': command(
    /** `ownStep`: a text that came at once; undo does not take it for part of a burst of typing. */
    z.object({
      id: PaperId,
      text: z.string().max(MAX_NOTE_LENGTH),
      baseRevision: z.number().int().min(0),
      ownStep: z.boolean().optional(),
    }),
    /** `note` is what is stored now; `keptBoth` when another window had written meanwhile. Null note: the text is empty. */
    z.object({ note: Note.nullable(), revision: z.number().int(), keptBoth: z.boolean() }),
  ),
} as const
