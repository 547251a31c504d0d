// Owns how a call and an event are declared; `api.ts` is the one table of them.
import type { z } from 'zod'

/** Who answers: core in its worker thread, or the process that owns the window (settings, the system browser). */
export type Owner = 'core' | 'host'

export interface CallSpec<Kind extends 'query' | 'command', By extends Owner, In extends z.ZodType, Out extends z.ZodType> {
  readonly kind: Kind
  readonly owner: By
  readonly input: In
  readonly output: Out
}

/** A call that reads and changes nothing. */
export function query<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): CallSpec<'query', 'core', In, Out> {
  return { kind: 'query', owner: 'core', input, output }
}

/** A call that changes something. */
export function command<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): CallSpec<'command', 'core', In, Out> {
  return { kind: 'command', owner: 'core', input, output }
}

/** The same call, answered by the process that owns the window. */
export function byHost<Kind extends 'query' | 'command', In extends z.ZodType, Out extends z.ZodType>(
  call: CallSpec<Kind, 'core', In, Out>,
): CallSpec<Kind, 'host', In, Out> {
  return { ...call, owner: 'host' }
}
