// Owns who answers a call that came over any wire: the host itself, or core.
import { api, type CallName, isCallName } from '#contract/api.ts'
import type { CallFrame, Outcome } from '#contract/wire.ts'
import type { Core } from './core-thread/core-thread.ts'
import type { HostCalls } from './host-calls.ts'

export interface Answerers {
  core: Core
  hostCalls: HostCalls
}

export function isOfHost(name: string): name is CallName {
  return isCallName(name) && api[name].owner === 'host'
}

/** Never rejects; a name that is no call is refused by core. The signal stops core only. */
export async function answerCall(
  { core, hostCalls }: Answerers,
  { name, input }: Pick<CallFrame, 'name' | 'input'>,
  signal: AbortSignal,
): Promise<Outcome> {
  return isOfHost(name) ? await hostCalls.call(name, input) : await core.call(name, input, { signal })
}
