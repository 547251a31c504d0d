// Owns opening a library: its lock, its database, its ports and core on top of them; used by the thread and the command line.
import { type App, createApp } from '#core/app.ts'
import { SCHEMA_VERSION } from '#core/storage/store.ts'
import { backUpBeforeUpdate, dropHalfMade } from '#adapters/backups.ts'
import { libraryFile, prepareFolder } from '#adapters/data-folder.ts'
import { type LibraryLock, lockLibrary } from '#adapters/library-lock.ts'
import { createNodePorts } from '#adapters/node-ports.ts'
import { finishRestore } from '#adapters/restore.ts'
import { createSecretFiles } from '#adapters/secret-files.ts'
import { type OpenDatabase, openDatabase } from '#adapters/sqlite.ts'
import type { CoreSettings } from '#domain/settings.ts'

export interface OpenAppOptions {
  dataFolder: string
  settings: CoreSettings
  appVersion: string
  /** Milliseconds that the clock is ahead of the system's. */
  clockOffsetMs: number
  /** Takes no lock and writes nothing, so it works beside a running window. */
  readOnly?: boolean
  /** Who does what is done, where that is not the reader; named in the journal. */
  by?: string | undefined
  /** The key to the reader's secrets, once it is known. */
  secretKey?: string | null
}

export interface OpenedApp extends App {
  /** Secrets are sealed with this key from now on; null where there is no keychain. */
  unlock(key: string | null): void
}

/** Throws `busy`, `read-only`, `not-found`, `newer-database`, `damaged-database` or `disk-full`; nothing stays open then. */
export function openApp({
  dataFolder,
  settings,
  appVersion,
  clockOffsetMs,
  readOnly = false,
  by,
  secretKey = null,
}: OpenAppOptions): OpenedApp {
  let lock: LibraryLock | undefined
  let database: OpenDatabase | undefined
  try {
    if (!readOnly) {
      prepareFolder(dataFolder)
      lock = lockLibrary(dataFolder)
      finishRestore(dataFolder)
      dropHalfMade(dataFolder)
    }
    database = openDatabase(libraryFile(dataFolder), { readOnly })
    if (!readOnly) backUpBeforeUpdate(database, dataFolder, { newest: SCHEMA_VERSION, nowMs: Date.now() + clockOffsetMs })
    const secrets = createSecretFiles(dataFolder)
    if (!readOnly) secrets.unlock(secretKey)
    const ports = createNodePorts({ dataFolder, database, appVersion, clockOffsetMs, secrets })
    const app = createApp(ports, { settings, readOnly, by })
    return {
      ...app,
      unlock: secrets.unlock,
      close: async () => {
        try {
          await app.close()
        } finally {
          lock?.release()
        }
      },
    }
  } catch (thrown) {
    database?.close()
    lock?.release()
    throw thrown
  }
}
