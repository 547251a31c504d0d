// Owns the wire of Electron: frames of one window, from its own main frame only.
import { type BrowserWindow, ipcMain, type IpcMainEvent } from 'electron'
import { type ClientSession, createClientSession } from '../client-session.ts'
import type { Core } from '../core-thread/core-thread.ts'
import type { HostCalls } from '../host-calls.ts'
import { isOwnAddress } from './own-address.ts'

const CHANNEL = 'dogear'

export interface IpcOptions {
  window: BrowserWindow
  core: Core
  hostCalls: HostCalls
  developmentAddress: string | undefined
  /** A page has said its first word and gets events from now on. */
  onPage: () => void
}

const MOST_RELOADS = 3
const RELOADS_WITHIN_MS = 60_000

/** Serves the window until it closes; a page that loads again starts a session of its own. */
export function serveIpc({ window, core, hostCalls, developmentAddress, onPage }: IpcOptions): void {
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
    if (isNew) onPage()
  }
  ipcMain.on(CHANNEL, receive)
  // the calls of the page before this one are nobody's any more
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) end()
  })
  const reloads: number[] = []
  contents.on('render-process-gone', (_event, { reason }) => {
    end()
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    while (reloads[0] !== undefined && now - reloads[0] > RELOADS_WITHIN_MS) reloads.shift()
    if (reloads.length >= MOST_RELOADS) return
    reloads.push(now)
    contents.reload()
  })
  window.on('closed', () => {
    ipcMain.removeListener(CHANNEL, receive)
    end()
  })
}
