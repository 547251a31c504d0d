// Owns the promise that one process at a time writes a library.
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'
import { sqliteModule } from './sqlite.ts'

export interface LibraryLock {
  release(): void
}

/**
 * Takes the folder for writing until released. The system drops it when the process ends, however it ends, so it can't
 * go stale: it is an exclusive SQLite transaction on a small file of its own.
 * Throws `busy` when another process has it, `read-only` when the folder can't be written.
 */
export function lockLibrary(dataFolder: string): LibraryLock {
  const { DatabaseSync } = sqliteModule()
  const file = path.join(dataFolder, 'library.lock')
  try {
    const connection = new DatabaseSync(file)
    try {
      connection.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    } catch (thrown) {
      connection.close()
      throw thrown
    }
    return {
      release: () => {
        if (connection.isOpen) connection.close()
      },
    }
  } catch (thrown) {
    throw refusal(thrown, dataFolder)
  }
}

function refusal(thrown: unknown, dataFolder: string): unknown {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return thrown
  const code = thrown.errcode & 0xff
  const options = { detail: `${dataFolder}: ${thrown.message}`, cause: thrown }
  if (code === 5 || code === 6) {
    return new DogearError('busy', 'This library is open in another Dogear. Use that window, or close it and try again.', {
      retryable: true,
      ...options,
    })
  }
  return new DogearError(
    'read-only',
    `The data folder ${dataFolder} can’t be written. Check who owns it, or choose another with --data.`,
    options,
  )
}
