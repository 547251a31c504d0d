// Owns a wire for tests: the far end is in the test's hands, call by call.
import { client } from '#renderer/app/client.ts'
import type { Wire } from '#renderer/app/wire.ts'
import type { ClientFrame, ServerFrame } from '#contract/wire.ts'
import type { CallName, CallOutput } from '#contract/api.ts'
import type { Failure } from '#domain/errors.ts'

export type CallFrame = Extract<ClientFrame, { type: 'call' }>

export class TestWire implements Wire {
  readonly kind: Wire['kind']
  readonly sent: ClientFrame[] = []
  #listener: ((frame: ServerFrame) => void) | undefined

  constructor(kind: Wire['kind'] = 'electron') {
    this.kind = kind
  }

  send(frame: ClientFrame): void {
    this.sent.push(frame)
  }

  onFrame(listener: (frame: ServerFrame) => void): () => void {
    this.#listener = listener
    return () => (this.#listener = undefined)
  }

  say(frame: ServerFrame): void {
    this.#listener?.(frame)
  }

  calls(name?: CallName): CallFrame[] {
    return this.sent.filter((frame): frame is CallFrame => frame.type === 'call' && (name === undefined || frame.name === name))
  }

  last(name: CallName): CallFrame {
    const call = this.calls(name).at(-1)
    if (!call) throw new Error(`no call ${name} was sent`)
    return call
  }

  answer<Name extends CallName>(name: Name, value: CallOutput<Name>): Promise<void> {
    return this.answerCall(this.last(name), value)
  }

  answerCall(call: CallFrame, value: unknown): Promise<void> {
    this.say({ type: 'result', id: call.id, result: { ok: true, value } })
    return settled()
  }

  refuse(name: CallName, failure: Failure): Promise<void> {
    this.say({ type: 'result', id: this.last(name).id, result: { ok: false, error: failure } })
    return settled()
  }
}

/** A wire that the window's client has, with core up at its far end. */
export function connectedWire(): TestWire {
  const wire = new TestWire()
  client.attach(wire)
  wire.say({ type: 'host', core: 'up', sentence: null })
  return wire
}

/** After everything that was already promised. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
