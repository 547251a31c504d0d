// Checks how the replica hands out files: versions, chunks, ranges, redirects, HTML errors, and PDFs that open.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Replica } from './replica.ts'
import { startReplica } from './replica.ts'

let replica: Replica
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dogear-replica-'))
  await writeFile(join(folder, 'two-column_2608.99003v2.pdf'), '%PDF-1.4 from the folder')
  await writeFile(join(folder, 'hep-th_9901001.pdf'), '%PDF-1.4 old style')
  replica = await startReplica({ pdfs: folder, pdfContents: { '2608.99004': Buffer.from('%PDF-1.4 0123456789') } })
})
afterAll(async () => {
  await replica.close()
  await rm(folder, { recursive: true })
})

const file = (path: string, headers: Record<string, string> = {}) => fetch(`${replica.url}/pdf/${path}`, { headers, redirect: 'manual' })

function rawHeaders(path: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    get(`${replica.url}${path}`, (response) => {
      response.resume()
      resolve(response.headers)
    }).on('error', reject)
  })
}

describe('a PDF', () => {
  it('comes in chunks without a length, with its version in the name', async () => {
    const headers = await rawHeaders('/pdf/2608.99001')
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'transfer-encoding': 'chunked',
      'content-disposition': 'inline; filename="2608.99001v2.pdf"',
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'last-modified': 'Wed, 19 Aug 2026 08:30:00 GMT',
    })
    expect(headers['content-length']).toBeUndefined()
    expect(headers.etag).toMatch(/^"[0-9a-f]+"$/)
  })

  it('tells its length to HEAD', async () => {
    const head = await fetch(`${replica.url}/pdf/2608.99001`, { method: 'HEAD' })
    const body = await (await file('2608.99001')).arrayBuffer()
    expect(Number(head.headers.get('content-length'))).toBe(body.byteLength)
  })

  it('is the same every time, another for another version, and ends as a PDF does', async () => {
    const bytes = async (path: string) => Buffer.from(await (await file(path)).arrayBuffer())
    const first = await bytes('2608.99001')
    expect(first.equals(await bytes('2608.99001v2'))).toBe(true)
    expect(first.equals(await bytes('2608.99001v1'))).toBe(false)
    expect(first.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.subarray(-6).toString()).toBe('%%EOF\n')
  })

  it('comes from the folder or from the test where one is given', async () => {
    const folderFile = await file('2608.99003')
    expect(folderFile.headers.get('content-disposition')).toBe('inline; filename="2608.99003v2.pdf"')
    expect(await folderFile.text()).toBe('%PDF-1.4 from the folder')
    expect(await (await file('hep-th/9901001v1')).text()).toBe('%PDF-1.4 old style')
    expect(await (await file('2608.99004')).text()).toBe('%PDF-1.4 0123456789')
  })
})

describe('a range', () => {
  it('goes on where the reader stopped', async () => {
    const response = await file('2608.99004', { Range: 'bytes=9-' })
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([206, 'bytes 9-18/19', '0123456789'])
  })

  it('may have an end, or count from the end', async () => {
    expect(await (await file('2608.99004', { Range: 'bytes=0-3' })).text()).toBe('%PDF')
    expect(await (await file('2608.99004', { Range: 'bytes=-3' })).text()).toBe('789')
    expect((await file('2608.99004', { Range: 'bytes=10-9999' })).headers.get('content-range')).toBe('bytes 10-18/19')
  })

  it('past the end is refused with 416 and the size', async () => {
    const response = await file('2608.99004', { Range: 'bytes=19-' })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */19'])
  })

  it('is kept with the same ETag or date and dropped when the file has changed', async () => {
    const { headers } = await file('2608.99004')
    const etag = headers.get('etag') ?? ''
    const status = async (condition: string) => (await file('2608.99004', { Range: 'bytes=9-', 'If-Range': condition })).status
    expect(await status(etag)).toBe(206)
    expect(await status(headers.get('last-modified') ?? '')).toBe(206)
    expect(await status('"another"')).toBe(200)
  })

  it('of several parts gets the whole file', async () => {
    expect((await file('2608.99004', { Range: 'bytes=0-1,3-4' })).status).toBe(200)
  })
})

it('answers 304 to the ETag it gave', async () => {
  const etag = (await file('2608.99001')).headers.get('etag') ?? ''
  expect((await file('2608.99001', { 'If-None-Match': etag })).status).toBe(304)
})

it.each([
  ['2608.99001.pdf', '/pdf/2608.99001'],
  ['2608.99001v1.pdf', '/pdf/2608.99001v1'],
  ['2608.99001?download=1', '/pdf/2608.99001'],
])('sends %s on to %s', async (path, target) => {
  const response = await file(path)
  expect([response.status, response.headers.get('location')]).toEqual([301, target])
})

it.each(['2608.00001', '2608.99001v3', '2608.99001v0', 'nonsense', '..%2f..%2fpackage', 'hep-th/9901002'])(
  'has an HTML 404 for %s',
  async (path) => {
    const response = await file(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  },
)
