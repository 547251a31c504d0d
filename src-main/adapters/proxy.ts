// Owns which proxy stands between this machine and the sources: what its environment says, and what a proxy's refusal means.
import { DogearError } from '#domain/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface Proxy {
  /** For the option `proxyEnv` of Node's agents. */
  agentEnvironment: { HTTPS_PROXY: string; NO_PROXY: string }
  /** With its port, without its name and password. */
  host: string
  /** Why it can't be used, as a sentence; then nothing goes past it either. */
  refusal: string | null
}

const LOOPBACK = 'localhost,127.0.0.1,[::1],::1'

/** The proxy for https addresses, as curl reads it: `HTTPS_PROXY`, else `ALL_PROXY`, with `NO_PROXY`. This machine is never asked through one. Null: there is none. */
export function proxyOf(environment: Environment, nodeVersion: string = process.versions.node): Proxy | null {
  const named = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? ''
  const variable = named('HTTPS_PROXY') === '' ? 'ALL_PROXY' : 'HTTPS_PROXY'
  const given = named(variable)
  if (given === '') return null
  const url = readAddress(given)
  const host = url?.host ?? ''
  return {
    agentEnvironment: { HTTPS_PROXY: url?.href ?? '', NO_PROXY: [named('NO_PROXY'), LOOPBACK].filter((part) => part !== '').join(',') },
    host,
    refusal:
      url === null
        ? `${variable} names no proxy that Dogear can use. Write one like http://proxy.example:8080.`
        : takesProxies(nodeVersion)
          ? null
          : `The proxy of ${variable} needs Node 22.21 or 24.5 at least, and this is ${nodeVersion}.`,
  }
}

function readAddress(text: string): URL | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : null
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : null
}

function takesProxies(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21)
}

/** What went wrong at the proxy itself; null where it was not the proxy. */
export function proxyError(
  cause: Error & { code?: unknown; statusCode?: unknown; port?: unknown; hostname?: unknown },
  proxy: Proxy,
): DogearError | null {
  const detail = `${proxy.host}: ${String(cause.code)} ${cause.message}`
  if (cause.code === 'ERR_PROXY_TUNNEL') {
    const sentence =
      cause.statusCode === 407
        ? `The proxy ${proxy.host} wants a name and a password: HTTPS_PROXY can hold them, as http://NAME:PASSWORD@${proxy.host}.`
        : typeof cause.statusCode === 'number'
          ? `The proxy ${proxy.host} lets Dogear not through (${cause.statusCode}). Ask whoever runs it.`
          : `The proxy ${proxy.host} does not answer.`
    return new DogearError('offline', sentence, { retryable: true, detail, cause })
  }
  const { hostname, port } = new URL(proxy.agentEnvironment.HTTPS_PROXY)
  const isItself = cause.hostname === hostname || (port !== '' && cause.port === Number(port))
  if (!isItself) return null
  return new DogearError(
    'offline',
    `The proxy ${proxy.host} can’t be reached. Everything stored stays usable; what waits goes on when it is back.`,
    {
      retryable: true,
      detail,
      cause,
    },
  )
}
