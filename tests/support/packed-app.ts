// Owns the packed program in a test: packed once with the Electron that is here, started on a virtual screen, driven from outside.
import { cpSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { packApp } from '#hosts/launcher/package-app.ts'
import { type ElectronRuntime, findElectron, installedElectron } from './electron-runtime.ts'
import { cleanEnvironment, sourceArgs } from './loopback-host.ts'
import { type Program, startProgram } from './program.ts'
import { repositoryRoot } from './repository.ts'
import { removeFolder } from './temp-folder.ts'
import { startVirtualScreen } from './virtual-screen.ts'

/** The stand-in is older than Node's SQLite; only there this goes along. */
export const STAND_IN_PACKAGES = ['@photostructure/sqlite', 'node-gyp-build'] as const

export interface PackedApp {
  executable: string
  archive: string
  folder: string
  /** True where the pack carries `STAND_IN_PACKAGES`. */
  carriesSqlite: boolean
}

/** Packs the program into `folder`. */
export async function packForTest(folder: string): Promise<PackedApp> {
  const runtime = findElectron()
  if (runtime === null) throw new Error('no Electron here')
  const carriesSqlite = installedElectron() === null
  const electron = path.join(folder, 'electron')
  linkRuntime(runtime, electron)
  const filter = ['package.json', 'LICENSE', 'dist/**/*.cjs', '*.js', `prebuilds/${process.platform}-${process.arch}/**`]
  const packed = await packApp({
    root: repositoryRoot,
    folderOnly: true,
    output: path.join(folder, 'packed'),
    electron: { folder: electron, version: runtime.version },
    alongside: carriesSqlite ? STAND_IN_PACKAGES.map((name) => ({ from: `node_modules/${name}`, to: `node_modules/${name}`, filter })) : [],
  })
  removeFolder(electron)
  const program = path.join(packed, readdirSync(packed).find((name) => name.endsWith('-unpacked')) ?? '')
  return { executable: path.join(program, 'dogear'), archive: path.join(program, 'resources', 'app.asar'), folder: program, carriesSqlite }
}

/** The runtime without the app that makes it start any folder: a packed program has none. */
function linkRuntime({ executablePath }: ElectronRuntime, folder: string): void {
  const from = path.dirname(executablePath)
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (/^resources\/(?:app|default_app\.asar)(?:\/|$)/.test(name)) continue
    const target = path.join(folder, name)
    if (statSync(path.join(from, name)).isDirectory()) mkdirSync(target, { recursive: true })
    else link(path.join(from, name), target)
  }
}

function link(from: string, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true })
  try {
    linkSync(from, target)
  } catch {
    cpSync(from, target)
  }
}

export interface RunningPackedApp {
  page: Page
  program: Program
  /** Closes the window as a person does and waits for the end. */
  quit(): Promise<void>
  close(): Promise<void>
}

export interface PackedOptions {
  dataFolder: string
  sourceUrl?: string
  now?: string
  args?: readonly string[]
  /** A program and its arguments that start the packed one, to look at what it does. */
  under?: readonly string[]
}

const LOOK_AGAIN_MS = 50

/** Once its page is shown: Playwright waits for ever for one that tells of itself while it connects. */
async function connect(address: string): Promise<Browser> {
  const targets = `http://${new URL(address).host}/json/list`
  const isThere = async (): Promise<boolean> => {
    const pages = (await (await fetch(targets)).json()) as { type: string; url: string; title: string }[]
    return pages.some(({ type, url, title }) => type === 'page' && url.startsWith('app:') && title === 'Dogear')
  }
  while (!(await isThere())) await delay(LOOK_AGAIN_MS)
  return await chromium.connectOverCDP(address)
}

/** Its debugging port is the only way in: the fuses leave no other. */
export async function startPackedApp(app: PackedApp, options: PackedOptions): Promise<RunningPackedApp> {
  const { dataFolder, sourceUrl, now, args = [], under = [] } = options
  const screen = await startVirtualScreen()
  const words = [
    ...under,
    app.executable,
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    '--data',
    dataFolder,
    ...sourceArgs(sourceUrl),
    ...(now === undefined ? [] : ['--now', now]),
    ...args,
  ]
  const [file = '', ...rest] = words
  const program = startProgram(file, rest, { cwd: dataFolder, env: cleanEnvironment(dataFolder, { DISPLAY: screen.display }) })
  let browser: Browser | undefined
  const close = async (): Promise<void> => {
    await browser?.close()
    await program.end('SIGKILL')
    await screen.close()
  }
  try {
    const [, address = ''] = await program.says(/DevTools listening on (ws:\/\/\S+)/)
    browser = await connect(address)
    const context = browser.contexts()[0]
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (!page) throw new Error('the packed program opened no window')
    page.setDefaultTimeout(60_000)
    const quit = async (): Promise<void> => {
      await page.close().catch(() => undefined)
      await program.ended
      await close()
    }
    return { page, program, quit, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
