// Owns files that are on their way: written chunk by chunk beside the library, hashed as they come, named when they are whole.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { FilePart } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { fileError, makeFolder } from './files.ts'

const HEAD_BYTES = 1_024
const TAIL_BYTES = 2_048

/** `hep-th/9901001` and the like become one name; anything else than letters, digits, dots and dashes is refused. */
export function plainName(name: string): string {
  const plain = name.replaceAll('/', '_')
  if (!/^[\w-][\w.-]{0,119}$/.test(plain)) throw new DogearError('invalid-input', 'That is not a name for a file of the library.')
  return plain
}

export function partFile(folder: string, name: string): string {
  return path.join(folder, `${plainName(name)}.part`)
}

export async function openFilePart(file: string, from: number, nameOf: (hash: string) => string): Promise<FilePart> {
  const told = (thrown: unknown): unknown => fileError(thrown, file)
  const hash = createHash('sha256')
  const edges = { head: Buffer.alloc(0), tail: Buffer.alloc(0) }
  let handle: FileHandle
  try {
    makeFolder(path.dirname(file))
    const there = from > 0 ? (statSync(file, { throwIfNoEntry: false })?.size ?? 0) : 0
    if (there < from) throw new DogearError('not-found', 'The part of that file is not on disk any more.')
    handle = await open(file, from > 0 ? 'r+' : 'w', 0o600)
    await handle.truncate(from)
    if (from > 0) for await (const chunk of createReadStream(file)) take(chunk as Buffer, hash, edges)
  } catch (thrown) {
    throw told(thrown)
  }
  let bytes = from
  let isOpen = true
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    get bytes() {
      return bytes
    },
    write: async (chunk) => {
      try {
        for (let at = 0; at < chunk.byteLength;) at += (await handle.write(chunk, at, chunk.byteLength - at, bytes + at)).bytesWritten
      } catch (thrown) {
        throw told(thrown)
      }
      bytes += chunk.byteLength
      take(chunk, hash, edges)
    },
    edges: () => edges,
    keep: async () => {
      const name = hash.copy().digest('hex')
      try {
        await handle.sync()
        await close()
        await rename(file, nameOf(name))
        await flushFolder(path.dirname(nameOf(name)))
      } catch (thrown) {
        throw told(thrown)
      }
      return { hash: name, bytes }
    },
    close,
  }
}

export function partsIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.part'))
    .map((name) => name.slice(0, -'.part'.length))
}

export async function hashOfFile(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')) return null
    throw fileError(thrown, file)
  }
  return hash.digest('hex')
}

export async function* outsideChunks(name: string): AsyncGenerator<Uint8Array> {
  const file = path.resolve(name)
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new DogearError('not-found', `There is no file ${file}.`)
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Buffer
  } catch (thrown) {
    throw fileError(thrown, file)
  }
}

export function dropFile(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch (thrown) {
    throw fileError(thrown, file)
  }
}

function take(chunk: Uint8Array, hash: Hash, edges: { head: Buffer; tail: Buffer }): void {
  hash.update(chunk)
  if (edges.head.length < HEAD_BYTES) edges.head = Buffer.concat([edges.head, chunk.subarray(0, HEAD_BYTES - edges.head.length)])
  edges.tail = Buffer.concat([edges.tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES)
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
