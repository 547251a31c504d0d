// Owns the entry of the thread that examines one copy of the library, so that neither core nor the window waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import { type Failure, toFailure } from '#domain/errors.ts'
import { isSound, openDatabase } from './sqlite.ts'

export interface CopyCheckJob {
  file: string
  /** Whether indexes are held against their rows too, which takes several times as long. */
  indexes: boolean
}

export type CopyCheckAnswer = { sound: boolean } | { failure: Failure }

const { file, indexes } = workerData as CopyCheckJob
parentPort?.postMessage(examine())

function examine(): CopyCheckAnswer {
  try {
    const database = openDatabase(file, { readOnly: true })
    try {
      return { sound: isSound(database, { indexes }) }
    } finally {
      database.close()
    }
  } catch (thrown) {
    const failure = toFailure(thrown)
    return failure.code === 'damaged-database' ? { sound: false } : { failure }
  }
}
