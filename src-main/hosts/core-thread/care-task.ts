// Owns what is done to a library's files while it is closed: put a copy back, begin an empty one, repair.
import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { CareDone } from '#contract/copies.ts'
import { migrations } from '#core/storage/migrations.ts'
import { repairFacts, repairFiles } from '#core/storage/repair.ts'
import { openStore, SCHEMA_VERSION } from '#core/storage/store.ts'
import { freeBackupName } from '#adapters/backups.ts'
import { backupsFolder, libraryFile } from '#adapters/data-folder.ts'
import { fileError, flushFile, makeFolder } from '#adapters/files.ts'
import { libraryFileCare } from '#adapters/library-file-care.ts'
import { lockLibrary } from '#adapters/library-lock.ts'
import { createClock } from '#adapters/node-ports.ts'
import { exchange, finishRestore, restoreBackup, startFresh, waitingFile } from '#adapters/restore.ts'
import { salvageLibrary } from '#adapters/salvage.ts'
import { isSound, type OpenDatabase, openDatabase } from '#adapters/sqlite.ts'
import { DogearError, toFailure } from '#domain/errors.ts'

export type CareTask = { kind: 'restore'; name: string } | { kind: 'start-fresh' } | { kind: 'repair' }

/** Synchronous, and slow for a large library. Throws a `DogearError`; the library is as it was then. */
export function runCare(task: CareTask, { dataFolder, clockOffsetMs }: { dataFolder: string; clockOffsetMs: number }): CareDone {
  const nowMs = Date.now() + clockOffsetMs
  switch (task.kind) {
    case 'restore': {
      const { keptAs } = restoreBackup(dataFolder, task.name, { newest: SCHEMA_VERSION, nowMs })
      return { sentence: `The library is now the copy ${task.name}.${keptSentence(keptAs)}`, keptAs: nameOf(keptAs) }
    }
    case 'start-fresh': {
      const { keptAs } = startFresh(dataFolder, nowMs)
      return {
        sentence: keptAs === null ? 'There was no library yet.' : `An empty library begins.${keptSentence(keptAs)}`,
        keptAs: nameOf(keptAs),
      }
    }
    case 'repair':
      return repair(dataFolder, clockOffsetMs, nowMs)
  }
}

function nameOf(file: string | null): string | null {
  return file === null ? null : path.basename(file)
}

function keptSentence(file: string | null): string {
  return file === null ? '' : ` What was there before is kept as ${path.basename(file)}.`
}

/** A sound file is copied and put right in its place; of a damaged one a new file is made of what can be read. */
function repair(dataFolder: string, clockOffsetMs: number, nowMs: number): CareDone {
  const lock = lockLibrary(dataFolder)
  try {
    finishRestore(dataFolder)
    if (!existsSync(libraryFile(dataFolder))) throw new DogearError('not-found', 'There is no library to repair yet.')
    return isFileSound(dataFolder) ? repairInPlace(dataFolder, clockOffsetMs, nowMs) : rebuild(dataFolder, clockOffsetMs, nowMs)
  } finally {
    lock.release()
  }
}

function isFileSound(dataFolder: string): boolean {
  try {
    const database = openDatabase(libraryFile(dataFolder))
    try {
      return isSound(database)
    } finally {
      database.close()
    }
  } catch (thrown) {
    if (toFailure(thrown).code === 'damaged-database') return false
    throw thrown
  }
}

function repairInPlace(dataFolder: string, clockOffsetMs: number, nowMs: number): CareDone {
  const database = openDatabase(libraryFile(dataFolder))
  try {
    const copy = path.join(backupsFolder(dataFolder), freeBackupName(dataFolder, 'before-repair', nowMs))
    makeFolder(path.dirname(copy))
    database.prepare('VACUUM INTO ?').run(copy)
    flushFile(copy)
    const said = repairAll(database, dataFolder, clockOffsetMs)
    if (said.length > 0) return { sentence: `${said.join(' ')}${keptSentence(copy)}`, keptAs: path.basename(copy) }
    rmSync(copy)
    return { sentence: 'There was nothing to repair.', keptAs: null }
  } finally {
    database.close()
  }
}

function rebuild(dataFolder: string, clockOffsetMs: number, nowMs: number): CareDone {
  const waiting = waitingFile(dataFolder)
  const partial = `${waiting}.part`
  try {
    const { rows, incomplete } = salvageLibrary(dataFolder, partial, {
      newest: SCHEMA_VERSION,
      derived: /^(?:search_index_|follow_(?:matches|lookups)$|paper_order$)/,
      prepare: (sql, version) => {
        for (const migration of migrations) if (migration.version <= version) sql.exec(migration.sql)
        sql.exec(`PRAGMA user_version = ${version}`)
      },
    })
    const database = openDatabase(partial)
    let said: string[]
    try {
      said = repairAll(database, dataFolder, clockOffsetMs)
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      if (!isSound(database))
        throw new DogearError('damaged-database', 'The library could not be made sound again. Put a copy back instead.')
    } finally {
      database.close()
    }
    flushFile(partial)
    renameSync(partial, waiting)
    const keptAs = exchange(dataFolder, nowMs, 'damaged')
    return {
      sentence: `${savedSentence(rows, incomplete)}${said.length > 0 ? ` ${said.join(' ')}` : ''}${keptSentence(keptAs)}`,
      keptAs: nameOf(keptAs),
    }
  } catch (thrown) {
    throw fileError(thrown, libraryFile(dataFolder))
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true })
    if (existsSync(libraryFile(dataFolder))) rmSync(waiting, { force: true })
  }
}

function repairAll(database: OpenDatabase, dataFolder: string, clockOffsetMs: number): string[] {
  const random = { uuid: () => randomUUID(), fraction: () => Math.random() }
  const store = openStore(database, { clock: createClock(clockOffsetMs), random })
  return [...repairFacts(store), ...repairFiles(store, libraryFileCare(dataFolder))]
}

/** In the order in which a reader asks. */
const TOLD: readonly (readonly [table: string, words: string])[] = [
  ['notes', 'notes'],
  ['marks', 'decisions'],
  ['annotations', 'marks on pages'],
  ['tags', 'tags'],
  ['papers', 'papers'],
]

function savedSentence(rows: Readonly<Record<string, number>>, incomplete: readonly string[]): string {
  const saved = TOLD.map(([table, words]) => `${rows[table] ?? 0} ${words}`).join(', ')
  const all = `Saved ${saved}.`
  if (incomplete.length === 0) return `${all} Nothing was lost.`
  return `${all} Something could not be read any more in: ${incomplete.join(', ')}. What came from outside is fetched again.`
}
