// Owns which function answers which call about what is kept up to date outside of the library.
import type { keepingCalls } from '#contract/keeping.ts'
import { listConflicts, settleConflict } from '../exchange/vault/settle-conflict.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function keepingHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof keepingCalls> {
  const { store, ports, changed, keeping, settings } = parts
  const vault = { ...parts, context: { store, clock: ports.clock, random: ports.random, changed } }
  return {
    'keeping.status': () => ({ kept: keeping.status() }),
    'keeping.run': async (_, options) => ({ kept: await keeping.run(options) }),
    'keeping.stop': () => {
      keeping.stop()
      return {}
    },
    'vault.conflicts': () => listConflicts(vault, settings().exchange),
    'vault.settle': (input) => {
      const done = settleConflict(vault, settings().exchange, input)
      keeping.changed(['notes'], [input.id])
      changed(['activity'], [])
      return done
    },
  }
}
