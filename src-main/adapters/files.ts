// Owns writing files so that a reader of them sees the old one or the new one.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'

/**
 * Makes a folder and those above it, its owner's alone, and throws what the system says when it can't. Node's own
 * recursive way never returns on file systems that answer ENOENT for a parent that is there (`/proc`).
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = path.dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (thrown) {
    // another process may have been as quick
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw thrown
  }
}

/** Writes beside the target, flushes to the disk and renames over it; readable by its owner alone. Throws `disk-full` or `read-only`. */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    makeFolder(path.dirname(file))
    const handle = openSync(temporary, 'wx', 0o600)
    try {
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, file)
    flushFolder(path.dirname(file))
  } catch (cause) {
    rmSync(temporary, { force: true })
    throw fileError(cause, file)
  }
}

/** What the system says about a file, as a sentence. */
export function fileError(cause: unknown, file: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const detail = `${file}: ${cause instanceof Error ? cause.message : String(cause)}`
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DogearError('disk-full', 'The disk is full, so the file was not written. Free some space and try again.', { detail, cause })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new DogearError('read-only', `${file} can’t be written. Check who owns its folder.`, { detail, cause })
  if (code === 'ENOENT' || code === 'ENOTDIR') return new DogearError('not-found', `There is no folder for ${file}.`, { detail, cause })
  if (code === 'ENAMETOOLONG') return new DogearError('invalid-input', `${file.slice(0, 60)}… is too long a name for this disk.`, { cause })
  if (code === 'EIO')
    return new DogearError('failing-disk', `The disk could not read or write ${file}. Check the disk, then try again.`, {
      retryable: true,
      detail,
      cause,
    })
  if (code === 'EEXIST' || code === 'EISDIR' || code === 'ENOTEMPTY')
    return new DogearError('conflict', `Something else stands where ${file} has to be. Move it away, then try again.`, { detail, cause })
  if (code === 'EBUSY')
    return new DogearError('conflict', `Another program holds ${file}. Close it there, then try again.`, { retryable: true, detail, cause })
  // whatever else the system refuses: a name it does not allow, a circle of links
  if (cause instanceof Error && 'syscall' in cause && !(cause instanceof DogearError))
    return new DogearError('read-only', `${file} can’t be read or written here (${String(code)}).`, { detail, cause })
  return cause
}

/** Brings what was written to a file to the disk. */
export function flushFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Brings the names in a folder to the disk, so that a power cut takes back no rename. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
