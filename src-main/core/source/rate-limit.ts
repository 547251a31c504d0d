// Owns what a source says about its rate limit, and the wait that follows from it.

/** `RateLimit: "api";r=<requests left>;t=<seconds to the next window>`, as documented for the Hugging Face Hub. */
const REMAINING = /"[\w-]+"\s*;\s*r\s*=\s*(\d+)\s*;\s*t\s*=\s*(\d+)/g
/** `RateLimit-Policy: "fixed window";"api";q=<requests>;w=<seconds>`. */
const POLICY = /q\s*=\s*(\d+)/
const DEFAULT_QUOTA = 500
/** Below this share of the quota requests are spread over what is left of the window. */
const LOW_SHARE = 0.1
/** No header makes Dogear wait longer than this. */
export const LONGEST_WAIT_MS = 3_600_000

type Header = (name: string) => string | null

/** Milliseconds to wait after a 429: until the window ends when nothing is left, else `Retry-After`; null when told neither. */
export function toldWaitMs(header: Header, nowMs: number): number | null {
  const limit = readRateLimit(header)
  if (limit?.remaining === 0) return cap(limit.resetMs)
  const retryAfter = header('retry-after')?.trim()
  if (!retryAfter) return null
  const seconds = Number(retryAfter)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - nowMs
  return Number.isNaN(ms) ? null : cap(ms)
}

/** Milliseconds to leave before the next request so that the quota lasts to the end of the window; 0 while it is far off. */
export function pacingMs(header: Header): number {
  const limit = readRateLimit(header)
  if (!limit || limit.remaining > Math.max(2, limit.quota * LOW_SHARE)) return 0
  return cap(limit.resetMs / (limit.remaining + 1))
}

function readRateLimit(header: Header): { remaining: number; resetMs: number; quota: number } | null {
  const buckets = [...(header('ratelimit') ?? '').matchAll(REMAINING)].map((match) => ({
    remaining: Number(match[1]),
    resetMs: Number(match[2]) * 1000,
  }))
  const tightest = buckets.sort((a, b) => a.remaining - b.remaining)[0]
  if (!tightest) return null
  return { ...tightest, quota: Number(POLICY.exec(header('ratelimit-policy') ?? '')?.[1] ?? DEFAULT_QUOTA) }
}

function cap(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS))
}
