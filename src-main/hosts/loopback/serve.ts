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
  for (const sentence of [host.notice, host.damage]) if (sentence !== null) console.error(sentence)
  const link = host.newLink()
  console.log(`dogear listening on ${link}`)
  return link
}

/** The same signal often comes twice (to a group of processes, and passed on inside it): only a later one is impatience. */
const IMPATIENT_AFTER_MS = 1000

/** Resolves with 0 once the host has closed after a signal. */
export async function untilSignal(host: Loopback): Promise<number> {
  let firstAt: number | undefined
  await new Promise<void>((resolve) => {
    const hear = (): void => {
      if (firstAt !== undefined && performance.now() - firstAt > IMPATIENT_AFTER_MS) process.exit(1)
      firstAt ??= performance.now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
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
