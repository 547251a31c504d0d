// Owns the wire of a browser window: a WebSocket at /wire of the same origin that reconnects by itself.
import { type ClientFrame, ServerFrame } from '#contract/wire.ts'
import type { Wire } from './wire.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000
/** A reader who is asked whether to leave, and stays, has the socket again so soon after. */
const LEAVING_MS = 1_000
/** A browser carries no more than 64 KiB for pages that are gone. */
const MOST_LAST_BYTES = 60_000
const LOST = 'Dogear does not answer. What you type is kept here and saved when it is back.'

/** Connects at once and again after each loss; says `lost` as a host frame; the first word of the host tells whether core is up. */
export function socketWire(url: string): Wire {
  const listeners = new Set<(frame: ServerFrame) => void>()
  const tell = (frame: ServerFrame): void => listeners.forEach((listener) => listener(frame))
  let waitMs = FIRST_WAIT_MS
  let retry: ReturnType<typeof setTimeout> | undefined
  let socket = connect()

  function connect(): WebSocket {
    clearTimeout(retry)
    const opened = new WebSocket(url)
    opened.addEventListener('open', () => {
      waitMs = FIRST_WAIT_MS
    })
    opened.addEventListener('message', (event: MessageEvent<unknown>) => {
      const frame = readFrame(event.data)
      if (frame) tell(frame)
    })
    opened.addEventListener('close', () => {
      if (opened !== socket) return
      tell({ type: 'host', core: 'lost', sentence: LOST })
      retry = setTimeout(() => (socket = connect()), waitMs)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    })
    return opened
  }

  const connectNow = (): void => {
    if (socket.readyState === WebSocket.CLOSED) socket = connect()
  }
  window.addEventListener('online', connectNow)
  document.addEventListener('visibilitychange', connectNow)

  // before any other listener of the window: what these send goes the way that outlives the page
  let leaving: ReturnType<typeof setTimeout> | undefined
  const leave = (): void => {
    clearTimeout(leaving)
    leaving = setTimeout(() => (leaving = undefined), LEAVING_MS)
  }
  window.addEventListener('beforeunload', leave)
  window.addEventListener('pagehide', leave)

  const send = (text: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text)
  }
  /** A socket is torn down with its page, and with it what it has not carried yet. */
  const sendLast = async (frame: ClientFrame): Promise<void> => {
    const body = JSON.stringify(frame)
    if (frame.type !== 'call' || new TextEncoder().encode(body).length > MOST_LAST_BYTES) return send(body)
    try {
      const answer = await fetch('/wire', { method: 'POST', keepalive: true, body })
      const result = answer.ok ? readFrame(await answer.text()) : undefined
      if (result) tell(result)
      else send(body)
    } catch {
      send(body)
    }
  }

  return {
    kind: 'browser',
    send: (frame) => {
      if (leaving === undefined) send(JSON.stringify(frame))
      else void sendLast(frame)
    },
    onFrame: (listener) => {
      listeners.add(listener)
      if (socket.readyState === WebSocket.OPEN) listener({ type: 'host', core: 'up', sentence: null })
      return () => listeners.delete(listener)
    },
  }
}

/** The address of the wire beside the page at `pageUrl`. */
export function wireUrl(pageUrl: string): string {
  const url = new URL('/wire', pageUrl)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

function readFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const parsed = ServerFrame.safeParse(JSON.parse(data))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
