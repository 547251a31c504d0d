// Owns the loopback web server: the window's files for who has the cookie, and the one link that gives it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { libraryFileHeaders, type ServedFile, serveLibraryFile } from '#adapters/library-files.ts'
import { PICTURE_HEADERS, servePicture } from '#adapters/picture-files.ts'
import type { WindowFile } from '#adapters/window-files.ts'
import { SECURITY_HEADERS } from '../content-policy.ts'
import { type Gate, isOwnHost, isOwnOrigin, isOwnRequest, sameSecret } from './gate.ts'
import type { LastCalls } from './last-calls.ts'
import type { createOutsideDoor, Reply } from './outside-door.ts'
import { randomSecret } from './session-secret.ts'

const MOST_CONNECTIONS = 256
/** Who has not sent the head of a request by then is shown out; the whole of it may take half as long again. */
const HEAD_PATIENCE_MS = 10_000

export interface WebServer {
  readonly http: Server
  /** A path with a new token that works once. */
  newLink(): string
}

export interface WebServerParts {
  gate: Gate
  files: ReadonlyMap<string, WindowFile>
  /** Where the library's PDFs are. */
  dataFolder: string
  /** For feed readers and other programs, which have keys and no cookie. */
  outside: ReturnType<typeof createOutsideDoor>
  /** For pages that are going away. */
  lastCalls: LastCalls
  /** For tests. */
  headPatienceMs?: number
}

export function createWebServer({
  gate,
  files,
  dataFolder,
  outside,
  lastCalls,
  headPatienceMs = HEAD_PATIENCE_MS,
}: WebServerParts): WebServer {
  const tokens = new Set<string>()
  const http = createServer(
    {
      maxHeaderSize: 16 * 1024,
      requestTimeout: 1.5 * headPatienceMs,
      headersTimeout: headPatienceMs,
      keepAliveTimeout: 10_000,
      // Node looks every half minute unless told, and lets who dawdles stay that long
      connectionsCheckingInterval: headPatienceMs / 5,
    },
    (request, response) =>
      answer(request, response, { gate, files, dataFolder, outside, lastCalls, takeToken: (given) => takeToken(tokens, given) }),
  )
  http.maxConnections = MOST_CONNECTIONS
  return {
    http,
    newLink: () => {
      const token = randomSecret()
      tokens.add(token)
      return `/?token=${token}`
    },
  }
}

function takeToken(tokens: Set<string>, given: string): boolean {
  for (const token of tokens) if (sameSecret(given, token)) return tokens.delete(token)
  return false
}

interface Parts extends WebServerParts {
  takeToken(given: string): boolean
}

function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): void {
  const { gate, files, dataFolder, outside, lastCalls, takeToken: take } = parts
  if (!isOwnHost(request.headers)) return refuse(response, 403, 'Dogear answers to 127.0.0.1 and localhost only.')
  if (!isOwnRequest(request.headers)) return refuse(response, 403, 'Dogear answers its own pages only.')
  if (request.method === 'POST' && request.url === '/wire' && isOwnOrigin(request.headers) && gate.knows(request.headers)) {
    lastCalls.take(request).then(
      (reply) => sendReply(request, response, reply),
      () => response.destroy(),
    )
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Dogear serves pages only.', { allow: 'GET, HEAD' })

  const url = URL.canParse(request.url ?? '', 'http://localhost') ? new URL(request.url ?? '', 'http://localhost') : undefined
  if (!url) return refuse(response, 400, 'That is no address.')
  const asked = outside(url, request.headers)
  if (asked) {
    asked.then(
      (reply) => sendReply(request, response, reply),
      () => refuse(response, 500, 'Dogear could not answer. Try again.'),
    )
    return
  }
  const token = url.pathname === '/' ? url.searchParams.get('token') : null
  const known = gate.knows(request.headers)
  if (token !== null && (known || (request.method === 'GET' && take(token)))) {
    response.writeHead(303, {
      ...SECURITY_HEADERS,
      location: '/',
      'cache-control': 'no-store',
      ...(known ? {} : { 'set-cookie': gate.cookie }),
    })
    response.end()
    return
  }
  if (!known)
    return refuse(
      response,
      403,
      'Open Dogear with the link that it printed when it started. A link works once; start Dogear again for a new one.',
    )

  const pdf = serveLibraryFile(dataFolder, url.pathname, request.headers.range)
  if (pdf) return sendPdf(request, response, pdf)
  const picture = servePicture(dataFolder, url.pathname)
  if (picture) {
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      ...PICTURE_HEADERS,
      'content-type': picture.type,
      'content-length': picture.bytes.byteLength,
    })
    response.end(request.method === 'HEAD' ? undefined : picture.bytes)
    return
  }

  const file = files.get(url.pathname)
  if (!file) return refuse(response, 404, 'There is no such page.')
  send(request, response, file)
}

function sendPdf(request: IncomingMessage, response: ServerResponse, pdf: ServedFile): void {
  response.writeHead(pdf.status, { ...SECURITY_HEADERS, ...libraryFileHeaders(pdf) })
  if (request.method === 'HEAD') response.end()
  // an answer that breaks off is told by its length; the page says so
  else pipeline(pdf.open(), response, () => undefined)
}

function sendReply(request: IncomingMessage, response: ServerResponse, { status, type, body, headers }: Reply): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': type, 'cache-control': 'no-cache', ...headers })
  response.end(request.method === 'HEAD' || status === 304 ? undefined : body)
}

function send(request: IncomingMessage, response: ServerResponse, file: WindowFile): void {
  let body: Buffer
  try {
    body = file.read()
  } catch {
    return refuse(response, 404, 'The window was built again meanwhile. Start Dogear again.')
  }
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': file.type,
    'content-length': body.byteLength,
    'cache-control': file.unchanging ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function refuse(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
  response.end(`${sentence}\n`)
}
