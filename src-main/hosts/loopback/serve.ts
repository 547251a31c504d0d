// Owns `dogear serve`: starts the loopback host, prints its address, ends cleanly when told to.
import { toFailure } from '#domain/errors.ts'
import { parseStartOptions, type StartOptions } from '../start-options.ts'
import { type Loopback, startLoopback } from './main.ts'

export interface ServeOptions {
  args: readonly string[]
  appVersion: string
}

/**
 * Serves until a signal comes and resolves with the exit code: 0 after a clean end, 1 when it could not start (said in
 * one sentence), 2 when an option was wrong. Prints `dogear listening on http://127.0.0.1:PORT/?token=…` once it is ready.
 */
export async function serve({ args, appVersion }: ServeOptions): Promise<number> {
  let options: StartOptions
  try {
    options = parseStartOptions(args)
  } catch (thrown) {
    return say(thrown, 2)
  }
  if (options.rest[0] !== undefined) {
    console.error(`dogear serve knows no “${options.rest[0]}”. It takes --port, --data, --now, --hf-url, --arxiv-url and --offline.`)
    return 2
  }
  let host: Loopback
  try {
    host = await startLoopback({ ...options, appVersion })
  } catch (thrown) {
    return say(thrown, 1)
  }
  announce(host)
  return untilSignal(host)
}

/** The line that tools wait for, and what was wrong with the settings before it. Returns the address. */
export function announce(host: Loopback): string {
  if (host.notice !== null) console.error(host.notice)
  const link = host.newLink()
  console.log(`dogear listening on ${link}`)
  return link
}

/** Resolves with 0 once the host has closed. A second signal ends at once. */
export async function untilSignal(host: Loopback): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  await new Promise<void>((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve())
  })
  await host.close()
  return 0
}

function say(thrown: unknown, code: number): number {
  const failure = toFailure(thrown)
  console.error(failure.message)
  if (failure.code === 'internal' && process.env['DOGEAR_DETAILS'] === '1') console.error(failure.detail)
  return code
}
