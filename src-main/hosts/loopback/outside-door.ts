// Owns what programs other than the window may ask the loopback host: feeds by address, and calls that only read.
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { api, type CallName, isCallName } from '#contract/api.ts'
import type { Outcome } from '#contract/wire.ts'
import { type AccessKey, accessKeys } from '#adapters/access-keys.ts'
import { sameSecret } from './gate.ts'

export interface Reply {
  status: number
  type: string
  body: string
  headers: Record<string, string>
}

export interface DoorParts {
  dataFolder: string
  call(name: string, input: unknown): Promise<Outcome>
  nowMs(): number
}

/** Of a day, of what is trending, or of a saved search by its name. */
const FEED = /^\/feed\/([\w-]{43})\/(day|trending|search\/[^/]{1,1000})\.(atom|json)$/
const CALL = /^\/api\/v1\/([A-Za-z.]{1,60})$/
/** About the machine, not the library: for the window alone. */
const OF_THE_WINDOW: ReadonlySet<string> = new Set<CallName>(['places.look'])
/** A reader that polls each second is given what was made for it before. */
const FRESH_MS = 30_000

/** Null for an address that is none of these. */
export function createOutsideDoor({
  dataFolder,
  call,
  nowMs,
}: DoorParts): (url: URL, headers: IncomingHttpHeaders) => Promise<Reply> | null {
  const made = new Map<string, { atMs: number; reply: Promise<Reply> }>()

  async function feed(of: string, format: string, headers: IncomingHttpHeaders): Promise<Reply> {
    const name = `${of}.${format}`
    const known = made.get(name)
    const age = known ? nowMs() - known.atMs : Number.POSITIVE_INFINITY
    const making = known && age >= 0 && age < FRESH_MS ? known.reply : makeFeed(of, format)
    if (making !== known?.reply) made.set(name, { atMs: nowMs(), reply: making })
    const reply = await making.catch((thrown: unknown) => {
      made.delete(name)
      throw thrown
    })
    // a failure is not kept, nor each name that was tried
    if (reply.status !== 200) made.delete(name)
    return reply.status === 200 && headers['if-none-match'] === reply.headers['etag'] ? { ...reply, status: 304, body: '' } : reply
  }

  async function makeFeed(of: string, format: string): Promise<Reply> {
    const name = of.startsWith('search/') ? nameIn(of.slice('search/'.length)) : undefined
    const outcome = await call('papers.feed', name === undefined ? { of, format } : { of: 'search', search: name, format })
    if (!outcome.ok) return sentence(outcome.error.code === 'not-found' ? 404 : 503, outcome.error.message)
    const { text, type } = api['papers.feed'].output.parse(outcome.value)
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`
    return { status: 200, type, body: text, headers: { etag } }
  }

  async function read(name: string, url: URL): Promise<Reply> {
    if (!isCallName(name) || api[name].owner !== 'core' || api[name].kind !== 'query' || OF_THE_WINDOW.has(name))
      return sentence(404, 'There is no such call that only reads.')
    let input: unknown
    try {
      input = JSON.parse(url.searchParams.get('input') ?? '{}')
    } catch {
      return sentence(400, 'The input is no JSON. Write it as ?input={"id":"2401.12345"}.')
    }
    const outcome = await call(name, input)
    const status = outcome.ok ? 200 : outcome.error.code === 'not-found' ? 404 : outcome.error.code === 'invalid-input' ? 400 : 503
    const body = outcome.ok ? outcome.value : { error: { code: outcome.error.code, message: outcome.error.message } }
    return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n`, headers: {} }
  }

  return (url, headers) => {
    const [, key = '', of = '', format = ''] = FEED.exec(url.pathname) ?? []
    if (key !== '') return opensWith(dataFolder, key, 'feeds') ? feed(of, format, headers) : Promise.resolve(closed())
    const name = CALL.exec(url.pathname)?.[1]
    if (name === undefined) return null
    const given = /^Bearer ([\w-]{43})$/.exec(headers.authorization ?? '')?.[1] ?? ''
    return opensWith(dataFolder, given, 'api') ? read(name, url) : Promise.resolve(closed())
  }
}

/** As it is written in an address; what is no such writing is taken as it stands. */
function nameIn(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

function opensWith(dataFolder: string, given: string, what: AccessKey['opens']): boolean {
  return accessKeys(dataFolder).some(({ key, opens }) => opens === what && sameSecret(given, key))
}

function closed(): Reply {
  return sentence(403, 'This key opens nothing. Make one with “dogear key add NAME”.')
}

function sentence(status: number, text: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n`, headers: {} }
}
