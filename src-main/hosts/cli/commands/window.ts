// Owns `dogear start` and `dogear serve`: hands over to the hosts that have a window.
import type { CliOption } from '../cli-command.ts'
import { appVersion } from '../library.ts'

export interface WindowCommand {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly options: Readonly<Record<string, CliOption>>
  /** Resolves with the exit code once the window or the server has ended; reads its own options. */
  run(args: readonly string[]): Promise<number>
}

const port: CliOption = { value: 'N', help: 'serve on this port of 127.0.0.1; the one of last time unless told' }

export const startWindow: WindowCommand = {
  name: 'start',
  usage: 'start [--browser] [--no-open]',
  summary: 'open the window; in the browser where Electron can’t be had',
  options: {
    browser: { help: 'use the browser' },
    'no-open': { help: 'use the browser, and only print the address' },
    port,
  },
  // loaded when needed: the other commands start sooner without it
  run: async (args) => (await import('#hosts/launcher/start.ts')).start({ args, appVersion: appVersion() }),
}

export const serveWindow: WindowCommand = {
  name: 'serve',
  usage: 'serve [--port N]',
  summary: 'serve the window on 127.0.0.1 and print its address',
  options: { port },
  run: async (args) => {
    const { buildWindow } = await import('#hosts/launcher/start.ts')
    const built = await buildWindow()
    return built === 0 ? (await import('#hosts/loopback/serve.ts')).serve({ args, appVersion: appVersion() }) : built
  },
}
