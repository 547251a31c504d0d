// Owns the calls that bring papers in by hand and carry work in and out.
import { z } from 'zod'
import { Day } from '#domain/day.ts'
import { PaperState } from '#domain/marks.ts'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { UPLOAD_BYTES } from './files.ts'
import { Done, Ids, Nothing } from './shapes.ts'

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

/**
 * Where a file was written. `path` names it; into `folder` it goes under a name of its own and over nothing; with neither it goes into the data
 * folder's `exports`.
 */
const Written = z.object({ path: z.string(), bytes: z.number().int(), papers: z.number().int(), sentence: z.string() })
const FilePath = z.string().min(1).max(4096)

const addedState = PaperState.default('later')

const Imported = Done.extend({ merged: z.boolean(), papers: z.number().int() })

export const AccessKeyFacts = z.object({ name: z.string().trim().min(1).max(100), opens: z.enum(['feeds', 'api']) })
export type AccessKeyFacts = z.infer<typeof AccessKeyFacts>

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
  'library.archive': command(
    z.object({ path: FilePath.optional(), folder: FilePath.optional(), pdfs: z.boolean().default(false) }),
    Written,
  ),
  /** Some papers with notes, tags and marks, for a colleague; `by` is the name they see. */
  'papers.pack': command(
    z.object({ ids: Ids, path: FilePath.optional(), folder: FilePath.optional(), by: z.string().max(200).default('') }),
    Written,
  ),
  /** An archive or a pack: identical in an empty library, merged into any other as one step of undo. */
  'library.import': command(z.object({ path: FilePath }), Imported),
  /** The same for a file that the window holds, in pieces: `offset` 0 begins, `done` ends it and takes the whole over. */
  'library.receive': command(
    z.object({
      upload: z.uuid(),
      offset: z.number().int().min(0),
      base64: z.string().max(Math.ceil(UPLOAD_BYTES / 3) * 4),
      done: z.boolean(),
    }),
    z.object({ done: Imported.nullable() }),
  ),
  /** Into the collection that is selected in the Zotero which runs on this machine. Throws `offline` where none does, `conflict` where it refuses. */
  'zotero.send': command(z.object({ ids: Ids }), z.object({ sent: z.number().int(), sentence: z.string() })),
  /** Keys for feed readers and other programs, without their secrets. */
  'keys.list': query(Nothing, z.object({ keys: z.array(AccessKeyFacts) })),
  /** The secret is told this once. Throws `conflict` where the name is taken. */
  'keys.add': command(AccessKeyFacts, z.object({ key: z.string() })),
  /** From now on it opens nothing. Throws `not-found`. */
  'keys.revoke': command(z.object({ name: AccessKeyFacts.shape.name }), Nothing),
} as const
