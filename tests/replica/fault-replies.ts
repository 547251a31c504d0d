// Owns what each fault does to an answer on its way out.
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { isRecord, paperOf } from './day-source.ts'
import type { Fault } from './faults.ts'
import { rateLimitHeaders } from './quota.ts'
import type { Reply, ReplicaRequest } from './reply.ts'
import { errorReply, htmlReply, redirectReply, rowsReply, sendReply, textReply } from './reply.ts'

const MEGABYTE = 1_000_000
const PIECES = 16

/** Sends `reply` as the fault leaves it. */
export function sendFaulty(fault: Fault, reply: Reply, request: ReplicaRequest, response: ServerResponse, isArxiv: boolean): void {
  const changed = changedReply(fault, reply, request, isArxiv)
  if (changed) return sendReply(changed, request.method, response)
  switch (fault.name) {
    case 'refuse':
      response.socket?.destroy()
      return
    case 'reset':
      writeHalf(reply, response, () => response.socket?.resetAndDestroy())
      return
    case 'cut-off':
      writeHalf(reply, response, () => response.socket?.end())
      return
    case 'stall':
      writeHalf(reply, response, () => {})
      return
    case 'slow-body':
      sendSlowly(reply, response, fault.everyMs ?? 200)
      return
    case 'gzip-bomb':
      sendBomb(response, fault.bytes ?? 200 * MEGABYTE)
      return
    default:
      sendHugeBody(response, fault.bytes ?? 200 * MEGABYTE)
  }
}

/** The faults that only change what is said. */
function changedReply(fault: Fault, reply: Reply, request: ReplicaRequest, isArxiv: boolean): Reply | undefined {
  switch (fault.name) {
    case 'storm-429':
      return tooMany(fault.seconds ?? 1, isArxiv)
    case 'error-500':
      return isArxiv || !request.url.pathname.startsWith('/api/')
        ? htmlReply(500, 'Internal Server Error', 'The replica was told to fail.')
        : errorReply(500, 'InternalError', 'Internal Error - We are working hard to fix this as soon as possible!')
    case 'truncated-json':
      return { ...reply, body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) }
    case 'html-for-json':
      return htmlReply(200, 'Welcome to the guest network', 'Please accept the terms to go on.')
    case 'wrong-types':
      return rowsReply(withOneWrongRow(reply.rows ?? []), linkOf(reply))
    case 'empty-page': {
      const { Link: _, ...headers } = reply.headers
      return { ...reply, headers, body: Buffer.from(reply.emptyBody ?? '') }
    }
    case 'changed-etag':
      return { ...reply, headers: { ...reply.headers, ETag: '"of-another-file"' } }
    case 'redirect':
      return redirectReply(302, fault.location ?? 'https://elsewhere.invalid/login')
    default:
      return undefined
  }
}

function linkOf(reply: Reply): Record<string, string> {
  const { Link } = reply.headers
  return Link === undefined ? {} : { Link }
}

function tooMany(seconds: number, isArxiv: boolean): Reply {
  if (isArxiv) return textReply(429, 'text/plain; charset=utf-8', 'Rate exceeded.', { 'Retry-After': String(seconds) })
  return errorReply(429, 'TooManyRequests', 'We had to rate limit your IP.', rateLimitHeaders('api', 0, seconds, 500))
}

/** The row in the middle, so that rows before and after it show whether the rest of the day landed. */
function withOneWrongRow(rows: readonly unknown[]): unknown[] {
  const wrongAt = Math.floor(rows.length / 2)
  return rows.map((row, at) => {
    const paper = paperOf(row)
    if (at !== wrongAt || !isRecord(row) || !paper) return row
    return {
      ...row,
      publishedAt: false,
      title: 42,
      numComments: { of: 'course' },
      paper: { ...paper, title: 42, summary: ['a', 'list'], authors: 'et al.', upvotes: 'many', publishedAt: 12, ai_keywords: 'one' },
    }
  })
}

function writeHalf(reply: Reply, response: ServerResponse, then: () => void): void {
  response.writeHead(reply.status, { ...reply.headers, ...(reply.streamed ? {} : { 'Content-Length': String(reply.body.length) }) })
  response.flushHeaders()
  response.write(reply.body.subarray(0, Math.max(1, Math.floor(reply.body.length / 2))), () => then())
}

function sendSlowly(reply: Reply, response: ServerResponse, everyMs: number): void {
  response.writeHead(reply.status, { ...reply.headers, ...(reply.streamed ? {} : { 'Content-Length': String(reply.body.length) }) })
  const pieceBytes = Math.max(1, Math.ceil(reply.body.length / PIECES))
  let at = 0
  const timer = setInterval(() => {
    response.write(reply.body.subarray(at, at + pieceBytes))
    at += pieceBytes
    if (at >= reply.body.length) {
      clearInterval(timer)
      response.end()
    }
  }, everyMs)
  response.on('close', () => clearInterval(timer))
}

function sendHugeBody(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' })
  response.write('[{"paper":{"id":"2608.99999","title":"')
  const piece = Buffer.alloc(MEGABYTE, 'a')
  let left = bytes
  const pour = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length
      if (!response.write(piece)) {
        response.once('drain', pour)
        return
      }
    }
    if (!response.destroyed) response.end('"}}]')
  }
  pour()
}

/** Several gzip members one after the other are one valid gzip stream (RFC 1952, 2.2). */
function sendBomb(response: ServerResponse, bytes: number): void {
  const member = gzipSync(Buffer.alloc(10 * MEGABYTE, ' '))
  const members = Array.from({ length: Math.max(1, Math.ceil(bytes / (10 * MEGABYTE))) }, () => member)
  const body = Buffer.concat([...members, gzipSync('[]')])
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Encoding': 'gzip',
    'Content-Length': String(body.length),
  })
  response.end(body)
}
