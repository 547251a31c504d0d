// Owns the call of a page that is going away: it comes by itself over HTTP, because a socket is torn down with its page and what it has not carried yet is lost.
import type { IncomingMessage } from 'node:http'
import { api, isCallName } from '#contract/api.ts'
import { CallFrame, type ResultFrame } from '#contract/wire.ts'
import type { Core } from '../core-thread/core-thread.ts'
import type { HostCalls } from '../host-calls.ts'
import type { Reply } from './outside-door.ts'

/** No browser carries more for a page that is gone. */
const MOST_BYTES = 64 * 1024

export interface LastCalls {
  /** Answers with the frame that the socket would have brought; 400 for what is no call, 413 for what is too long. Rejects when the request broke off. */
  take(request: IncomingMessage): Promise<Reply>
}

export function createLastCalls({ core, hostCalls }: { core: Core; hostCalls: HostCalls }): LastCalls {
  return {
    take: async (request) => {
      const length = Number(request.headers['content-length'])
      if (!(length <= MOST_BYTES)) return reply(413, 'That is too long.\n')
      const frame = CallFrame.safeParse(readJson(await bodyOf(request)))
      if (!frame.success) return reply(400, 'That is no call.\n')
      const { id, name, input } = frame.data
      // nobody waits for it, and nothing stops it
      const { signal } = new AbortController()
      const isOfHost = isCallName(name) && api[name].owner === 'host'
      const result = isOfHost ? await hostCalls.call(name, input) : await core.call(name, input, { signal })
      return reply(200, JSON.stringify({ type: 'result', id, result } satisfies ResultFrame), 'application/json')
    },
  }
}

function reply(status: number, body: string, type = 'text/plain; charset=utf-8'): Reply {
  return { status, type, body, headers: { 'cache-control': 'no-store' } }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
