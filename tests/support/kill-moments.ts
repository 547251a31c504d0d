// Owns what a kill at any write would leave on the disk: the file of a library and its journal, copied before each statement that may write.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { SqlDatabase } from '#core/ports.ts'
import { tempFolder } from './temp-folder.ts'

/** The connection with `onWrite` called before every statement that may write. */
export function watchWrites(sql: SqlDatabase, onWrite: (statement: string) => void): SqlDatabase {
  return {
    ...sql,
    exec: (text) => {
      onWrite(text)
      sql.exec(text)
    },
    prepare: (text) => {
      const statement = sql.prepare(text)
      return {
        ...statement,
        run: (...values) => {
          onWrite(text)
          return statement.run(...values)
        },
      }
    },
  }
}

export interface KillMoments {
  /** Copies the disk as it is now. */
  keep(): void
  /** The copies' folders, each as if the process had ended there. */
  readonly folders: readonly string[]
}

export function killMoments(libraryFile: string): KillMoments {
  const whole = tempFolder()
  const folders: string[] = []
  return {
    folders,
    keep: () => {
      const folder = path.join(whole, String(folders.length))
      mkdirSync(folder)
      for (const end of ['', '-wal'])
        if (existsSync(`${libraryFile}${end}`))
          copyFileSync(`${libraryFile}${end}`, path.join(folder, `${path.basename(libraryFile)}${end}`))
      folders.push(folder)
    },
  }
}
