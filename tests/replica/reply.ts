// Owns what an answer of the replica is before it is sent, and how it is sent when nothing goes wrong.
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

export interface ReplicaRequest {
  method: string
  url: URL
  /** Path and query as they were written. */
  target: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** Sent in chunks without a `Content-Length`, as arXiv's origin sends files. */
  streamed: boolean
  /** The rows of a list, so that a fault can spoil one. */
  rows?: readonly unknown[]
  /** The same answer with nothing in it, so that a fault can send an empty page. */
  emptyBody?: string
}

export function textReply(status: number, type: string, text: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'Content-Type': type, ...headers }, body: Buffer.from(text), streamed: false }
}

export function jsonReply(value: unknown, headers: Record<string, string> = {}): Reply {
  return textReply(200, 'application/json; charset=utf-8', JSON.stringify(value), headers)
}

export function rowsReply(rows: readonly unknown[], headers: Record<string, string> = {}): Reply {
  return { ...jsonReply(rows, headers), rows, emptyBody: '[]' }
}

/** The Hub's form of an error. */
export function errorReply(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  return textReply(status, 'application/json; charset=utf-8', JSON.stringify({ error: message }), {
    'X-Error-Code': code,
    'X-Error-Message': message,
    'X-Request-Id': `Root=${randomUUID()}`,
    ...headers,
  })
}

export function htmlReply(status: number, title: string, sentence: string, headers: Record<string, string> = {}): Reply {
  const page = `<!DOCTYPE html>\n<html lang="en"><head><title>${escapeMarkup(title)}</title></head><body><h1>${escapeMarkup(title)}</h1><p>${escapeMarkup(sentence)}</p></body></html>\n`
  return textReply(status, 'text/html; charset=utf-8', page, headers)
}

export function redirectReply(status: 301 | 302, location: string): Reply {
  return textReply(status, 'text/html; charset=utf-8', '', { Location: location })
}

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => (mark === '&' ? '&amp;' : mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : '&quot;'))
}

const CHUNK_BYTES = 64 * 1024

export function sendReply(reply: Reply, method: string, response: ServerResponse): void {
  const isHead = method === 'HEAD'
  const bodyless = reply.status === 304
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(bodyless || (reply.streamed && !isHead) ? {} : { 'Content-Length': String(reply.body.length) }),
  })
  if (isHead || bodyless) {
    response.end()
    return
  }
  if (reply.streamed) {
    for (let at = 0; at < reply.body.length; at += CHUNK_BYTES) response.write(reply.body.subarray(at, at + CHUNK_BYTES))
    response.end()
    return
  }
  response.end(reply.body)
}
