// Owns the one GET request that core may ask for: no redirect followed, no cookie kept, every failure a sentence.
import http from 'node:http'
import https from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { DogearError } from '#domain/errors.ts'
import type { HttpGet, HttpResponse } from '#core/ports.ts'
import { type Proxy, proxyError, proxyOf } from './proxy.ts'

/** Bytes of a body after unpacking; far above any page or PDF, far below what hurts. */
const MAX_BODY_BYTES = 512 * 1024 * 1024

const CONNECT_TIMEOUT_MS = 15_000

export interface HttpGetOptions {
  maxBodyBytes?: number
  /** Unless told, the one of this process's environment. */
  proxy?: Proxy | null
}

/** Connections are kept open between requests; `http:` goes to this machine only, never through a proxy. */
export function createHttpGet({ maxBodyBytes = MAX_BODY_BYTES, proxy = proxyOf(process.env) }: HttpGetOptions = {}): HttpGet {
  const settings = { keepAlive: true, maxSockets: 6, keepAliveMsecs: 10_000 }
  const used = proxy?.refusal === null ? proxy : null
  const agents = {
    http: new http.Agent(settings),
    https: new https.Agent({ ...settings, ...(used ? { proxyEnv: used.agentEnvironment } : {}) }),
  }

  const send = (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal, isRetry: boolean): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:'
      const request = (secure ? https : http).request(url, {
        method: 'GET',
        agent: secure ? agents.https : agents.http,
        headers: { 'accept-encoding': 'gzip, br', ...headers },
        signal,
        timeout: CONNECT_TIMEOUT_MS,
      })
      let connected = false
      request.on('socket', (socket) => {
        // a kept connection says it no second time, and the listener would stay on it
        if (!socket.connecting) connected = true
        else
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            connected = true
          })
      })
      // once connected, how long an answer may take is for the caller's signal to say
      request.on('timeout', () => {
        if (!connected) request.destroy(Object.assign(new Error('connection timed out'), { code: 'ETIMEDOUT' }))
      })
      request.on('response', (response) => resolve(toResponse(response, maxBodyBytes)))
      request.on('error', (cause) => {
        if (signal.aborted) reject(asError(signal.reason))
        // the other side closed a kept connection just as it was used again
        else if (request.reusedSocket && !isRetry && codeOf(cause) === 'ECONNRESET') send(url, headers, signal, true).then(resolve, reject)
        else reject((used && secure ? proxyError(cause, used) : null) ?? connectionError(cause, url, connected))
      })
      request.end()
    })

  return async ({ url, headers }, { signal }) => {
    signal.throwIfAborted()
    const allowed = allowedUrl(url)
    if (proxy?.refusal && !isLocal(allowed)) throw new DogearError('offline', proxy.refusal, { retryable: true })
    return send(allowed, headers, signal, false)
  }
}

function allowedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url))) && url.username === '' && url.password === '')
    return url
  throw new DogearError('invalid-input', 'Only https addresses can be asked (http only on this machine).', { detail: text.slice(0, 200) })
}

function isLocal({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function toResponse(response: http.IncomingMessage, maxBodyBytes: number): HttpResponse {
  return {
    status: response.statusCode ?? 0,
    header: (name) => {
      const value = response.headers[name.toLowerCase()]
      return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
    },
    body: bounded(unpacked(response), maxBodyBytes),
  }
}

function unpacked(response: http.IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase()
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(response, createGunzip(), () => {})
  if (encoding === 'br') return pipeline(response, createBrotliDecompress(), () => {})
  return response
}

async function* bounded(body: Readable, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of body) {
      const part = chunk as Uint8Array
      bytes += part.byteLength
      if (bytes > maxBytes) throw new DogearError('upstream', 'The answer was far larger than any page should be and was refused.')
      yield part
    }
  } finally {
    body.destroy()
  }
}

const NO_CONNECTION = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
  'EPERM',
  'EACCES',
])

function connectionError(cause: Error, url: URL, connected: boolean): DogearError {
  const code = codeOf(cause)
  const detail = `${url.host}: ${code} ${cause.message}`
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const which = code === 'CERT_HAS_EXPIRED' ? 'has run out' : 'is not valid yet'
    return new DogearError(
      'upstream',
      `The certificate of ${url.host} ${which}, so nothing was sent. Look whether the clock of this computer is right; if it is, the fault is theirs.`,
      { retryable: true, detail, cause },
    )
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code)) {
    return new DogearError(
      'upstream',
      `${url.host} could not prove who it is, so nothing was sent. A network that inspects traffic or a wrong clock does that.`,
      {
        retryable: true,
        detail,
        cause,
      },
    )
  }
  if (!connected || NO_CONNECTION.has(code)) {
    return new DogearError(
      'offline',
      `${url.host} can’t be reached. Everything stored stays usable; what waits goes on when the network is back.`,
      {
        retryable: true,
        detail,
        cause,
      },
    )
  }
  return new DogearError('upstream', `${url.host} broke the connection before it answered. It is tried again.`, {
    retryable: true,
    detail,
    cause,
  })
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
