// Owns the names of what can go wrong upstream, and which fault strikes which answer.
import type { Reply, ReplicaRequest } from './reply.ts'

export const FAULT_NAMES = [
  /** 429 with `r=0` (arXiv: `Retry-After`); `seconds` to wait, 1 unless told. */
  'storm-429',
  'error-500',
  /** The connection is reset in the middle of the body. */
  'reset',
  /** Half of the body arrives, then the connection is closed. */
  'cut-off',
  /** The connection is closed before the first byte. */
  'refuse',
  /** A whole answer whose body ends half-way. */
  'truncated-json',
  /** 200 with a page, as a captive portal gives. */
  'html-for-json',
  /** The body comes in 16 pieces, `everyMs` (200) apart. */
  'slow-body',
  /** Half of the body, then nothing more while the connection stays open. */
  'stall',
  /** One row of a list has the wrong type in several fields; its id stays. */
  'wrong-types',
  /** A list without rows, a feed without entries. */
  'empty-page',
  /** The rest of a file under another ETag than the one that was asked for. */
  'changed-etag',
  /** 302 to another host: `location`. */
  'redirect',
  /** A body of `bytes` (200 MB) in one string. */
  'huge-body',
  /** 100 KB that unpack to `bytes` (200 MB). */
  'gzip-bomb',
] as const
export type FaultName = (typeof FAULT_NAMES)[number]

export interface Fault {
  name: FaultName
  /** Only requests whose path and query hold this text or match; all unless told. */
  match?: string | RegExp | ((target: string) => boolean)
  /** Strikes this often, then never again; every time unless told. */
  times?: number
  /** Lets this many matching requests pass first. */
  skip?: number
  seconds?: number
  everyMs?: number
  bytes?: number
  location?: string
}

/**
 * `NAME[=TIMES][@PATH]`: `reset`, `storm-429=3`, `error-500=1@/api/query`. Throws when the name is not known.
 */
export function parseFault(text: string): Fault {
  const match = /^([a-z0-9-]+)(?:=(\d+))?(?:@(.+))?$/.exec(text)
  const name = FAULT_NAMES.find((one) => one === match?.[1])
  if (!match || !name) throw new Error(`"${text}" is not a fault; the names are ${FAULT_NAMES.join(', ')}`)
  return { name, ...(match[2] === undefined ? {} : { times: Number(match[2]) }), ...(match[3] === undefined ? {} : { match: match[3] }) }
}

export class Faults {
  #armed: { fault: Fault; seen: number; struck: number }[] = []

  set(faults: readonly (string | Fault)[]): void {
    this.#armed = faults.map((fault) => ({ fault: typeof fault === 'string' ? parseFault(fault) : fault, seen: 0, struck: 0 }))
  }

  /** The first fault that concerns this answer, counted as struck. */
  take(request: ReplicaRequest, reply: Reply): Fault | undefined {
    for (const one of this.#armed) {
      if (one.struck >= (one.fault.times ?? Number.POSITIVE_INFINITY)) continue
      if (!matches(one.fault, request.target) || !canStrike(one.fault.name, reply)) continue
      one.seen += 1
      if (one.seen <= (one.fault.skip ?? 0)) continue
      one.struck += 1
      return one.fault
    }
    return undefined
  }
}

function matches({ match }: Fault, target: string): boolean {
  if (match === undefined) return true
  if (typeof match === 'string') return target.includes(match)
  return match instanceof RegExp ? new RegExp(match.source, match.flags.replace(/[gy]/g, '')).test(target) : match(target)
}

function canStrike(name: FaultName, reply: Reply): boolean {
  if (name === 'wrong-types') return (reply.rows?.length ?? 0) > 0
  if (name === 'changed-etag') return reply.status === 206
  if (name === 'empty-page') return reply.emptyBody !== undefined
  return true
}
