// Owns the start of the Electron host: one instance, one window, core beside it, links and menus into it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, type BrowserWindow, dialog, Menu, Notification, powerMonitor, session as sessions, shell } from 'electron'
import ElectronStore from 'electron-store'
import type { ActionId } from '#contract/actions.ts'
import { api } from '#contract/api.ts'
import { LINK_SCHEME, parseDogearLink } from '#domain/dogear-link.ts'
import { toFailure } from '#domain/errors.ts'
import type { Settings } from '#domain/settings.ts'
import { logFile } from '#adapters/data-folder.ts'
import { createLog } from '#adapters/log.ts'
import { listWindowFiles } from '#adapters/window-files.ts'
import { type Core, createCore } from '../core-thread/core-thread.ts'
import { coreSettingsOf, createHostCalls } from '../host-calls.ts'
import { openPlace, parseStartOptions, type Place, type StartOptions } from '../start-options.ts'
import { linkAmong, pdfAmong } from './deep-link.ts'
import { createDialogs } from './dialogs.ts'
import { serveIpc } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { declareScheme, serveWindow } from './protocol.ts'
import { secretKey } from './secret-key.ts'
import { confine, confineSession, followTheme, openWindow, silenceSpellChecker } from './window.ts'

const built = import.meta.dirname
const developmentAddress = __DEVELOPMENT__ ? process.env['ELECTRON_RENDERER_URL'] : undefined

// as root, in tests, Electron starts with --no-sandbox or not at all; it would ask for both
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
closeChromiumsNetwork()
declareScheme()
app.setName('Dogear')
app.on('session-created', silenceSpellChecker)
app.on('web-contents-created', (_event, contents) => confine(contents, developmentAddress))
start()

