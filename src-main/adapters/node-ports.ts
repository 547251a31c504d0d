// Owns Node's side of every port of core.
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { DogearError } from '#domain/errors.ts'
import type { Clock, Ports, Secrets } from '#core/ports.ts'
import { createAnnotationFiles } from './annotation-files.ts'
import { backUpDaily, freeBackupName } from './backups.ts'
import { isFileSound } from './copy-check.ts'
import { backupsFolder, libraryFile, logFile } from './data-folder.ts'
import { createCitationStyles } from './citation-styles.ts'
import { fileError, flushFile, flushFolder, makeFolder } from './files.ts'
import { createHttpGet } from './http.ts'
import { createLibraryFiles } from './library-files.ts'
import { createLog } from './log.ts'
import { createMailer } from './mailer.ts'
import { createAccessKeys } from './access-keys.ts'
import { createOutsideFolders } from './outside-folders.ts'
import { askZotero } from './zotero-connector.ts'
import { createPictureFiles } from './picture-files.ts'
import type { OpenDatabase } from './sqlite.ts'

export interface NodePortsOptions {
  dataFolder: string
  database: OpenDatabase
  appVersion: string
  /** Milliseconds that the clock is ahead of the system's; for `--now`. */
  clockOffsetMs?: number
  secrets: Secrets
}

export function createNodePorts({ dataFolder, database, appVersion, clockOffsetMs = 0, secrets }: NodePortsOptions): Ports {
  const clock = createClock(clockOffsetMs)
  return {
    clock,
    random: { uuid: () => randomUUID(), fraction: () => Math.random() },
    http: createHttpGet(),
    database,
    libraryFiles: createLibraryFiles(dataFolder),
    annotationFiles: createAnnotationFiles(dataFolder),
    pictureFiles: createPictureFiles(dataFolder),
    citationStyles: createCitationStyles(dataFolder),
    outsideFolders: createOutsideFolders(dataFolder),
    zotero: askZotero,
    accessKeys: createAccessKeys(dataFolder),
    mailer: createMailer(),
    secrets,
    log: createLog(logFile(dataFolder), () => clock.nowMs()),
    yieldTurn: () => new Promise((resolve) => setImmediate(resolve)),
    crc32,
    backup: (target, { signal }) =>
      backup(database, target ?? path.join(backupsFolder(dataFolder), freeBackupName(dataFolder, 'by-hand', clock.nowMs())), signal),
    backUpDaily: async () => (await backUpDaily(database, dataFolder, clock.nowMs())) !== null,
    isFileSound: () => isFileSound(libraryFile(dataFolder)).catch(() => false),
    facts: { dataFolder, appVersion },
  }
}

/** The largest time a timer of Node takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function createClock(offsetMs: number): Clock {
  return {
    nowMs: () => Date.now() + offsetMs,
    sleep: async (ms, { signal }) => {
      try {
        await delay(Math.max(0, Math.min(ms, LONGEST_TIMER_MS)), undefined, { signal })
      } catch (thrown) {
        throw signal.aborted ? signal.reason : thrown
      }
    },
  }
}

/** Reads `--now`: an ISO time (or a date, taken as its midnight UTC). Throws `invalid-input`. */
export function clockOffsetFor(now: string | undefined): number {
  if (now === undefined) return 0
  const given = Date.parse(now)
  if (Number.isNaN(given)) throw new DogearError('invalid-input', `“${now}” is not a time. Write one like 2026-03-02T12:00:00Z.`)
  return given - Date.now()
}

/** A half-made copy never has the final name. Throws `conflict` when the target exists. */
async function backup(database: OpenDatabase, target: string, signal: AbortSignal): Promise<{ path: string; bytes: number }> {
  const file = path.resolve(target)
  const partial = `${file}.part`
  if (statSync(file, { throwIfNoEntry: false })) {
    throw new DogearError('conflict', `${file} is there already. Choose another name.`)
  }
  try {
    makeFolder(path.dirname(file))
    rmSync(partial, { force: true })
    await database.backupTo(partial)
    signal.throwIfAborted()
    flushFile(partial)
    renameSync(partial, file)
    flushFolder(path.dirname(file))
    return { path: file, bytes: statSync(file).size }
  } catch (thrown) {
    rmSync(partial, { force: true })
    throw signal.aborted ? signal.reason : fileError(thrown, file)
  }
}
