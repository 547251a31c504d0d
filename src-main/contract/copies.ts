// Owns the calls about copies of the library. The process around core answers them, so they work while the library can't be opened.
import { z } from 'zod'
import { COPY_KINDS } from '#domain/library-copy.ts'
import { byHost, command, query } from './define.ts'
import { Nothing } from './shapes.ts'

export const LibraryCopy = z.object({
  /** The file's name in the folder “backups”. */
  name: z.string(),
  kind: z.enum(COPY_KINDS),
  madeAtMs: z.number(),
  bytes: z.number().int(),
})
export type LibraryCopy = z.infer<typeof LibraryCopy>

export const CareDone = z.object({
  sentence: z.string(),
  /** The name of the copy that what was there before is now; null when there was nothing. */
  keptAs: z.string().nullable(),
})
export type CareDone = z.infer<typeof CareDone>

export const copyCalls = {
  /** Newest first, with the rule by which old ones go. */
  'copies.list': byHost(query(Nothing, z.object({ copies: z.array(LibraryCopy), rule: z.string() }))),
  /** Puts a copy in the place of the library, which is kept as another copy. */
  'copies.restore': byHost(command(z.object({ name: z.string().max(200) }), CareDone)),
  /** Begins an empty library; the present one is kept as a copy. */
  'copies.startFresh': byHost(command(Nothing, CareDone)),
  /** Puts right what can be put right without a loss; of a damaged file, saves what can still be read. The file as it was is kept. */
  'copies.repair': byHost(command(Nothing, CareDone)),
} as const
