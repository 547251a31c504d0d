// Owns the calls that bring papers in by hand and carry work in and out.
import { z } from 'zod'
import { PaperState } from '#domain/marks.ts'
import { PaperId } from '#domain/paper.ts'
import { command } from './define.ts'
import { Done } from './shapes.ts'

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

const addedState = PaperState.default('later')

export const exchangeCalls = {
  /** Ids, addresses, DOIs, or a whole BibTeX, RIS or CSL-JSON file. What is not decided yet gets `state`. */
  'papers.add': command(z.object({ text: z.string().max(50_000_001), state: addedState }), AddedPapers),
  /** The same for a file on this machine; also a PDF that bears arXiv's stamp. */
  'papers.addFile': command(z.object({ path: z.string().min(1).max(4096), state: addedState }), AddedPapers),
} as const
