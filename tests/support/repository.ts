// Owns where this checkout is, and the one cache folder outside it.
import os from 'node:os'
import path from 'node:path'

export const repositoryRoot = path.resolve(import.meta.dirname, '..', '..')

/** Things that are too big to fetch for every run and belong in no repository; safe to delete at any time. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || path.join(os.homedir() || os.tmpdir(), '.cache')
  return path.join(base, 'dogear-tests')
}
