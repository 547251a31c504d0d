// Owns files in folders that the reader chose: read, written whole and taken away inside of them, links never followed.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { readdir, lstat } from 'node:fs/promises'
import path from 'node:path'
import type { FolderFile, OutsideFolders } from '#core/ports.ts'
import { DogearError } from '#domain/errors.ts'
import { fileError, makeFolder, writeFileAtomic } from './files.ts'

const LARGEST_BYTES = 20_000_000
const MOST_FILES = 200_000
const MOST_DEPTH = 30
const AT_ONCE = 64
const MOST_NAMES = 50
const MOST_NUMBERS = 1_000

/** The data folder is refused: what is kept there is the library's own. */
export function createOutsideFolders(dataFolder: string): OutsideFolders {
  const place = (folder: string, name: string, makesFolders: boolean): string => {
    const parts = name.split('/')
    if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part) || /^[a-z]:/i.test(part)))
      throw new DogearError('invalid-input', 'That name would lie outside of the folder, so nothing was written.')
    const base = realpathSync(folder)
    const parent = path.join(base, ...parts.slice(0, -1))
    if (makesFolders) makeFolder(parent)
    const real = realpathSync(parent)
    if (real !== base && !real.startsWith(base + path.sep))
      throw new DogearError('invalid-input', `${parent} leads out of the folder, so nothing was written there.`)
    return path.join(real, parts.at(-1) ?? '')
  }
  return {
    has: (folder) => {
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false
      const own = realOrItself(dataFolder)
      const real = realpathSync(folder)
      if (real === own || real.startsWith(own + path.sep))
        throw new DogearError('conflict', 'That folder is inside of the library’s own. Choose one beside it.')
      return true
    },
    startingWith: (typed) => {
      if (!path.isAbsolute(typed)) return []
      const [folder, beginning] = /[\\/]$/.test(typed) ? [typed, ''] : [path.dirname(typed), path.basename(typed)]
      const goesOn = (name: string): boolean =>
        name.toLowerCase().startsWith(beginning.toLowerCase()) && (beginning.startsWith('.') || !name.startsWith('.'))
      try {
        const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && goesOn(entry.name))
        const names = entries.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'))
        return names.slice(0, MOST_NAMES).map((name) => path.join(folder, name))
      } catch {
        // what may not be read has no names to offer
        return []
      }
    },
    list: async (folder, ending, { signal }) => {
      const files: FolderFile[] = []
      const look = async (below: string, depth: number): Promise<void> => {
        const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((thrown: unknown) => {
          // a folder that goes while it is read has no files
          if (below !== '' && isGone(thrown)) return []
          throw fileError(thrown, path.join(folder, below))
        })
        signal.throwIfAborted()
        const seen = entries.filter((entry) => !entry.name.startsWith('.'))
        const wanted = seen.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        for (let start = 0; start < wanted.length; start += AT_ONCE) {
          const found = await Promise.all(wanted.slice(start, start + AT_ONCE).map((entry) => factsOf(folder, below + entry.name)))
          files.push(...found.filter((file) => file !== null))
        }
        if (files.length > MOST_FILES)
          throw new DogearError('unsupported', `${folder} has more than 200,000 files. Choose a smaller folder.`)
        if (depth < MOST_DEPTH) for (const entry of seen) if (entry.isDirectory()) await look(`${below}${entry.name}/`, depth + 1)
      }
      await look('', 0)
      return files
    },
    read: (folder, name) => {
      try {
        return readHere(place(folder, name, false))
      } catch (thrown) {
        if (isGone(thrown)) return null
        throw fileError(thrown, name)
      }
    },
    write: (folder, name, text, expected) => {
      const file = errorsAs(name, () => place(folder, name, true))
      const temporary = path.join(path.dirname(file), `.${randomBytes(6).toString('hex')}.dogear`)
      try {
        writeFileSync(temporary, text, { flag: 'wx' })
        // as late as can be: what the reader saves from here on is only a rename away
        if (readHereOrNull(file) !== expected || (expected === null && lstatSync(file, { throwIfNoEntry: false }))) {
          rmSync(temporary, { force: true })
          return null
        }
        renameSync(temporary, file)
        const { size, mtimeMs } = statSync(file)
        return { name, bytes: size, changedAtMs: mtimeMs }
      } catch (thrown) {
        rmSync(temporary, { force: true })
        throw fileError(thrown, file)
      }
    },
    add: (folder, name, bytes) => {
      const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
      for (let number = 1; ; number += 1) {
        const file = errorsAs(name, () => place(folder, number === 1 ? name : `${stem} (${number})${ending}`, false))
        try {
          // taken before it is written, so that no other program's file is written over
          closeSync(openSync(file, 'wx'))
        } catch (thrown) {
          if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST' && number < MOST_NUMBERS) continue
          throw fileError(thrown, file)
        }
        try {
          writeFileAtomic(file, bytes)
        } catch (thrown) {
          rmSync(file, { force: true })
          throw thrown
        }
        return file
      }
    },
    keep: (folder, name, bytes) => {
      const file = errorsAs(name, () => place(folder, name, true))
      const facts = lstatSync(file, { throwIfNoEntry: false })
      if (facts && !facts.isFile())
        throw new DogearError('conflict', `${file} is in the way, so it is left as it is. Take it away or rename it.`)
      if (facts?.size === bytes.byteLength && errorsAs(name, () => readFileSync(file)).equals(bytes)) return
      writeFileAtomic(file, bytes)
    },
    remove: (folder, name, expected) => {
      const file = errorsAs(name, () => place(folder, name, false))
      if (readHereOrNull(file) !== expected) return false
      rmSync(file, { force: true })
      return true
    },
  }
}

async function factsOf(folder: string, name: string): Promise<FolderFile | null> {
  try {
    const { size, mtimeMs } = await lstat(path.join(folder, name))
    return { name, bytes: size, changedAtMs: mtimeMs }
  } catch {
    return null
  }
}

function readHere(file: string): string | null {
  const facts = lstatSync(file)
  if (!facts.isFile()) return null
  if (facts.size > LARGEST_BYTES) throw new DogearError('unsupported', `${file} is larger than 20 MB, so it is left as it is.`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new DogearError('unsupported', `${file} is no text in UTF-8, so it is left as it is.`)
    throw thrown
  }
}

function readHereOrNull(file: string): string | null {
  try {
    return readHere(file)
  } catch (thrown) {
    if (isGone(thrown)) return null
    throw thrown
  }
}

function errorsAs<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw fileError(thrown, name)
  }
}

function realOrItself(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}

function isGone(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')
}
