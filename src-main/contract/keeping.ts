// Owns the calls about what is kept up to date outside of the library.
import { z } from 'zod'
import { PaperId } from '#domain/paper.ts'
import { command, query } from './define.ts'
import { Done, Nothing } from './shapes.ts'

export const KeptName = z.enum(['bib', 'vault', 'mirror'])
export type KeptName = z.infer<typeof KeptName>

export const KeptState = z.object({
  name: KeptName,
  on: z.boolean(),
  /** An absolute path; empty where none is chosen. */
  where: z.string(),
  /** `waiting`: something changed and is written in a moment; `stopped`: with the next change, or when asked. */
  state: z.enum(['off', 'kept', 'waiting', 'stopped', 'writing', 'failed']),
  papers: z.number().int().nullable(),
  /** While it is written and takes long. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** When it was last found to be as it should. */
  keptAtMs: z.number().nullable(),
  /** A sentence; null while all is well. */
  problem: z.string().nullable(),
})
export type KeptState = z.infer<typeof KeptState>

export const keepingCalls = {
  'keeping.status': query(Nothing, z.object({ kept: z.array(KeptState) })),
  /** Writes what is switched on now, and waits for it. */
  'keeping.run': command(Nothing, z.object({ kept: z.array(KeptState) })),
  /** Stops what is being written; what is not done is done with the next change. */
  'keeping.stop': command(Nothing, Nothing),
  /** Notes that were changed in the library and in the vault since they were the same; each stays where it is until it is settled. */
  'vault.conflicts': query(
    Nothing,
    z.object({
      conflicts: z.array(
        z.object({
          id: PaperId,
          title: z.string(),
          file: z.string(),
          mine: z.string(),
          theirs: z.string(),
          foundAtMs: z.number(),
        }),
      ),
    }),
  ),
  /** Makes one text, or both, the note; the vault gets it too, and the other stays in the history. Throws `not-found`. */
  'vault.settle': command(z.object({ id: PaperId, keep: z.enum(['mine', 'vault', 'both']) }), Done),
} as const