function start(): void {
  let options: StartOptions
  let place: Place
  try {
    options = parseStartOptions(process.argv.slice(1))
    place = openPlace(
      options.dataFolder,
      ({ folder, name }) =>
        new ElectronStore<Record<string, unknown>>({ cwd: folder, name, accessPropertiesByDotNotation: false, configFileMode: 0o600 }),
    )
  } catch (thrown) {
    refuse(thrown)
    return
  }
  // the window's own storage lies with the library, so that "one instance" means one for each library
  app.setPath('userData', path.join(place.dataFolder, 'window'))
  app.setPath('sessionData', path.join(place.dataFolder, 'window'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  run(options, place)
}

function run(options: StartOptions, { dataFolder, settings: store }: Place): void {
  let window: BrowserWindow | undefined
  let pageIsThere = false
  let wanted = linkAmong(process.argv)
  let wantedFile = pdfAmong(process.argv.slice(1), process.cwd())
  const hostCalls = createHostCalls({
    store,
    overrides: options.overrides,
    openExternal: (url) => shell.openExternal(url),
    dialogs: createDialogs(dataFolder, () => window),
    onSettings: (settings) => {
      core.configure(coreSettingsOf(settings))
      followTheme(settings)
      setMenu(settings)
    },
    copies: { dataFolder, care: (task) => core.care(task) },
    appVersion: app.getVersion(),
  })
  const log = createLog(logFile(dataFolder), () => Date.now())
  const core: Core = createCore({
    workerFile: path.join(built, 'core-worker.js'),
    dataFolder,
    settings: coreSettingsOf(hostCalls.settings()),
    appVersion: app.getVersion(),
    clockOffsetMs: options.clockOffsetMs,
  })

  // one that nothing holds on to is forgotten, and a click on it does nothing
  const notices = new Set<Notification>()
  core.onEvent((frame) => {
    if (frame.name !== 'notice' || !Notification.isSupported()) return
    const { title, body, link } = frame.data
    const notification = new Notification({ title, body })
    notices.add(notification)
    notification.on('click', () => arrive(link ?? undefined))
    notification.on('close', () => notices.delete(notification))
    notification.show()
  })

  const setMenu = ({ keys }: Settings): void => {
    const perform = (id: ActionId): void => hostCalls.emit({ name: 'action', data: { id } })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, keys, perform, developer: __DEVELOPMENT__ })))
  }
  const open = (): void => {
    window = openWindow({
      preloadFile: path.join(built, '../preload/preload.cjs'),
      stateFile: path.join(dataFolder, 'window-state.json'),
      iconFile: iconFile(),
      settings: hostCalls.settings(),
      developmentAddress,
      session: sessions.defaultSession,
    })
    pageIsThere = false
    serveIpc({
      window,
      core,
      hostCalls,
      developmentAddress,
      onPage: () => {
        pageIsThere = true
        show(wanted)
        showFile(wantedFile)
      },
      log,
      quit: () => app.quit(),
    })
    window.on('closed', () => {
      window = undefined
      pageIsThere = false
    })
  }
  const front = (): void => {
    core.retry()
    if (!window) return open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  /** A link that came before the window is kept for it; what is no link of ours is dropped. */
  const show = (link: string | undefined): void => {
    wanted = undefined
    if (link !== undefined && parseDogearLink(link)) hostCalls.emit({ name: 'showLink', data: { link } })
  }
  const arrive = (link: string | undefined): void => {
    if (!app.isReady()) {
      wanted = link ?? wanted
      return
    }
    front()
    wanted = link ?? wanted
    if (pageIsThere) show(wanted)
  }

  /** Takes a PDF of the reader's own into the library and shows it. */
  const showFile = (file: string | undefined): void => {
    wantedFile = undefined
    if (file === undefined) return
    void core.call('files.open', { path: file }, { signal: new AbortController().signal }).then((outcome) => {
      if (!outcome.ok) return hostCalls.emit({ name: 'notice', data: { title: 'Not opened', body: outcome.error.message, link: null } })
      const { file: opened } = api['files.open'].output.parse(outcome.value)
      show(`${LINK_SCHEME}://file/${opened.hash}`)
    })
  }
  const arriveWithFile = (file: string | undefined): void => {
    wantedFile = file ?? wantedFile
    if (app.isReady() && pageIsThere) showFile(wantedFile)
  }

  app.on('second-instance', (_event, args, folder) => {
    arrive(linkAmong(args))
    arriveWithFile(pdfAmong(args.slice(1), folder))
  })
  app.on('open-file', (event, file) => {
    event.preventDefault()
    arrive(undefined)
    arriveWithFile(file)
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    arrive(link)
  })
  app.on('activate', () => {
    if (app.isReady() && !window) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeBeforeQuit(core)

  void app.whenReady().then(() => {
    try {
      confineSession(sessions.defaultSession, developmentAddress)
      if (developmentAddress === undefined)
        serveWindow(sessions.defaultSession, listWindowFiles(path.join(built, '../renderer')), dataFolder)
      if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
      core.unlock(secretKey(dataFolder))
      followTheme(hostCalls.settings())
      setMenu(hostCalls.settings())
      powerMonitor.on('resume', () => wake(core))
      open()
    } catch (thrown) {
      refuse(thrown)
    }
  })
}

/**
 * Core makes every request, through Node. Chromium itself needs no network, and would look for dictionaries and new
 * components at each start; so no name is an address for it.
 */
function closeChromiumsNetwork(): void {
  if (developmentAddress !== undefined) return
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-proxy-server'])
    app.commandLine.appendSwitch(name)
}

/** What was in flight on the network before the machine slept is tried again. */
function wake(core: Core): void {
  void core.call('sync.wake', {}, { signal: new AbortController().signal })
}

/** The library is closed in order before the process ends; the windows are gone by then and have saved. */
function closeBeforeQuit(core: Core): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const quitAgain = (): void => {
      closed = true
      app.quit()
    }
    // not before this event has ended: Electron takes no second quit while it asks about the first
    void core.close().finally(() => setImmediate(quitAgain))
  })
}

function iconFile(): string | undefined {
  const file = path.join(app.getAppPath(), 'resources', 'icon.png')
  return process.platform === 'linux' && existsSync(file) ? file : undefined
}

/** So that whoever started it knows that a sentence was said. */
const REFUSED = 3

/** Before there is a window: the sentence, and the end. A code given before Electron is ready is lost. */
function refuse(thrown: unknown): void {
  const { message } = toFailure(thrown)
  process.stderr.write(`${message}\n`)
  void app.whenReady().then(() => {
    // whoever clicked an icon sees no terminal
    if (app.isPackaged) dialog.showErrorBox('Dogear', message)
    app.exit(REFUSED)
  })
}
