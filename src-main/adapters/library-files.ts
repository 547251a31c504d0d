// Owns the PDFs on disk: one file a content, named by the SHA-256 of its bytes, never half-written.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, type ReadStream, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LibraryFiles } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { dropFile, hashOfFile, openFilePart, outsideChunks, partFile, partsIn, plainName } from './file-parts.ts'
import { fileError, writeFileAtomic } from './files.ts'

const ADDRESS = /^\/library\/([0-9a-f]{64})\.pdf$/

export function libraryFolder(dataFolder: string): string {
  return path.join(dataFolder, 'library')
}

export function createLibraryFiles(dataFolder: string): LibraryFiles {
  const folder = libraryFolder(dataFolder)
  const parts = path.join(folder, 'parts')
  const texts = path.join(folder, 'texts')
  const fileOf = (hash: string): string => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new DogearError('invalid-input', 'That is not the name of a file of the library.')
    return path.join(folder, `${hash}.pdf`)
  }
  const partBytes = (name: string): number => statSync(partFile(parts, name), { throwIfNoEntry: false })?.size ?? 0
  return {
    has: (hash, bytes) => statSync(fileOf(hash), { throwIfNoEntry: false })?.size === bytes,
    hashOf: (hash) => hashOfFile(fileOf(hash)),
    hashes: () => {
      if (!existsSync(folder)) return []
      return readdirSync(folder).flatMap((name) => /^([0-9a-f]{64})\.pdf$/.exec(name)?.[1] ?? [])
    },
    keep: (bytes) => {
      const hash = sha256(bytes)
      const file = fileOf(hash)
      // one that is there may have been damaged since it was kept
      if (!existsSync(file) || sha256(readFileSync(file)) !== hash) writeFileAtomic(file, bytes)
      return hash
    },
    remove: (hash) => dropFile(fileOf(hash)),
    partBytes,
    openPart: (name, from) => openFilePart(partFile(parts, name), from, fileOf),
    partNames: () => partsIn(parts),
    dropPart: (name) => dropFile(partFile(parts, name)),
    outsideChunks,
    keepText: (name, text) => writeFileAtomic(textFile(texts, name), text),
    readText: async (name) => {
      try {
        return await readFile(textFile(texts, name), 'utf8')
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
        throw fileError(thrown, name)
      }
    },
    removeText: (name) => dropFile(textFile(texts, name)),
  }
}

function textFile(folder: string, name: string): string {
  return path.join(folder, `${plainName(name)}.txt`)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What an address of the window stands for on the disk: `[start, end]` inclusive of `bytes`. */
export interface ServedFile {
  bytes: number
  start: number
  end: number
  /** 206 where a range was asked for. */
  status: 200 | 206
  open(): ReadStream
}

/**
 * The PDF that `/library/<hash>.pdf` names, with one `Range: bytes=a-b` (RFC 9110, 14.1.2); any other range gives the whole.
 * Null when the address is another or there is no such file.
 */
export function serveLibraryFile(dataFolder: string, address: string, range: string | null | undefined): ServedFile | null {
  const hash = ADDRESS.exec(address)?.[1]
  if (hash === undefined) return null
  const file = path.join(libraryFolder(dataFolder), `${hash}.pdf`)
  const facts = statSync(file, { throwIfNoEntry: false })
  if (!facts?.isFile()) return null
  const bytes = facts.size
  const asked = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '')
  const start = asked ? Number(asked[1]) : 0
  const end = asked?.[2] ? Math.min(Number(asked[2]), bytes - 1) : bytes - 1
  const whole = !asked || start > end
  const part = whole ? { start: 0, end: Math.max(0, bytes - 1), status: 200 as const } : { start, end, status: 206 as const }
  return { bytes, ...part, open: () => createReadStream(file, bytes === 0 ? {} : { start: part.start, end: part.end }) }
}

/** The headers of such an answer. */
export function libraryFileHeaders({ bytes, start, end, status }: ServedFile): Record<string, string> {
  return {
    'content-type': 'application/pdf',
    'content-length': String(bytes === 0 ? 0 : end - start + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    ...(status === 206 ? { 'content-range': `bytes ${start}-${end}/${bytes}` } : {}),
  }
}
