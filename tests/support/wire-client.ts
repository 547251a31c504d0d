// Owns a program that talks to a loopback host as a tab does: the one-time link, the cookie, the socket, calls by name.
import { WebSocket } from 'ws'
import type { CallInput, CallName, CallOutput } from '#contract/api.ts'
import { type Outcome, ServerFrame } from '#contract/wire.ts'

export interface WireClient {
  /** Rejects with the failure's sentence, or with `gone` when the host ends before it answers. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>
  /** Joins once more, as a second tab with the same cookie does. */
  another(): Promise<WireClient>
  close(): void
}

/** Opens the link that a host printed, as a browser would, and joins its socket. */
export async function connectToHost(link: string): Promise<WireClient> {
  const { origin } = new URL(link)
  const answer = await fetch(link, { redirect: 'manual' })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return await joinHost(origin, cookie)
}

/** Joins the socket as a further tab of a browser that has the cookie. */
export async function joinHost(origin: string, cookie: string): Promise<WireClient> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire`, { origin, headers: { Cookie: cookie } })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>()
  let next = 0
  socket.on('message', (data: Buffer) => {
    const frame = ServerFrame.parse(JSON.parse(data.toString('utf8')))
    if (frame.type !== 'result') return
    const outcome: Outcome = frame.result
    if (outcome.ok) waiting.get(frame.id)?.resolve(outcome.value)
    else waiting.get(frame.id)?.reject(new Error(outcome.error.message))
    waiting.delete(frame.id)
  })
  const gone = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('gone'))
    waiting.clear()
  }
  socket.on('close', gone)
  socket.on('error', gone)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', (error) => reject(new Error(`the host let nobody in: ${error.message}`)))
  })
  return {
    call: <Name extends CallName>(name: Name, input: CallInput<Name>) =>
      new Promise<CallOutput<Name>>((resolve, reject) => {
        const id = ++next
        waiting.set(id, { resolve: (value) => resolve(value as CallOutput<Name>), reject })
        socket.send(JSON.stringify({ type: 'call', id, name, input }))
      }),
    another: () => joinHost(origin, cookie),
    close: () => socket.close(),
  }
}
