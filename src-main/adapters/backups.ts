// Owns the copies of the library in its folder “backups”: how they are named, which are kept, and making one before an update.
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'
import type { CopyKind } from '#domain/library-copy.ts'
import { isCopySound } from './copy-check.ts'
import { backupsFolder } from './data-folder.ts'
import { fileError, flushFile, flushFolder, makeFolder } from './files.ts'
import type { OpenDatabase } from './sqlite.ts'

export interface Backup {
  /** The file's name in the folder. */
  name: string
  kind: CopyKind
  madeAtMs: number
  bytes: number
}

/** `library-2026-03-02T12-00-00Z.sqlite`, and a word for what was not made by hand: `….daily.sqlite`. */
const NAME = /^library-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(?:\.(daily|before-update|before-restore|before-repair|damaged))?\.sqlite$/

export function backupName(kind: CopyKind, nowMs: number): string {
  const stamp = new Date(nowMs)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  return `library-${stamp}${kind === 'by-hand' ? '' : `.${kind}`}.sqlite`
}

/** A name that no copy has yet: two in one second are a second apart. */
export function freeBackupName(dataFolder: string, kind: CopyKind, nowMs: number): string {
  for (let at = nowMs; ; at += 1000) {
    const name = backupName(kind, at)
    if (!statSync(path.join(backupsFolder(dataFolder), name), { throwIfNoEntry: false })) return name
  }
}

/** The copies, newest first; none where there is no folder. What has another name is not ours and left out. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = backupsFolder(dataFolder)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  const backups: Backup[] = []
  for (const name of readdirSync(folder)) {
    const match = NAME.exec(name)
    const facts = match && statSync(path.join(folder, name), { throwIfNoEntry: false })
    if (!match || !facts?.isFile()) continue
    const madeAtMs = Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`)
    if (!Number.isNaN(madeAtMs)) backups.push({ name, kind: (match[5] as CopyKind | undefined) ?? 'by-hand', madeAtMs, bytes: facts.size })
  }
  return backups.sort((a, b) => b.madeAtMs - a.madeAtMs || a.name.localeCompare(b.name))
}

const DAY_MS = 86_400_000
const KEPT_DAILY = 7
const KEPT_WEEKLY = 8
const KEPT_BEFORE = 5

/** The rule of `expiredBackups`, for people. */
export const BACKUP_RULE = `Dogear copies the library each day you use it and before each update. It keeps the last ${KEPT_DAILY} daily copies, one a week for ${KEPT_WEEKLY} weeks before those, and the last ${KEPT_BEFORE} each made before an update, a restore or a repair. Copies you make yourself and damaged libraries are never taken away.`

/** Which copies may go, by `BACKUP_RULE`. Pure. */
export function expiredBackups(backups: readonly Backup[]): Backup[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAtMs - a.madeAtMs)
  const daily = newestFirst.filter((backup) => backup.kind === 'daily')
  const kept = new Set(daily.slice(0, KEPT_DAILY))
  const weeks = new Set<number>()
  for (const backup of daily.slice(KEPT_DAILY)) {
    const week = Math.floor(backup.madeAtMs / (7 * DAY_MS))
    if (weeks.has(week) || weeks.size >= KEPT_WEEKLY) continue
    weeks.add(week)
    kept.add(backup)
  }
  for (const kind of ['before-update', 'before-restore', 'before-repair']) {
    for (const backup of newestFirst.filter((each) => each.kind === kind).slice(0, KEPT_BEFORE)) kept.add(backup)
  }
  return newestFirst.filter((backup) => backup.kind !== 'by-hand' && backup.kind !== 'damaged' && !kept.has(backup))
}

/** A copy that is still being made, perhaps by a command beside the window, is younger. */
const HALF_MADE_MS = 3_600_000

/** Takes away copies that a kill left half made; they never had a copy's name. */
export function dropHalfMade(dataFolder: string): void {
  const folder = backupsFolder(dataFolder)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder)) {
    const half = /^(.*\.sqlite)\.part(?:-wal|-shm|-journal)?$/.exec(name)
    if (!half?.[1] || !NAME.test(half[1])) continue
    const facts = statSync(path.join(folder, name), { throwIfNoEntry: false })
    if (facts && Date.now() - facts.mtimeMs > HALF_MADE_MS) rmSync(path.join(folder, name), { force: true })
  }
}

/** The number of a library's format; 0 for a file without one. */
export function formatOf(database: OpenDatabase): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}

/**
 * Copies an older library before it is brought forward; a new one and one of the format `newest` are left alone.
 * Throws `disk-full` or `read-only`; nothing is changed then, so the older program still opens it.
 */
export function backUpBeforeUpdate(database: OpenDatabase, dataFolder: string, { newest, nowMs }: { newest: number; nowMs: number }): void {
  const version = formatOf(database)
  if (version === 0 || version >= newest) return
  const file = path.join(backupsFolder(dataFolder), backupName('before-update', nowMs))
  if (statSync(file, { throwIfNoEntry: false })) return
  const partial = `${file}.part`
  try {
    makeFolder(path.dirname(file))
    rmSync(partial, { force: true })
    database.prepare('VACUUM INTO ?').run(partial)
    flushFile(partial)
    renameSync(partial, file)
    flushFolder(path.dirname(file))
  } catch (thrown) {
    rmSync(partial, { force: true })
    if (thrown instanceof DogearError && thrown.code === 'disk-full') {
      throw new DogearError(
        'disk-full',
        'There is no room for a copy of the library, which is made before an update. Free some space and try again.',
        {
          retryable: true,
          cause: thrown,
        },
      )
    }
    throw fileError(thrown, file)
  }
}

/**
 * Makes today's copy when the newest one is older than a day, and takes away what `BACKUP_RULE` lets go. Null: none was due.
 * Throws `damaged-database` where the copy is not sound, which is then not kept; older ones stay, whatever the rule.
 */
export async function backUpDaily(database: OpenDatabase, dataFolder: string, nowMs: number): Promise<Backup | null> {
  const backups = listBackups(dataFolder)
  const newest = backups.find((backup) => backup.kind === 'daily')
  if (newest && nowMs - newest.madeAtMs < DAY_MS && newest.madeAtMs <= nowMs) return null
  const name = backupName('daily', nowMs)
  const file = path.join(backupsFolder(dataFolder), name)
  const partial = `${file}.part`
  try {
    makeFolder(path.dirname(file))
    rmSync(partial, { force: true })
    await database.backupTo(partial)
    flushFile(partial)
    if (!(await isCopySound(partial))) throw unsound()
    // reading a library leaves its two empty companions
    for (const end of ['-wal', '-shm']) rmSync(`${partial}${end}`, { force: true })
    renameSync(partial, file)
    flushFolder(path.dirname(file))
  } catch (thrown) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true })
    throw fileError(thrown, file)
  }
  const made: Backup = { name, kind: 'daily', madeAtMs: nowMs, bytes: statSync(file).size }
  for (const backup of expiredBackups([made, ...backups])) rmSync(path.join(backupsFolder(dataFolder), backup.name), { force: true })
  return made
}

function unsound(): DogearError {
  return new DogearError(
    'damaged-database',
    'Today’s copy of the library is damaged, so the library may be too. Older copies stay. Settings, Copies examines the library and repairs it.',
  )
}
