// Owns the wire to Electron's main process, through the two functions that the preload exposes.
import { type ClientFrame, ServerFrame } from '#contract/wire.ts'
import type { Wire } from './wire.ts'

interface Bridge {
  send(frame: ClientFrame): void
  onFrame(listener: (frame: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly dogear?: Bridge
  }
}

/** The wire of an Electron window; undefined in a browser. */
export function electronWire(): Wire | undefined {
  const bridge = window.dogear
  if (!bridge) return undefined
  return {
    kind: 'electron',
    send: (frame) => bridge.send(frame),
    onFrame: (listener) =>
      bridge.onFrame((frame) => {
        const parsed = ServerFrame.safeParse(frame)
        if (parsed.success) listener(parsed.data)
      }),
  }
}
