// Owns who may talk to the loopback host: this machine's own names, this host's own pages, and who has the cookie.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface Gate {
  /** `Set-Cookie` value. */
  readonly cookie: string
  /** Whether the request carries the session's cookie. */
  knows(headers: IncomingHttpHeaders): boolean
}

export function createGate(secret: string): Gate {
  // Cookies don't see ports: the name keeps two libraries on one machine apart.
  const name = `dogear-${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`
  return {
    cookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`,
    knows: (headers) =>
      (headers.cookie ?? '').split(';').some((part) => {
        const [key, value] = part.trim().split('=')
        return key === name && sameSecret(value ?? '', secret)
      }),
  }
}

export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const LOCAL_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/

/** A name that some other site's DNS points here (DNS rebinding) is refused. Any port: an SSH tunnel may use another. */
export function isOwnHost(headers: IncomingHttpHeaders): boolean {
  return LOCAL_HOST.test(headers.host ?? '')
}

export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.origin === `http://${headers.host ?? ''}`
}

/** A request from a page of ours or from the address bar; never one that another page made, even one on this machine. */
export function isOwnRequest(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined && !isOwnOrigin(headers)) return false
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return true
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}
