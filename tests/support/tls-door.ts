// Owns a door with TLS before a server of a test: what comes in encrypted goes on to it, with a certificate as the test wants it.
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import type { MadeCertificate } from './made-certificate.ts'

export interface TlsDoor {
  port: number
  close(): Promise<void>
}

/** `port`: of the server behind, on 127.0.0.1. */
export async function openTlsDoor(port: number, { cert, key }: Pick<MadeCertificate, 'cert' | 'key'>): Promise<TlsDoor> {
  const sockets = new Set<net.Socket>()
  const server = tls.createServer({ cert, key }, (outer) => {
    const inner = net.connect(port, '127.0.0.1')
    outer.pipe(inner).pipe(outer)
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
