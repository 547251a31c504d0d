// Owns a door with TLS before a server of a test: what comes in encrypted goes on to it, with a certificate as the test wants it.
import net from 'node:net'
import tls from 'node:tls'
import { type Listening, listening } from './listening.ts'
import type { MadeCertificate } from './made-certificate.ts'

/** `port`: of the server behind, on 127.0.0.1. */
export async function openTlsDoor(port: number, { cert, key }: Pick<MadeCertificate, 'cert' | 'key'>): Promise<Listening> {
  const server = tls.createServer({ cert, key }, (outer) => {
    const inner = net.connect(port, '127.0.0.1')
    outer.pipe(inner).pipe(outer)
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  return await listening(server)
}
