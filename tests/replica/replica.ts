// Owns the replica of upstream: one server on 127.0.0.1 that answers as Hugging Face and as arXiv.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { arxivRecords, linesOfRecords, readRecordLines } from './arxiv-records.ts'
import { isArxivPath, replyAsArxiv } from './arxiv-routes.ts'
import type { DayRows } from './day-source.ts'
import { folderDays, memoryDays } from './day-source.ts'
import { sendFaulty } from './fault-replies.ts'
import type { Fault, FaultName } from './faults.ts'
import { Faults } from './faults.ts'
import { currentFeedDay } from './feed-days.ts'
import { feedOf } from './feed.ts'
import { replyAsHuggingFace } from './hugging-face-routes.ts'
import type { PdfContent } from './pdf-files.ts'
import { pdfFiles } from './pdf-files.ts'
import { isPicturePath, pictureReply } from './picture-routes.ts'
import { Quota } from './quota.ts'
import { ReplicaClock } from './replica-clock.ts'
import type { Reply, ReplicaRequest } from './reply.ts'
import { errorReply, sendReply, textReply } from './reply.ts'

export const FIXTURE_DAYS = fileURLToPath(new URL('../fixtures/days', import.meta.url))
export const FIXTURE_RECORDS = fileURLToPath(new URL('../fixtures/arxiv-records.jsonl', import.meta.url))

export interface ReplicaOptions {
  /** A folder of recorded days, or rows in memory (read anew at every request). The project's fixtures unless told. */
  days?: string | DayRows
  /** Where the replica's clock begins. Unless told: the wall clock for a folder, else 20:00 UTC of the last day. */
  now?: string
  /** The time that passes: milliseconds since the epoch. Give a test's fake clock; the wall clock unless told. */
  clock?: { nowMs(): number }
  port?: number
  /** Requests to `/api/` in five minutes: 500 unless told. */
  quota?: number
  /** Requests to other pages of Hugging Face in five minutes: 100 unless told. */
  pagesQuota?: number
  /** Names (`storm-429`, `reset=2@/pdf/`) or faults in full; see `faults.ts`. */
  faults?: readonly (FaultName | (string & {}) | Fault)[]
  /** arXiv records: a `.jsonl` or `.jsonl.gz` file, or records in the same form. */
  papers?: string | Iterable<Readonly<Record<string, unknown>>>
  /** A folder whose PDFs are named for papers (`…_1412.6206v1.pdf`, `2608.90001.pdf`). */
  pdfs?: string
  /** `2608.90001` or `2608.90001v2` → a file's path or its bytes. */
  pdfContents?: Readonly<Record<string, PdfContent>>
  /** Papers that Hugging Face has no Markdown of; arXiv has their HTML. */
  withoutMarkdown?: readonly string[]
  /** Papers that nobody has a text of. */
  withoutText?: readonly string[]
}

export interface LoggedRequest {
  host: 'hugging-face' | 'arxiv'
  method: string
  /** Path and query as written. */
  path: string
  /** Arrival by the replica's clock. */
  atMs: number
  /** Arrival in real milliseconds since the process began, for rates under a clock that stands still. */
  realMs: number
  headers: IncomingHttpHeaders
  userAgent: string | undefined
  /** Requests to the same host that were not yet answered, this one included. */
  concurrent: number
  /** Set when the answer is sent. */
  status: number | undefined
  fault: FaultName | undefined
}

export interface Replica {
  /** `http://127.0.0.1:PORT`, for both upstream addresses. */
  url: string
  port: number
  /** Every request so far, oldest first; empty it with `requests.length = 0`. */
  requests: LoggedRequest[]
  nowMs: () => number
  /** The replica's feed day. */
  today: () => string
  setNow: (iso: string) => void
  setFaults: (faults: readonly (FaultName | (string & {}) | Fault)[]) => void
  /** A PDF that is there from now on, such as a newer version: `2608.90001v2`. */
  addPdf: (name: string, content: PdfContent) => void
  setQuota: (api: number, pages?: number) => void
  /** Stops listening and drops every connection: new ones are refused by the system, as with no network. */
  goOffline: () => Promise<void>
  /** Listens again on the same port. */
  goOnline: () => Promise<void>
  close: () => Promise<void>
}

