// Owns `npm start`: builds what is stale, opens Electron, or the same window in the browser where that can't be.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { parseDogearLink } from '#domain/dogear-link.ts'
import { toFailure } from '#domain/errors.ts'
import { parseStartOptions, type StartOptions } from '../start-options.ts'
import { buildStale } from './build-stale.ts'
import { type ElectronRuntime, findElectron } from './electron-runtime.ts'
import { openInBrowser } from './open-in-browser.ts'
import { builtFiles, builtLoopback } from './serve-built.ts'

export interface LaunchOptions {
  args: readonly string[]
  appVersion: string
  /** The project's folder. */
  root?: string
}

const ROOT = path.resolve(import.meta.dirname, '../../..')

/**
 * Opens the window and resolves with the exit code when it is closed: 0, 1 when it could not start (said in one
 * sentence), 2 when an option was wrong. Options go to the host as they are; `--no-open` and `--browser` choose the
 * browser, the first only prints the address.
 */
export async function start({ args, appVersion, root = ROOT }: LaunchOptions): Promise<number> {
  let options: StartOptions
  try {
    options = parseStartOptions(args)
  } catch (thrown) {
    return tell(thrown, 2)
  }
  const wantsBrowser = !options.open || options.rest.includes('--browser')
  const unknown = options.rest.find(
    (word) => !['--browser', '--no-sandbox'].includes(word) && !word.startsWith('dogear://') && !isPdf(word),
  )
  if (unknown !== undefined) {
    console.error(
      `dogear start knows no “${unknown}”. It takes --data, --now, --hf-url, --arxiv-url, --offline, --port, --browser and --no-open.`,
    )
    return 2
  }
  try {
    const answer = wantsBrowser ? { why: undefined } : await findElectron({ root, args, say: (sentence) => console.error(sentence) })
    const runtime = 'runtime' in answer ? answer.runtime : undefined
    await buildStale(root, runtime?.major, (sentence) => console.error(sentence))
    if (runtime) {
      const ended = await runElectron(runtime, root, args)
      if (ended.started) return ended.code
    }
    const why = runtime ? 'Electron did not start here' : 'why' in answer ? answer.why : undefined
    if (why !== undefined) console.error(`The window opens in your browser, because ${why}.`)
    return await inBrowser(
      root,
      options,
      appVersion,
      options.rest.find((word) => parseDogearLink(word) !== undefined || isPdf(word)),
    )
  } catch (thrown) {
    return tell(thrown, 1)
  }
}

/** Builds what is stale; the exit code, 0 when there is something to serve. */
export async function buildWindow(root: string = ROOT): Promise<number> {
  try {
    await buildStale(root, undefined, (sentence) => console.error(sentence))
    return 0
  } catch (thrown) {
    return tell(thrown, 1)
  }
}

async function inBrowser(root: string, options: StartOptions, appVersion: string, asked: string | undefined): Promise<number> {
  const { serveFor } = await builtLoopback(root)
  const file = asked !== undefined && isPdf(asked) ? asked : undefined
  const link = file === undefined ? asked : undefined
  return await serveFor({ options, file, link, show: options.open ? openInBrowser : () => undefined, appVersion, ...builtFiles(root) })
}

/** A PDF of the reader's own, as an absolute path. */
function isPdf(word: string): boolean {
  return path.isAbsolute(word) && /\.pdf$/i.test(word)
}

/** A runtime that ends this soon with an error has not shown a window (a missing library, no sandbox). */
const STARTED_AFTER_MS = 5000

function runElectron(runtime: ElectronRuntime, root: string, args: readonly string[]): Promise<{ started: boolean; code: number }> {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(runtime.executable, [root, ...args], { stdio: ['ignore', 'inherit', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal)
    process.on('SIGINT', passOn)
    process.on('SIGTERM', passOn)
    child.on('error', () => resolve({ started: false, code: 1 }))
    child.on('exit', (code, signal) => {
      process.off('SIGINT', passOn)
      process.off('SIGTERM', passOn)
      if (code === REFUSED) {
        console.error(sentenceIn(said))
        return resolve({ started: true, code: 1 })
      }
      const failedEarly = code !== 0 && signal !== 'SIGTERM' && signal !== 'SIGINT' && performance.now() - began < STARTED_AFTER_MS
      resolve({ started: !failedEarly, code: code ?? 0 })
    })
  })
}

/** The exit code of `hosts/electron` after a sentence of its own. */
const REFUSED = 3

/** Chromium writes its own lines between ours, each with its process in brackets. */
function sentenceIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\[\d+[:/]/.test(line))
  return lines.at(-1) ?? 'Dogear could not start.'
}

function tell(thrown: unknown, code: number): number {
  console.error(toFailure(thrown).message)
  return code
}
