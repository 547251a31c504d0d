// Owns how a call and an event are declared; `api.ts` is the one table of them.
import type { z } from 'zod'

/** Who answers: core in its worker thread, or the process that owns the window (settings, the system browser). */
export type Owner = 'core' | 'host'

export interface CallSpec<Kind extends 'query' | 'command', In extends z.ZodType, Out extends z.ZodType> {
  readonly kind: Kind
  readonly owner: Owner
  readonly input: In
  readonly output: Out
}

/** A call that reads and changes nothing. */
export function query<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out, owner: Owner = 'core'): CallSpec<'query', In, Out> {
  return { kind: 'query', owner, input, output }
}

/** A call that changes something. */
export function command<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out, owner: Owner = 'core'): CallSpec<'command', In, Out> {
  return { kind: 'command', owner, input, output }
}
