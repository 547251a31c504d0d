// Owns pictures on disk: those kept of papers, and those of notes; each named by the SHA-256 of its bytes.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { PictureFiles } from '#core/ports.ts'
import { PICTURE_MEDIA_TYPES, pictureType, PictureType } from '#domain/picture.ts'
import { fileError, writeFileAtomic } from './files.ts'

const ADDRESS = /^\/(pictures|note-images)\/([0-9a-f]{64})\.([a-z]{3,4})$/

export function createPictureFiles(dataFolder: string): PictureFiles {
  const fileOf = (place: string, hash: string, type: PictureType): string => path.join(dataFolder, place, `${hash}.${type}`)
  return {
    has: (place, hash, type) => existsSync(fileOf(place, hash, type)),
    keep: (place, bytes, type) => {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const file = fileOf(place, hash, type)
      if (!existsSync(file) || Buffer.compare(readFileSync(file), bytes) !== 0) writeFileAtomic(file, bytes)
      return hash
    },
    read: (place, hash, type) => {
      try {
        return readFileSync(fileOf(place, hash, type))
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
        throw fileError(cause, `${hash}.${type}`)
      }
    },
    remove: (hash, type) => rmSync(fileOf('pictures', hash, type), { force: true }),
  }
}

/** Named by their content, so that they never change. */
export const PICTURE_HEADERS = { 'cache-control': 'private, max-age=31536000, immutable' } as const

/** What an address of the window stands for; null when it is another, there is no such file, or its bytes are no picture. */
export function servePicture(dataFolder: string, address: string): { type: string; bytes: Buffer } | null {
  const [, place = '', hash = '', ending] = ADDRESS.exec(address) ?? []
  const type = PictureType.safeParse(ending)
  if (!type.success) return null
  try {
    const bytes = readFileSync(path.join(dataFolder, place, `${hash}.${type.data}`))
    return pictureType(bytes) === type.data ? { type: PICTURE_MEDIA_TYPES[type.data], bytes } : null
  } catch {
    return null
  }
}
