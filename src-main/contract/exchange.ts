// Owns the calls that bring papers in by hand and carry work in and out.
import { z } from 'zod'
import { Day } from '#domain/day.ts'
import { PaperState } from '#domain/marks.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done, Ids } from './shapes.ts'

const AddedPapers = Done.extend({
  added: z.array(PaperId),
  /** In the library before. */
  known: z.array(PaperId),
  /** arXiv does not know them. */
  missing: z.array(PaperId),
  /** Not fetched, because the network or arXiv failed on the way; the sentence says how. */
  waiting: z.array(PaperId),
  /** Entries that name no paper of arXiv, at most 1,000. */
  unread: z.array(z.string()),
})
export type AddedPapers = z.infer<typeof AddedPapers>

/** Where a file was written; without a path it goes into the data folder's `exports`. */
const Written = z.object({ path: z.string(), bytes: z.number().int(), papers: z.number().int(), sentence: z.string() })
const FilePath = z.string().min(1).max(4096)

const addedState = PaperState.default('later')

export const exchangeCalls = {
  /** Ids, addresses, DOIs, or a whole BibTeX, RIS or CSL-JSON file. What is not decided yet gets `state`. */
  'papers.add': command(z.object({ text: z.string().max(50_000_001), state: addedState }), AddedPapers),
  /** The same for a file on this machine; also a PDF that bears arXiv's stamp. */
  'papers.addFile': command(z.object({ path: FilePath, state: addedState }), AddedPapers),
  /** A feed of a day's papers (the newest unless told), of what is trending, or of the saved search of this name, newest first. */
  'papers.feed': query(
    z.object({
      of: z.enum(['day', 'trending', 'search']),
      search: z.string().max(100).optional(),
      day: Day.optional(),
      format: z.enum(['atom', 'json']),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ text: z.string(), type: z.string(), papers: z.number().int() }),
  ),
  /** The whole library as one file, for another machine or for safe keeping; its layout is in the README. */
  'library.archive': command(z.object({ path: FilePath.optional(), pdfs: z.boolean().default(false) }), Written),
  /** Some papers with notes, tags and marks, for a colleague; `by` is the name they see. */
  'papers.pack': command(z.object({ ids: Ids, path: FilePath.optional(), by: z.string().max(200).default('') }), Written),
  /** An archive or a pack: identical in an empty library, merged into any other as one step of undo. */
  'library.import': command(z.object({ path: FilePath }), Done.extend({ merged: z.boolean(), papers: z.number().int() })),
} as const
