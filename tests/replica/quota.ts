// Owns the Hub's rate limits: fixed five-minute windows by the replica's clock, one count per bucket and caller.

const WINDOW_MS = 300_000

export type Bucket = 'api' | 'pages'

export interface QuotaState {
  overTheLimit: boolean
  headers: Record<string, string>
}

export class Quota {
  readonly #nowMs: () => number
  readonly #used = new Map<string, number>()
  #window = Number.NaN
  limits: Record<Bucket, number>

  constructor(nowMs: () => number, limits: Record<Bucket, number>) {
    this.#nowMs = nowMs
    this.limits = limits
  }

  /** Counts one request. A caller with a token has a count of its own and twice the limit. */
  take(bucket: Bucket, token: string | undefined): QuotaState {
    const nowMs = this.#nowMs()
    const window = Math.floor(nowMs / WINDOW_MS)
    if (window !== this.#window) {
      this.#window = window
      this.#used.clear()
    }
    const key = `${bucket} ${token ?? ''}`
    const limit = this.limits[bucket] * (token === undefined ? 1 : 2)
    const used = this.#used.get(key) ?? 0
    const overTheLimit = used >= limit
    if (!overTheLimit) this.#used.set(key, used + 1)
    const remaining = overTheLimit ? 0 : limit - used - 1
    const seconds = Math.max(1, Math.ceil(((window + 1) * WINDOW_MS - nowMs) / 1000))
    return { overTheLimit, headers: rateLimitHeaders(bucket, remaining, seconds, limit) }
  }
}

/** `seconds`: until the window ends. */
export function rateLimitHeaders(bucket: Bucket, remaining: number, seconds: number, limit: number): Record<string, string> {
  return {
    RateLimit: `"${bucket}";r=${remaining};t=${seconds}`,
    'RateLimit-Policy': `"fixed window";"${bucket}";q=${limit};w=${WINDOW_MS / 1000}`,
  }
}
