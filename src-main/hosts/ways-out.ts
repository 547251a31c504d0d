// Owns what a damaged library's reader is told outside the window: three ways on, with the newest copy by its name.
import { listBackups } from '#adapters/backups.ts'
import { DogearError } from '#domain/errors.ts'

/** The same failure with the ways out in its sentence; anything else as it is. */
export function withWaysOut(thrown: unknown, dataFolder: string): unknown {
  if (!(thrown instanceof DogearError) || thrown.code !== 'damaged-database') return thrown
  const { message, detail } = thrown
  return new DogearError('damaged-database', `${message} ${waysOut(dataFolder)}`, {
    cause: thrown,
    ...(detail === undefined ? {} : { detail }),
  })
}

function waysOut(dataFolder: string): string {
  const newest = listBackups(dataFolder).find(({ kind }) => kind !== 'damaged')
  const back = newest
    ? `put back the copy of ${new Date(newest.madeAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC (dogear restore ${newest.name})`
    : 'put a copy back (there is none yet)'
  return `Three ways on, each keeps the damaged file: repair a copy (dogear verify --repair), ${back}, or start fresh (dogear restore --fresh).`
}
