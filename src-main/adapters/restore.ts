// Owns putting a copy of the library in its place: the present one is kept, and a kill at any moment leaves one that opens.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DogearError, toFailure } from '#domain/errors.ts'
import type { CopyKind } from '#domain/library-copy.ts'
import { formatOf, freeBackupName, listBackups } from './backups.ts'
import { backupsFolder, libraryFile } from './data-folder.ts'
import { fileError, flushFile, flushFolder, makeFolder } from './files.ts'
import { lockLibrary } from './library-lock.ts'
import { isSound, openDatabase } from './sqlite.ts'

/** A checked library that waits for the last rename; see `finishRestore`. */
export function waitingFile(dataFolder: string): string {
  return path.join(dataFolder, 'library.restored.sqlite')
}

export interface Restored {
  name: string
  /** Where the library that was in place before is now; null when there was none. */
  keptAs: string | null
}

/**
 * Puts the copy `name` of the folder “backups” in the place of the library, which is kept beside the copies, so that this too
 * can be taken back by restoring that. Takes the library's lock.
 * `newest` is the newest format this program knows. Throws `not-found`, `damaged-database` or `newer-database` about the copy, `busy`, `disk-full`, `read-only`; the library is as it was then.
 */
export function restoreBackup(dataFolder: string, name: string, { newest, nowMs }: { newest: number; nowMs: number }): Restored {
  if (!listBackups(dataFolder).some((backup) => backup.name === name)) {
    throw new DogearError('not-found', `There is no copy “${name}” in ${backupsFolder(dataFolder)}.`)
  }
  const source = path.join(backupsFolder(dataFolder), name)
  const lock = lockLibrary(dataFolder)
  const waiting = waitingFile(dataFolder)
  try {
    finishRestore(dataFolder)
    copyChecked(source, waiting, newest)
    return { name, keptAs: exchange(dataFolder, nowMs, 'before-restore') }
  } catch (thrown) {
    // the copy only goes while the library is in its place; without one it is what the next start takes
    if (existsSync(libraryFile(dataFolder))) rmSync(waiting, { force: true })
    throw fileError(thrown, libraryFile(dataFolder))
  } finally {
    lock.release()
  }
}

/** Ends a restore that was killed between its two renames. Call it under the library's lock, before the library is opened. */
export function finishRestore(dataFolder: string): void {
  const waiting = waitingFile(dataFolder)
  if (!existsSync(waiting)) return
  if (existsSync(libraryFile(dataFolder))) {
    // it was not come to the exchange: the library in place is the true one
    rmSync(waiting, { force: true })
    return
  }
  renameSync(waiting, libraryFile(dataFolder))
  flushFolder(dataFolder)
}

/** Puts the library that waits in the place of the present one, which is kept beside the copies. Call it under the lock; returns where. */
export function exchange(dataFolder: string, nowMs: number, kind: CopyKind): string | null {
  const keptAs = setAside(dataFolder, nowMs, kind)
  finishRestore(dataFolder)
  return keptAs
}

/** The final name is only given to a whole, sound file. */
function copyChecked(source: string, target: string, newest: number): void {
  const partial = `${target}.part`
  rmSync(partial, { force: true })
  try {
    copyFileSync(source, partial)
    flushFile(partial)
    const database = openDatabase(partial, { readOnly: true })
    try {
      if (!isSound(database)) throw new DogearError('damaged-database', 'That copy is damaged too. Choose an older one.')
      const version = formatOf(database)
      if (version === 0) throw new DogearError('damaged-database', 'That file is not a copy of a library.')
      if (version > newest) throw new DogearError('newer-database', 'That copy was made by a newer Dogear. Open it with the newer program.')
    } finally {
      database.close()
    }
    renameSync(partial, target)
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true })
  }
}

/** Moves the library with its journal to the copies; a damaged one as it is, under a name that says so. Null when there is none. */
function setAside(dataFolder: string, nowMs: number, usualKind: CopyKind): string | null {
  const file = libraryFile(dataFolder)
  if (!existsSync(file)) return null
  let kind = usualKind
  try {
    // so that the file alone is the whole library
    const database = openDatabase(file)
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      if (!isSound(database)) kind = 'damaged'
    } finally {
      database.close()
    }
  } catch (thrown) {
    // what the disk does not give any more can still be moved out of the way
    if (!['damaged-database', 'failing-disk'].includes(toFailure(thrown).code)) throw thrown
    kind = 'damaged'
  }
  const target = path.join(backupsFolder(dataFolder), freeBackupName(dataFolder, kind, nowMs))
  makeFolder(path.dirname(target))
  // the journal first: without the library in its place nothing takes it for another one's
  for (const end of ['-wal', '-shm']) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${target}${end}`)
  renameSync(file, target)
  flushFolder(path.dirname(target))
  return target
}

/** Moves a library that can't be opened to the copies; the next start makes a new, empty one. Takes the library's lock. */
export function startFresh(dataFolder: string, nowMs: number): { keptAs: string | null } {
  const lock = lockLibrary(dataFolder)
  try {
    return { keptAs: setAside(dataFolder, nowMs, 'before-restore') }
  } finally {
    lock.release()
  }
}
