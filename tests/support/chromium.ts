// Owns finding and starting the browser of the end-to-end tests: Debian's Chromium, or the Chrome or Edge of this machine.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core'
import { newTempFolder, removeFolder } from './temp-folder.ts'

export const NO_CHROMIUM = 'no Chromium here: `apt-get install chromium` puts it there on Debian, DOGEAR_CHROMIUM names another'

const FLAGS: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--no-default-browser-check',
  '--password-store=basic',
  '--force-color-profile=srgb',
]

/** The browser's program, or null where none is installed. */
export function findChromium(): string | null {
  const named = process.env['DOGEAR_CHROMIUM']
  const candidates = [...(named ? [named] : []), ...usualPlaces()]
  return candidates.find((file) => existsSync(file)) ?? null
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
  }
  if (process.platform === 'win32') {
    const folders = [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        path.join(folder, 'Google/Chrome/Application/chrome.exe'),
        path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ])
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => path.join('/usr/bin', name))
}

export interface ChromiumOptions {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** The factor of page zoom or of a dense screen. */
  deviceScaleFactor?: number
}

export interface Chromium {
  context: BrowserContext
  close(): Promise<void>
}

/** Starts a browser with a profile of its own, gone when it is closed. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const profile = newTempFolder()
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions(), ...contextOptions(options) })
  context.setDefaultTimeout(PATIENCE_MS)
  const close = async (): Promise<void> => {
    await context.close()
    removeFolder(profile)
  }
  return { context, close }
}

export interface SharedChromium {
  /** A window with a profile of its own, in memory only; the browser is started where none runs. */
  open(options?: ChromiumOptions): Promise<Chromium>
  close(): Promise<void>
}

/** One browser for many tests, since its start takes more of a machine than most of them. */
export function sharedChromium(): SharedChromium {
  let browser: Browser | null = null
  return {
    open: async (options = {}) => {
      if (!browser?.isConnected()) browser = await chromium.launch(launchOptions())
      const context = await browser.newContext(contextOptions(options))
      context.setDefaultTimeout(PATIENCE_MS)
      return { context, close: () => context.close() }
    },
    close: async () => await browser?.close(),
  }
}

const PATIENCE_MS = 30_000

function launchOptions(): LaunchOptions {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(NO_CHROMIUM)
  const asRoot = process.getuid?.() === 0
  return { executablePath, headless: true, chromiumSandbox: !asRoot, args: [...FLAGS] }
}

function contextOptions({
  width = 1440,
  height = 900,
  colorScheme = 'light',
  deviceScaleFactor = 1,
}: ChromiumOptions): BrowserContextOptions {
  const viewport = { width, height }
  return { viewport, colorScheme, deviceScaleFactor, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' }
}
