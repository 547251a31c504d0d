// Owns the check that a place outside of the library is named in full, so that it means the same whoever starts the program.
import { DogearError } from '#domain/errors.ts'

/** Throws `invalid-input` for nothing and for a path that is not absolute on this or another system. */
export function absolutePath(path: string, what: string): string {
  if (path === '') throw new DogearError('invalid-input', `No place is named for ${what}. Name one in Import and export.`)
  if (!/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path) || path.includes('\0'))
    throw new DogearError('invalid-input', `The place for ${what} is not named in full. Begin it with ${'/'} or a drive.`)
  return path
}
