// Owns the WebSocket at /wire: one client session a tab, with limits on size, number and patience.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { MAX_FRAME_LENGTH, type ServerFrame } from '#contract/wire.ts'
import { createClientSession } from '../client-session.ts'
import type { Core } from '../core-thread/core-thread.ts'
import type { HostCalls } from '../host-calls.ts'
import { type Gate, isOwnHost, isOwnOrigin } from './gate.ts'

const MOST_TABS = 64
/** Bytes not yet taken by a tab; one that is asleep is let go and reconnects. */
const MOST_WAITING_BYTES = 2 * MAX_FRAME_LENGTH
const MOST_BAD_FRAMES = 20
const PING_EVERY_MS = 30_000

export interface Sockets {
  close(): void
}

export interface SocketsOptions {
  http: Server
  gate: Gate
  core: Core
  hostCalls: HostCalls
  maxFrameBytes?: number
}

export function serveSockets({ http, gate, core, hostCalls, maxFrameBytes = MAX_FRAME_LENGTH }: SocketsOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, clientTracking: true })
  const unheard = new Set<WebSocket>()

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?', 1)[0]
    if (path !== '/wire' || !isOwnHost(request.headers) || !isOwnOrigin(request.headers) || !gate.knows(request.headers))
      return refuse(socket, '403 Forbidden')
    if (server.clients.size >= MOST_TABS) return refuse(socket, '503 Service Unavailable')
    server.handleUpgrade(request, socket, head, (client) => serve(client))
  })

  const serve = (client: WebSocket): void => {
    let badFrames = 0
    const send = (frame: ServerFrame): void => {
      if (client.readyState !== client.OPEN) return
      if (client.bufferedAmount > MOST_WAITING_BYTES) return client.terminate()
      client.send(JSON.stringify(frame))
    }
    const session = createClientSession({ core, hostCalls, send })
    client.on('pong', () => unheard.delete(client))
    client.on('error', () => client.terminate())
    client.on('close', () => {
      unheard.delete(client)
      session.close()
    })
    client.on('message', (data, isBinary) => {
      if (isBinary || !session.receive(readJson(data))) badFrames += 1
      if (badFrames > MOST_BAD_FRAMES) client.close(1008, 'not a frame')
    })
  }

  const pings = setInterval(() => {
    for (const client of server.clients) {
      if (unheard.has(client)) client.terminate()
      else {
        unheard.add(client)
        client.ping()
      }
    }
  }, PING_EVERY_MS)
  pings.unref()

  return {
    close: () => {
      clearInterval(pings)
      for (const client of server.clients) client.close(1001, 'Dogear is closing')
      server.close()
    },
  }
}

function readJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
