// Owns telling a good PDF of the library from a damaged one, and putting a damaged one out of the way. Synchronous: for a thread of its own.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { libraryFolder } from './library-files.ts'

export function libraryFileCare(dataFolder: string): {
  stateOf(hash: string): 'good' | 'missing' | 'damaged'
  setAside(hash: string): void
} {
  const fileOf = (hash: string): string => path.join(libraryFolder(dataFolder), `${hash}.pdf`)
  return {
    stateOf: (hash) => {
      if (!existsSync(fileOf(hash))) return 'missing'
      return createHash('sha256')
        .update(readFileSync(fileOf(hash)))
        .digest('hex') === hash
        ? 'good'
        : 'damaged'
    },
    setAside: (hash) => {
      for (let number = 1; ; number += 1) {
        const aside = `${fileOf(hash)}.damaged-${number}`
        if (existsSync(aside)) continue
        renameSync(fileOf(hash), aside)
        return
      }
    },
  }
}
