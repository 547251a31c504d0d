// Owns `dogear start` and `dogear serve`: hands over to the hosts that have a window, and loads nothing before it is needed.
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CliOption } from '../cli-command.ts'
import { appVersion } from '../app-version.ts'

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
  run: async (args) => (await import('#hosts/launcher/start.ts')).start({ args, appVersion: appVersion() }),
}

export const openLink: WindowCommand = {
  name: 'open',
  usage: 'open LINK | FILE.pdf',
  summary: 'open the window at a dogear:// link (a paper, a mark in its place, a day or a week), or with a PDF of your own',
  options: {},
  run: async (args) => {
    const file = args.find((word) => /\.pdf$/i.test(word) && !word.startsWith('-'))
    if (file !== undefined && !existsSync(file)) {
      console.error(`There is no file ${path.resolve(file)}.`)
      return 3
    }
    const { parseDogearLink } = await import('#domain/dogear-link.ts')
    if (file === undefined && !args.some((word) => parseDogearLink(word) !== undefined)) {
      console.error('Say which link or file: dogear open dogear://paper/2401.12345, or dogear open paper.pdf.')
      return 2
    }
    const absolute = args.map((word) => (word === file ? path.resolve(word) : word))
    return (await import('#hosts/launcher/start.ts')).start({ args: absolute, appVersion: appVersion() })
  },
}

export const serveWindow: WindowCommand = {
  name: 'serve',
  usage: 'serve [--port N]',
  summary: 'serve the window on 127.0.0.1 and print its address',
  options: { port },
  run: async (args) => (await import('#hosts/launcher/serve-built.ts')).serveBuilt({ args, appVersion: appVersion() }),
}

/** They open a window and read their own options. */
export const WINDOW_COMMANDS: readonly WindowCommand[] = [startWindow, openLink, serveWindow]
