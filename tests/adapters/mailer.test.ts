// Owns the facts about a mail server that does not answer: it is waited for so long, told in a sentence, and let go when asked.
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createMailer } from '#adapters/mailer.ts'
import type { SmtpServer } from '#core/ports.ts'

const MAIL = { from: 'me@example.org', to: ['me@example.org'], raw: new TextEncoder().encode('Subject: x\r\n\r\nwords\r\n') }

/** Takes connections, says this, and nothing more. */
async function silentServer(first: string): Promise<{ server: SmtpServer; heard: () => Promise<unknown> }> {
  const sockets = new Set<Socket>()
  const heard = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => heard.resolve())
    if (first === '') heard.resolve()
    else socket.write(first)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { server: { host: '127.0.0.1', port, security: 'none', user: '', password: null }, heard: () => heard.promise }
}

test.each([
  ['never says a word', ''],
  ['greets and says no more', '220 here\r\n'],
])('a server that %s is given up in a sentence that names it, to be tried again', async (_, first) => {
  const { server } = await silentServer(first)
  let isHanded = false
  const sending = createMailer({ connectMs: 50, silenceMs: 50 }).send(MAIL, server, {
    signal: new AbortController().signal,
    beforeLastByte: () => (isHanded = true),
  })
  await expect(sending).rejects.toMatchObject({
    code: 'offline',
    retryable: true,
    message: expect.stringContaining(`The mail server 127.0.0.1:${server.port} can’t be reached.`) as string,
  })
  expect(isHanded).toBe(false)
})

test('while a server says nothing, being stopped ends it at once', async () => {
  const { server, heard } = await silentServer('220 here\r\n')
  const stopping = new AbortController()
  const sending = createMailer().send(MAIL, server, { signal: stopping.signal, beforeLastByte: () => undefined })
  await heard()
  stopping.abort(new Error('stopped'))
  await expect(sending).rejects.toThrow('stopped')
})
