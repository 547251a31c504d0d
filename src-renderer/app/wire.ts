// Owns what a wire is: the way frames travel between this window and its host.
import type { ClientFrame, ServerFrame } from '#contract/wire.ts'

export interface Wire {
  /** Who opens links: the host under Electron, the window itself in a browser. */
  readonly kind: 'electron' | 'browser'
  /** Frames sent while the wire is down are dropped; the client sends them again when it is up. */
  send(frame: ClientFrame): void
  onFrame(listener: (frame: ServerFrame) => void): () => void
}
