// Owns the wire of Electron: frames of one window, from its own main frame only.
import { type BrowserWindow, ipcMain, type IpcMainEvent } from 'electron'
import type { ServerFrame } from '#contract/wire.ts'
import type { LogEntry } from '#core/ports.ts'
import { type ClientSession, createClientSession } from '../client-session.ts'
import type { Core } from '../core-thread/core-thread.ts'
import type { HostCalls } from '../host-calls.ts'
import { isOwnAddress } from './own-address.ts'
import { CAME_BACK, watchWindow } from './window-health.ts'

const CHANNEL = 'dogear'

export interface IpcOptions {
  window: BrowserWindow
  core: Core
  hostCalls: HostCalls
  developmentAddress: string | undefined
  /** A page has said its first word and gets events from now on. */
  onPage: () => void
  log(entry: LogEntry): void
  quit(): void
}

/** Serves the window until it closes; a page that loads again starts a session of its own. */
export function serveIpc({ window, core, hostCalls, developmentAddress, onPage, log, quit }: IpcOptions): void {
  const contents = window.webContents
  let session: ClientSession | undefined
  const begin = (): ClientSession =>
    createClientSession({
      core,
      hostCalls,
      send: (frame) => {
        if (!contents.isDestroyed()) contents.send(CHANNEL, frame)
      },
    })
  const end = (): void => {
    session?.close()
    session = undefined
  }
  const receive = (event: IpcMainEvent, frame: unknown): void => {
    const sender = event.senderFrame
    if (event.sender !== contents || sender === null || sender.parent !== null || !isOwnAddress(sender.url, developmentAddress)) return
    const isNew = session === undefined
    session ??= begin()
    session.receive(frame)
    if (!isNew) return
    if (health.takeCameBack()) contents.send(CHANNEL, { type: 'event', name: 'notice', data: CAME_BACK } satisfies ServerFrame)
    onPage()
  }
  const health = watchWindow(window, { gone: end, log, quit })
  ipcMain.on(CHANNEL, receive)
  // the calls of the page before this one are nobody's any more
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) end()
  })
  window.on('closed', () => {
    ipcMain.removeListener(CHANNEL, receive)
    end()
  })
}
