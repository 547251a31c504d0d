// Owns the facts about PDFs on disk: named by their content, mended when damaged, served in parts.
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createLibraryFiles, libraryFileHeaders, libraryFolder, serveLibraryFile } from '#adapters/library-files.ts'
import { tempFolder } from '#tests/support/temp-folder.ts'

const BYTES = new TextEncoder().encode('%PDF-1.7 0123456789')

function kept(): { folder: string; file: string; hash: string; files: ReturnType<typeof createLibraryFiles> } {
  const folder = tempFolder()
  const files = createLibraryFiles(folder)
  const hash = files.keep(BYTES)
  return { folder, files, hash, file: path.join(libraryFolder(folder), `${hash}.pdf`) }
}

async function served(
  folder: string,
  hash: string,
  range?: string,
): Promise<{ status: number; text: string; headers: Record<string, string> } | null> {
  const part = serveLibraryFile(folder, `/library/${hash}.pdf`, range)
  if (!part) return null
  const chunks: Buffer[] = []
  for await (const chunk of part.open()) chunks.push(chunk as Buffer)
  return { status: part.status, text: Buffer.concat(chunks).toString(), headers: libraryFileHeaders(part) }
}

test('a damaged file of the right length is mended when the same bytes are kept again', async () => {
  const { folder, files, file, hash } = kept()
  writeFileSync(file, 'x'.repeat(BYTES.byteLength))
  expect(files.keep(BYTES)).toBe(hash)
  expect((await served(folder, hash))?.text).toBe('%PDF-1.7 0123456789')
})

test('a file that was cut short is not there', () => {
  const { files, file, hash } = kept()
  expect(files.has(hash, BYTES.byteLength)).toBe(true)
  writeFileSync(file, 'x')
  expect([existsSync(file), files.has(hash, BYTES.byteLength)]).toEqual([true, false])
})

test('a range gives its part, and one that makes no sense the whole', async () => {
  const { folder, hash } = kept()
  expect(await served(folder, hash, 'bytes=0-3')).toMatchObject({
    status: 206,
    text: '%PDF',
    headers: { 'content-range': 'bytes 0-3/19', 'content-length': '4' },
  })
  expect(await served(folder, hash, 'bytes=9-')).toMatchObject({ status: 206, text: '0123456789' })
  for (const odd of ['bytes=4-2', 'bytes=99-', 'bytes=0-1,3-4', 'lines=1-2'])
    expect(await served(folder, hash, odd)).toMatchObject({ status: 200 })
})

test('only the name of a file that is there is served', () => {
  const { folder, hash } = kept()
  for (const address of [
    '/library/../library.sqlite',
    `/library/${'0'.repeat(64)}.pdf`,
    `/library/${hash.toUpperCase()}.pdf`,
    `/library/${hash}.pdf/`,
    `/x/${hash}.pdf`,
  ]) {
    expect(serveLibraryFile(folder, address, null), address).toBeNull()
  }
})

test('a file that comes in chunks has its name when it is whole, and none before', async () => {
  const { folder, files, hash } = kept()
  files.remove(hash)
  const part = await files.openPart('2611.00001', 0)
  await part.write(BYTES.subarray(0, 10))
  await part.close()
  expect([files.partNames(), files.partBytes('2611.00001'), files.has(hash, BYTES.byteLength)]).toEqual([['2611.00001'], 10, false])
  const again = await files.openPart('2611.00001', 10)
  await again.write(BYTES.subarray(10))
  expect(await again.keep()).toEqual({ hash, bytes: BYTES.byteLength })
  expect(files.partNames()).toEqual([])
  expect((await served(folder, hash))?.text).toBe('%PDF-1.7 0123456789')
})

test('the hash of a damaged file is told as it is, that of a missing one as none', async () => {
  const { files, file, hash } = kept()
  expect(await files.hashOf(hash)).toBe(hash)
  writeFileSync(file, 'x'.repeat(BYTES.byteLength))
  expect(await files.hashOf(hash)).not.toBe(hash)
  files.remove(hash)
  expect(await files.hashOf(hash)).toBeNull()
})

test('a text is kept beside the files under the name of its paper, and no name leads outside', async () => {
  const { folder, files } = kept()
  files.keepText('hep-th/9901001', 'words')
  expect(await files.readText('hep-th/9901001')).toBe('words')
  expect(existsSync(path.join(libraryFolder(folder), 'texts', 'hep-th_9901001.txt'))).toBe(true)
  expect(await files.readText('2611.00001')).toBeNull()
  expect(() => files.keepText('../../x', '')).toThrow()
  expect(() => files.keepText('..', '')).toThrow()
  expect(existsSync(path.join(folder, 'x.txt'))).toBe(false)
})
