// Owns a browser's side of the loopback host without a browser: requests and sockets with whatever headers a test wants.
import http from 'node:http'
import { WebSocket } from 'ws'
import { ServerFrame } from '#contract/wire.ts'

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** `path` is sent as it is; `Host` is the server's own unless given. */
export function request(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body: sent }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = http.request(
      { host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => (body += text))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    asked.on('error', reject)
    asked.end(sent)
  })
}

/** Follows a link as a browser does: the cookie it was given. */
export async function cookieFrom(link: string): Promise<string> {
  const url = new URL(link)
  const { headers } = await request(Number(url.port), url.pathname + url.search)
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

export interface Tab {
  socket: WebSocket
  frames: ServerFrame[]
  call(name: string, input?: unknown): Promise<unknown>
  /** Resolves with the first frame, also one that came before, that the check likes. */
  hears(check: (frame: ServerFrame) => boolean): Promise<ServerFrame>
  /** Resolves with the code the socket was closed with. */
  readonly closed: Promise<number>
}

/** Rejects with the status when the server refuses. */
export function openTab(
  port: number,
  cookie: string,
  { headers = {}, path = '/wire' }: { headers?: Record<string, string>; path?: string } = {},
): Promise<Tab> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { origin: `http://127.0.0.1:${port}`, cookie, ...headers } })
  const frames: ServerFrame[] = []
  const listeners = new Set<() => void>()
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  socket.on('message', (data: Buffer) => {
    frames.push(ServerFrame.parse(JSON.parse(data.toString())))
    for (const listener of listeners) listener()
  })
  const hears: Tab['hears'] = (check) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = frames.find(check)
        if (!found) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
      void closed.then((code) => reject(new Error(`closed with ${code}`)))
    })
  let nextId = 1
  const call: Tab['call'] = async (name, input = {}) => {
    const id = nextId++
    socket.send(JSON.stringify({ type: 'call', id, name, input }))
    const frame = await hears((heard) => heard.type === 'result' && heard.id === id)
    return frame.type === 'result' ? frame.result : undefined
  }
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => reject(new Error(`refused with ${response.statusCode}`)))
    socket.on('error', reject)
    socket.on('open', () => resolve({ socket, frames, call, hears, closed }))
  })
}
