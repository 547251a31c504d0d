// Owns the only door between a page and the main process: frames out, frames in. It does not change when a call is added.
import { contextBridge, ipcRenderer } from 'electron'
import type { ClientFrame, ServerFrame } from '#contract/wire.ts'

contextBridge.exposeInMainWorld('dogear', {
  send: (frame: ClientFrame): void => ipcRenderer.send('dogear', frame),
  /** Returns the function that ends it. */
  onFrame: (listener: (frame: ServerFrame) => void): (() => void) => {
    const relay = (_event: unknown, frame: ServerFrame): void => listener(frame)
    ipcRenderer.on('dogear', relay)
    return () => {
      ipcRenderer.removeListener('dogear', relay)
    }
  },
})
