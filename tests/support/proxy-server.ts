// Owns a real proxy on 127.0.0.1 for tests: it makes tunnels (CONNECT, RFC 9110) to where the test says that names lead.
import { createServer } from 'node:http'
import net from 'node:net'
import { type Listening, listening } from './listening.ts'

export interface ProxyServer extends Listening {
  /** `host:port` of every tunnel that was asked for, and the credentials that came along. */
  asked: { target: string; credentials: string | undefined }[]
}

export interface ProxyServerOptions {
  /** The port on 127.0.0.1 that every name leads to. */
  leadsTo: number
  /** What it answers instead of making a tunnel. */
  refuses?: string
}

export async function startProxy({ leadsTo, refuses }: ProxyServerOptions): Promise<ProxyServer> {
  const asked: ProxyServer['asked'] = []
  // whatever is no tunnel is refused: nothing of Dogear's goes in plain text to a proxy
  const server = createServer((request, response) => {
    asked.push({ target: request.url ?? '', credentials: request.headers['proxy-authorization'] })
    response.writeHead(400).end()
  })
  server.on('connect', (request, socket: net.Socket) => {
    asked.push({ target: request.url ?? '', credentials: request.headers['proxy-authorization'] })
    if (refuses !== undefined) {
      socket.end(`HTTP/1.1 ${refuses}\r\n\r\n`)
      return
    }
    const inner = net.connect(leadsTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(inner).pipe(socket)
    })
    inner.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.on('error', () => inner.destroy()).on('close', () => inner.destroy())
  })
  return { asked, ...(await listening(server)) }
}
