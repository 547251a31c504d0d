// Owns where the recorded days are, for the tests and benchmarks that use them when they are there.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from './repository.ts'

export const NO_SHARED_DATA = 'the recorded days are not here (DOGEAR_DATA names their folder, ../shared/data is looked at otherwise)'

/** The folder with `daily/`, `daily-revisions/` and the rest, or null where there is none. */
export function sharedDataFolder(): string | null {
  const named = process.env['DOGEAR_DATA']
  const folder = path.resolve(named || path.join(repositoryRoot, '..', 'shared', 'data'))
  return existsSync(path.join(folder, 'daily')) ? folder : null
}
