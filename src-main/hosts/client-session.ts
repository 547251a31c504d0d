// Owns one window or tab as a host sees it: its calls in flight, and every event that goes to it.
import { api, isCallName } from '#contract/api.ts'
import { type CallFrame, ClientFrame, type ServerFrame } from '#contract/wire.ts'
import { answerCall, type Answerers, isOfHost } from './answer-call.ts'
import { type CoreState, waitsForReader } from './core-thread/core-thread.ts'

const MOST_CALLS_IN_FLIGHT = 2000

export interface ClientSession {
  /** What came over the wire, not yet looked at; what is no frame is dropped and counted as `false`. */
  receive(frame: unknown): boolean
  /** Stops what only this client waits for; a change that was asked for still happens. */
  close(): void
}

/** `send` must not throw. */
export function createClientSession({
  core,
  hostCalls,
  send,
}: Answerers & {
  send: (frame: ServerFrame) => void
}): ClientSession {
  const running = new Map<number, { abort: AbortController; isQuery: boolean; ofHost: boolean }>()
  const sendState = (state: CoreState): void => {
    if (state.phase === 'up') send({ type: 'host', core: 'up', sentence: null })
    if (state.phase !== 'down') return
    // the client asks again what it asked of core, so nothing of it is answered twice
    for (const [id, { ofHost }] of running) if (!ofHost) running.delete(id)
    send({ type: 'host', core: waitsForReader(state) ? 'damaged' : 'down', sentence: state.sentence })
  }
  const stopEvents = core.onEvent(({ name, data }) => send({ type: 'event', name, data }))
  const stopHostEvents = hostCalls.onEvent(({ name, data }) => send({ type: 'event', name, data }))
  const stopState = core.onState(sendState)
  sendState(core.state())

  const answer = async ({ id, name, input }: CallFrame): Promise<void> => {
    const abort = new AbortController()
    running.set(id, { abort, isQuery: isCallName(name) && api[name].kind === 'query', ofHost: isOfHost(name) })
    const result = await answerCall({ core, hostCalls }, { name, input }, abort.signal)
    if (running.delete(id)) send({ type: 'result', id, result })
  }

  return {
    receive: (raw) => {
      const parsed = ClientFrame.safeParse(raw)
      if (!parsed.success) return false
      const frame = parsed.data
      if (frame.type === 'cancel') {
        running.get(frame.id)?.abort.abort()
      } else if (running.has(frame.id)) {
        return true
      } else if (running.size >= MOST_CALLS_IN_FLIGHT) {
        send({
          type: 'result',
          id: frame.id,
          result: { ok: false, error: { code: 'busy', message: 'Too much was asked at once. Try again.', retryable: true } },
        })
      } else {
        void answer(frame)
      }
      return true
    },
    close: () => {
      stopEvents()
      stopHostEvents()
      stopState()
      for (const { abort, isQuery } of running.values()) if (isQuery) abort.abort()
      running.clear()
    },
  }
}
