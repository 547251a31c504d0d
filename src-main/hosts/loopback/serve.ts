// Owns `dogear serve`: starts the loopback host, prints its address, ends cleanly when told to.
import { toFailure } from '#domain/errors.ts'
import { parseStartOptions, type StartOptions } from '../start-options.ts'
import { type Loopback, type LoopbackOptions, startLoopback } from './main.ts'

type Program = Pick<LoopbackOptions, 'appVersion' | 'windowFolder' | 'workerFile'>

export interface ServeOptions extends Program {
  args: readonly string[]
}

export interface ServeForOptions extends Program {
  options: StartOptions
  /** A PDF of the reader's own, to be taken in. */
  file: string | undefined
  /** A dogear:// link that the window opens at. */
  link: string | undefined
  /** Shows an address to the reader. */
  show(address: string): void
}

/**
 * Serves until a signal comes and resolves with the exit code: 0 after a clean end, 1 when it could not start (said in
 * one sentence), 2 when an option was wrong. Prints `dogear listening on http://127.0.0.1:PORT/?token=…` once it is ready.
 */
export async function serve({ args, ...program }: ServeOptions): Promise<number> {
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
    host = await startLoopback({ ...options, ...program })
  } catch (thrown) {
    return say(thrown, 1)
  }
  announce(host)
  return untilSignal(host)
}

/** Serves what `dogear start` asks for, until a signal comes; the exit code is that of `serve`. */
export async function serveFor({ options, file, link, show, ...program }: ServeForOptions): Promise<number> {
  let host: Loopback
  try {
    host = await startLoopback({ ...options, ...program })
  } catch (thrown) {
    return say(thrown, 1)
  }
  const wanted = file === undefined ? link : await host.openFile(file).catch((thrown: unknown) => void say(thrown, 1))
  const address = announce(host)
  show(wanted === undefined ? address : `${address}#${encodeURIComponent(wanted)}`)
  return await untilSignal(host)
}

/** The line that tools wait for, and what was wrong with the settings before it. Returns the address. */
function announce(host: Loopback): string {
  for (const sentence of [host.notice, host.damage]) if (sentence !== null) console.error(sentence)
  const link = host.newLink()
  console.log(`dogear listening on ${link}`)
  return link
}

/** The same signal often comes twice (to a group of processes, and passed on inside it): only a later one is impatience. */
const IMPATIENT_AFTER_MS = 1000

/** Resolves with 0 once the host has closed after a signal. */
async function untilSignal(host: Loopback): Promise<number> {
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
