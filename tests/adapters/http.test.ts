// Owns the facts about the one request, over real connections.
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpGet } from '#adapters/http.ts'

const never = new AbortController().signal

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('gives status, headers and body, and sends what it was given', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(429, { 'RateLimit-Reset': '7' })
    response.end(`${String(request.headers['x-a'])} ${request.headers.cookie ?? 'no cookie'}`)
  })
  const answer = await createHttpGet()({ url: `${url}/a?b=c`, headers: { 'x-a': 'mine' } }, { signal: never })
  expect([answer.status, answer.header('ratelimit-reset'), answer.header('absent')]).toEqual([429, '7', null])
  expect(await text(answer.body)).toBe('mine no cookie')
})

test('follows no redirect and keeps no cookie', async () => {
  const seen: (string | undefined)[] = []
  const { url } = await serve((request, response) => {
    seen.push(request.headers.cookie)
    response.writeHead(302, { location: '/elsewhere', 'set-cookie': 'a=b' })
    response.end()
  })
  const get = createHttpGet()
  for (let index = 0; index < 2; index += 1) {
    const answer = await get({ url, headers: {} }, { signal: never })
    expect([answer.status, answer.header('location')]).toEqual([302, '/elsewhere'])
    await text(answer.body)
  }
  expect(seen).toEqual([undefined, undefined])
})

test('unpacks gzip and Brotli', async () => {
  const { url } = await serve((request, response) => {
    const packed = request.url === '/gzip' ? gzipSync('packed text') : brotliCompressSync('packed text')
    response.writeHead(200, { 'content-encoding': request.url === '/gzip' ? 'gzip' : 'br' }).end(packed)
  })
  for (const path of ['/gzip', '/br']) {
    expect(await text((await createHttpGet()({ url: url + path, headers: {} }, { signal: never })).body)).toBe('packed text')
  }
})

test('a small body that unpacks to a huge one is refused', async () => {
  const { url } = await serve(
    (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(4_000_000))),
  )
  const { body } = await createHttpGet({ maxBodyBytes: 1_000_000 })({ url, headers: {} }, { signal: never })
  await expect(text(body)).rejects.toMatchObject({ code: 'upstream' })
})

test('says offline where nobody listens and where the name leads nowhere', async () => {
  const { url, server } = await serve(() => {})
  server.close()
  await once(server, 'close')
  await expect(createHttpGet()({ url, headers: {} }, { signal: never })).rejects.toMatchObject({ code: 'offline', retryable: true })
})

test('a connection cut before the answer is upstream’s failure; one cut in the body breaks the reading', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/before') request.socket.destroy()
    else {
      response.writeHead(200, { 'content-length': '100' })
      response.write('part')
      setImmediate(() => request.socket.destroy())
    }
  })
  const get = createHttpGet()
  await expect(get({ url: `${url}/before`, headers: {} }, { signal: never })).rejects.toMatchObject({ code: 'upstream', retryable: true })
  const { body } = await get({ url: `${url}/in`, headers: {} }, { signal: never })
  await expect(text(body)).rejects.toThrow()
})

test('a kept connection that the other side closed is opened again without a word', async () => {
  const { url, server } = await serve((_request, response) => void response.end('ok'))
  server.keepAliveTimeout = 60_000
  const get = createHttpGet()
  expect(await text((await get({ url, headers: {} }, { signal: never })).body)).toBe('ok')
  server.closeIdleConnections()
  expect(await text((await get({ url, headers: {} }, { signal: never })).body)).toBe('ok')
})

test('ends with the signal’s reason, before, while waiting and in the body', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/body') response.write('part')
  })
  const get = createHttpGet()
  await expect(get({ url, headers: {} }, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
  const waiting = new AbortController()
  const answer = get({ url, headers: {} }, { signal: waiting.signal })
  setImmediate(() => waiting.abort(new Error('while waiting')))
  await expect(answer).rejects.toThrow('while waiting')
  const reading = new AbortController()
  const { body } = await get({ url: `${url}/body`, headers: {} }, { signal: reading.signal })
  const read = text(body)
  reading.abort(new Error('in the body'))
  await expect(read).rejects.toThrow()
})

test('asks no plain http beyond this machine, no other scheme, no name with a password', async () => {
  for (const url of [
    'http://192.0.2.1/',
    'http://127.0.0.1.example/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'https://a:b@127.0.0.1/',
    'nonsense',
  ]) {
    await expect(createHttpGet()({ url, headers: {} }, { signal: never })).rejects.toMatchObject({ code: 'invalid-input' })
  }
})

test('a server that can’t prove its name is told apart from no network', async () => {
  const server = createTlsServer({}, () => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await expect(createHttpGet()({ url, headers: {} }, { signal: never })).rejects.toMatchObject({
    code: 'upstream',
    message: expect.stringContaining('prove'),
  })
})
