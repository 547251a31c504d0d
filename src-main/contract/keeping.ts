// Owns the calls about what is kept up to date outside of the library.
import { z } from 'zod'
import { command, query } from './define.ts'
import { Nothing } from './shapes.ts'

export const KeptName = z.enum(['bib'])
export type KeptName = z.infer<typeof KeptName>

export const KeptState = z.object({
  name: KeptName,
  on: z.boolean(),
  /** An absolute path; empty where none is chosen. */
  where: z.string(),
  /** `waiting`: something changed and is written in a moment. */
  state: z.enum(['off', 'kept', 'waiting', 'writing', 'failed']),
  papers: z.number().int().nullable(),
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
} as const
