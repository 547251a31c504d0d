// Owns the one door into core: a name and an unknown input come in, a checked outcome goes out; nothing throws.
import { type CallName, api, isCallName } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import { type Failure, toFailure } from '#domain/errors.ts'
import type { Handlers } from './handlers.ts'
import type { Ports } from './ports.ts'

export interface Dispatch {
  (name: string, input: unknown, options: { signal: AbortSignal }): Promise<Outcome>
}

/** `checkOutputs` also parses what handlers return, which tests do; a mismatch is an `internal` failure. */
export function createDispatch(handlers: Handlers, { log, checkOutputs }: { log: Ports['log']; checkOutputs: boolean }): Dispatch {
  return async (name, input, { signal }) => {
    if (!isCallName(name) || api[name].owner !== 'core') {
      return fail({ code: 'unsupported', message: `Dogear knows no call “${name.slice(0, 64)}”.`, retryable: false })
    }
    const parsed = api[name].input.safeParse(input ?? {})
    if (!parsed.success) {
      const { issues } = parsed.error
      const detail = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      const why = [...new Set(issues.map((issue) => issue.message))].join('; ')
      return fail({ code: 'invalid-input', message: `That can't be done: ${why}.`, retryable: false, detail: `${name}: ${detail}` })
    }
    try {
      if (signal.aborted) return fail(cancelled)
      const value = await run(handlers, name, parsed.data, signal)
      return { ok: true, value: checkOutputs ? api[name].output.parse(value) : value }
    } catch (thrown) {
      if (signal.aborted) return fail(cancelled)
      const failure = toFailure(thrown)
      if (failure.code === 'internal') log({ level: 'error', event: 'call failed', facts: { call: name, detail: failure.detail ?? '' } })
      return fail(failure)
    }
  }
}

const cancelled: Failure = { code: 'cancelled', message: 'Stopped.', retryable: true }

function fail(error: Failure): Outcome {
  return { ok: false, error }
}

/** The input was parsed by the schema of this very name, which TypeScript can't follow through the table. */
function run(handlers: Handlers, name: CallName, input: unknown, signal: AbortSignal): unknown {
  const handler = handlers[name as keyof Handlers] as (input: unknown, options: { signal: AbortSignal }) => unknown
  return handler(input, { signal })
}
