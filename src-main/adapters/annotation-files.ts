// Owns the files that marks need: PDFs of the library to read, pictures of areas, and copies that leave the library.
import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { AnnotationFiles } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { fileError, writeFileAtomic } from './files.ts'
import { createPdfTextReader } from './pdf-text-thread.ts'

/** Larger files are read by no program in one piece. */
const LARGEST_BYTES = 1_000_000_000

export function createAnnotationFiles(dataFolder: string): AnnotationFiles {
  const libraryFolder = path.join(dataFolder, 'library')
  const imagesFolder = path.join(dataFolder, 'annotation-images')
  return {
    readLibraryFile: async (hash) => {
      const missing = (): DogearError => new DogearError('not-found', 'That file is not on disk any more. Make the paper offline again.')
      if (!/^[0-9a-f]{64}$/.test(hash)) throw missing()
      try {
        return await readFile(path.join(libraryFolder, `${hash}.pdf`))
      } catch (cause) {
        throw isMissing(cause) ? missing() : fileError(cause, `${hash}.pdf`)
      }
    },
    readOutsideFile: async (file) => {
      const found = path.resolve(file)
      const facts = statSync(found, { throwIfNoEntry: false })
      if (!facts?.isFile()) throw new DogearError('not-found', `There is no file ${found}.`)
      if (facts.size > LARGEST_BYTES) throw new DogearError('unsupported', `${found} is too large to be read.`)
      try {
        return await readFile(found)
      } catch (cause) {
        throw fileError(cause, found)
      }
    },
    pageTexts: createPdfTextReader(),
    writeOutsideFile: (file, content, original) => {
      const target = path.resolve(file)
      refuseLibrary(target, libraryFolder)
      refuseOriginal(target, original)
      writeFileAtomic(target, content)
      return target
    },
    exportPath: (name) => {
      const folder = path.join(dataFolder, 'exports')
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
      } catch (cause) {
        throw fileError(cause, folder)
      }
      return path.join(folder, name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').slice(0, 120))
    },
    saveImage: (id, png) => writeFileAtomic(imageFile(imagesFolder, id), png),
    readImage: (id) => {
      try {
        return readFileSync(imageFile(imagesFolder, id))
      } catch (cause) {
        if (isMissing(cause)) return null
        throw fileError(cause, `${id}.png`)
      }
    },
  }
}

function imageFile(folder: string, id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new DogearError('invalid-input', 'That is not the name of a mark.')
  return path.join(folder, `${id.toLowerCase()}.png`)
}

/** Links are followed, so that another name of the same folder is refused too. */
function refuseLibrary(target: string, libraryFolder: string): void {
  const real = (file: string): string => {
    try {
      return realpathSync(file)
    } catch {
      return file
    }
  }
  const library = real(libraryFolder)
  const place = real(target) === target ? path.join(real(path.dirname(target)), path.basename(target)) : real(target)
  if (place === library || place.startsWith(library + path.sep)) {
    throw new DogearError('conflict', 'That is a file of the library itself, so it was left as it is. Choose another place for the copy.')
  }
}

function refuseOriginal(target: string, original: Uint8Array | null): void {
  const facts = statSync(target, { throwIfNoEntry: false })
  if (facts?.isDirectory()) throw new DogearError('conflict', `${target} is a folder. Choose a name for the copy inside it.`)
  if (!facts || !original || facts.size !== original.length) return
  if (Buffer.compare(readFileSync(target), original) === 0) {
    throw new DogearError('conflict', 'That is the original file, so it was left as it is. Choose another name for the copy.')
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}