/** Rejects when the folder, the file of papers or the port cannot be had, or a fault's name is not known. */
export async function startReplica(options: ReplicaOptions = {}): Promise<Replica> {
  const source = typeof options.days === 'object' ? memoryDays(options.days) : await folderDays(options.days ?? FIXTURE_DAYS)
  const usesFixtures = options.days === undefined
  const clock = new ReplicaClock(options.clock ? () => options.clock?.nowMs() ?? Date.now() : () => Date.now())
  const lastDay = source.days().at(-1)
  if (options.now !== undefined) clock.setNow(options.now)
  else if (typeof options.days !== 'string' && options.clock === undefined && lastDay !== undefined)
    clock.setNow(`${lastDay}T20:00:00.000Z`)

  const nowMs = () => clock.nowMs()
  const today = () => currentFeedDay(nowMs())
  const feed = feedOf(source, nowMs)
  const papers = options.papers ?? (usesFixtures ? FIXTURE_RECORDS : [])
  const lines = typeof papers === 'string' ? await readRecordLines(papers) : linesOfRecords(papers)
  const withoutText = new Set(options.withoutText)
  const upstream = {
    feed,
    records: arxivRecords(lines, feed, today),
    pdfs: await pdfFiles(options.pdfs, options.pdfContents ?? {}),
    today,
    withoutText,
    withoutMarkdown: new Set([...(options.withoutMarkdown ?? []), ...withoutText]),
  }
  const quota = new Quota(nowMs, { api: options.quota ?? 500, pages: options.pagesQuota ?? 100 })
  const faults = new Faults()
  faults.set(options.faults ?? [])
  const requests: LoggedRequest[] = []
  const open = { 'hugging-face': 0, arxiv: 0 }

  async function replyTo(request: ReplicaRequest, host: LoggedRequest['host']): Promise<Reply> {
    if (host === 'arxiv') return replyAsArxiv(request, upstream)
    const token = /^Bearer\s+(\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const picture = isPicturePath(request.url.pathname) ? pictureReply() : null
    if (picture) return picture
    const bucket = request.url.pathname.startsWith('/api/') ? 'api' : 'pages'
    const { overTheLimit, headers } = quota.take(bucket, token)
    const reply = overTheLimit
      ? errorReply(429, 'TooManyRequests', 'We had to rate limit your IP. To continue using our service, wait for the next window.')
      : request.headers.authorization !== undefined && token?.startsWith('hf_') !== true
        ? errorReply(401, 'Unauthorized', 'Invalid credentials in Authorization header')
        : await replyAsHuggingFace(request, upstream)
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = incoming.url ?? '/'
    const host = isArxivPath(target.split('?')[0] ?? '') ? 'arxiv' : 'hugging-face'
    open[host] += 1
    const entry: LoggedRequest = {
      host,
      method: incoming.method ?? 'GET',
      path: target,
      atMs: nowMs(),
      realMs: performance.now(),
      headers: incoming.headers,
      userAgent: incoming.headers['user-agent'],
      concurrent: open[host],
      status: undefined,
      fault: undefined,
    }
    requests.push(entry)
    let isOver = false
    const over = () => {
      if (!isOver) open[host] -= 1
      isOver = true
    }
    response.on('finish', over)
    response.on('close', over)
    try {
      const request: ReplicaRequest = {
        method: entry.method,
        url: new URL(target, 'http://127.0.0.1'),
        target,
        headers: incoming.headers,
        body: await bodyOf(incoming),
      }
      const reply = await replyTo(request, host)
      const fault = faults.take(request, reply)
      entry.fault = fault?.name
      if (fault) sendFaulty(fault, reply, request, response, host === 'arxiv')
      else sendReply(reply, request.method, response)
      entry.status = response.headersSent ? response.statusCode : undefined
    } catch (thrown) {
      entry.status = 500
      const detail = thrown instanceof Error ? thrown.message : String(thrown)
      if (response.headersSent) response.destroy()
      else sendReply(textReply(500, 'text/plain; charset=utf-8', `The replica itself failed: ${detail}`), entry.method, response)
    }
  }

  const server = createServer((incoming, response) => void serve(incoming, response))
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(options.port ?? 0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    nowMs,
    today,
    setNow: (iso) => clock.setNow(iso),
    setFaults: (next) => faults.set(next),
    addPdf: (name, content) => upstream.pdfs.add(name, content),
    setQuota: (api, pages = quota.limits.pages) => {
      quota.limits = { api, pages }
    },
    goOffline: stop,
    goOnline: () => listen(port),
    close: () => (server.listening ? stop() : Promise.resolve()),
  }
}

const MAX_BODY_BYTES = 1_000_000

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of incoming) {
    if (!Buffer.isBuffer(piece)) continue
    bytes += piece.length
    if (bytes > MAX_BODY_BYTES) throw new Error('the body of the request is too long')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
