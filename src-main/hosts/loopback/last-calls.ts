// Owns the call of a page that is going away: it comes by itself over HTTP, because a socket is torn down with its page and what it has not carried yet is lost.
import type { IncomingMessage } from 'node:http'
import { CallFrame, type ResultFrame } from '#contract/wire.ts'
import { answerCall, type Answerers } from '../answer-call.ts'
import type { Reply } from './outside-door.ts'

/** No browser carries more for a page that is gone. */
const MOST_BYTES = 64 * 1024

export interface LastCalls {
  /** Answers with the frame that the socket would have brought; 400 for what is no call, 413 for what is too long. Rejects when the request broke off. */
  take(request: IncomingMessage): Promise<Reply>
}

export function createLastCalls(answerers: Answerers): LastCalls {
  return {
    take: async (request) => {
      const length = Number(request.headers['content-length'])
      if (!(length <= MOST_BYTES)) return reply(413, 'That is too long.\n')
      const frame = CallFrame.safeParse(readJson(await bodyOf(request)))
      if (!frame.success) return reply(400, 'That is no call.\n')
      // nothing stops it: whoever asked may be gone
      const result = await answerCall(answerers, frame.data, new AbortController().signal)
      return reply(200, JSON.stringify({ type: 'result', id: frame.data.id, result } satisfies ResultFrame), 'application/json')
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
