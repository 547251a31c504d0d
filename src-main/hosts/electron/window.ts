// Owns the window: where it stands, and everything a page in it may not do.
import { BrowserWindow, nativeTheme, screen, type Session, type WebContents } from 'electron'
import type { Settings } from '#domain/settings.ts'
import { isOwnAddress, WINDOW_ADDRESS } from './own-address.ts'
import { keepWindowState, readWindowState } from './window-state.ts'

export interface WindowOptions {
  preloadFile: string
  stateFile: string
  iconFile: string | undefined
  settings: Settings
  developmentAddress: string | undefined
  session: Session
}

/** Dark and light page colours of the style sheet, so that no white flash comes before the first frame. */
const PAGE_COLOURS = { light: '#fbfaf7', dark: '#161615', sepia: '#f4ecd8', 'high-contrast': '#000000' }

export function openWindow({ preloadFile, stateFile, iconFile, settings, developmentAddress, session }: WindowOptions): BrowserWindow {
  const state = readWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 320,
    minHeight: 400,
    ...state?.bounds,
    show: false,
    title: 'Dogear',
    backgroundColor: pageColour(settings),
    ...(iconFile === undefined ? {} : { icon: iconFile }),
    webPreferences: {
      session,
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // its dictionaries come from the network on Windows and Linux
      spellcheck: process.platform === 'darwin',
    },
  })
  if (state?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  const keep = (): void => {
    if (!window.isDestroyed()) keepWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  }
  let timer: NodeJS.Timeout | undefined
  const keepSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, 400)
  }
  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('close', () => {
    clearTimeout(timer)
    keep()
  })
  void window.loadURL(developmentAddress ?? WINDOW_ADDRESS)
  return window
}

/** For every web contents there ever is, whoever made it. */
export function confine(contents: WebContents, developmentAddress: string | undefined): void {
  const stay = (event: { preventDefault(): void }, address: string): void => {
    if (!isOwnAddress(address, developmentAddress)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** No page gets any permission or device but the clipboard it writes to, downloads nothing, and asks nobody outside. */
export function confineSession(session: Session, developmentAddress: string | undefined): void {
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write'
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(allowed(permission)))
  session.setPermissionCheckHandler((_contents, permission) => allowed(permission))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  const isDevelopment = (url: URL): boolean => developmentAddress !== undefined && url.host === new URL(developmentAddress).host
  session.webRequest.onBeforeRequest((details, decide) => {
    const url = new URL(details.url)
    decide({ cancel: !['app:', 'blob:', 'data:', 'devtools:'].includes(url.protocol) && !isDevelopment(url) })
  })
}

/** From the moment a session is there: elsewhere than on macOS the spell checker would fetch its dictionaries from the network. */
export function silenceSpellChecker(session: Session): void {
  session.setSpellCheckerEnabled(process.platform === 'darwin')
  if (process.platform !== 'darwin') session.setSpellCheckerLanguages([])
}

/** Native parts (menus, title bar, scroll bars) follow the theme; `system` follows the system. */
export function followTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme === 'system' ? 'system' : theme === 'dark' || theme === 'high-contrast' ? 'dark' : 'light'
}

function pageColour({ theme }: Settings): string {
  return PAGE_COLOURS[theme === 'system' ? (nativeTheme.shouldUseDarkColors ? 'dark' : 'light') : theme]
}
