// Owns Dogear in a real Electron for a test: on its own virtual screen, driven by Playwright, ended as a person ends it.
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { findElectron } from './electron-runtime.ts'
import { cleanEnvironment, sourceArgs } from './loopback-host.ts'
import { repositoryRoot } from './repository.ts'
import { findXvfb, startVirtualScreen, type VirtualScreen } from './virtual-screen.ts'

/** Why no real Electron can run here, as half a sentence; null when it can. */
export function whyNoElectron(): string | null {
  if (findElectron() === null) return 'no Electron runtime here: its binary could not be had, nor the stand-in from the package registry'
  if (process.platform === 'linux' && findXvfb() === null) return 'no Xvfb here: `apt-get install xvfb` puts it there on Debian'
  return null
}

export interface ElectronWindow {
  app: ElectronApplication
  page: Page
  /** What the main process printed. */
  printed(): string
  /** Ends the program as its menu does, and waits. */
  quit(): Promise<void>
  close(): Promise<void>
}

export interface ElectronWindowOptions {
  dataFolder: string
  sourceUrl?: string
  now?: string
  args?: readonly string[]
}

export async function openElectronWindow({ dataFolder, sourceUrl, now, args = [] }: ElectronWindowOptions): Promise<ElectronWindow> {
  const runtime = findElectron()
  if (runtime === null) throw new Error(whyNoElectron() ?? 'no Electron')
  const screen: VirtualScreen | null = process.platform === 'linux' ? await startVirtualScreen() : null
  let printed = ''
  // Chromium refuses its sandbox to root, and to everyone where the system forbids user namespaces
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const options = ['--data', dataFolder, ...sourceArgs(sourceUrl), ...(now === undefined ? [] : ['--now', now])]
  const app = await launch({
    executablePath: runtime.executablePath,
    args: [...sandbox, '--disable-gpu', repositoryRoot, ...options, ...args],
    cwd: repositoryRoot,
    env: definedOnly(cleanEnvironment(dataFolder, screen === null ? {} : { DISPLAY: screen.display })),
  }).catch(async (thrown: unknown) => {
    await screen?.close()
    throw thrown
  })
  const child = app.process()
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const page = await app.firstWindow()
  page.setDefaultTimeout(30_000)
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
    await screen?.close()
  }
  const quit = async (): Promise<void> => {
    // the answer may be lost with the process that gives it
    await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
    await ended
    await screen?.close()
  }
  return { app, page, printed: () => printed, quit, close }
}

const LAUNCHES = 3
const LAUNCH_PATIENCE_MS = 30_000

/** On a loaded machine Playwright now and then misses the moment in which Electron waits for it; each miss is printed. */
async function launch(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: LAUNCH_PATIENCE_MS })
    } catch (thrown) {
      if (attempt === LAUNCHES) throw thrown
      process.stdout.write(`Electron was not reached at attempt ${attempt}: ${String(thrown).split('\n')[0] ?? ''}\n`)
    }
  }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
