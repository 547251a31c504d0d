// Owns `dogear restore`: lists the copies of the library, and puts one in its place.
import { BACKUP_RULE, listBackups } from '#adapters/backups.ts'
import { restoreBackup, startFresh } from '#adapters/restore.ts'
import { SCHEMA_VERSION } from '#core/storage/store.ts'
import { DogearError } from '#domain/errors.ts'
import type { CliCommand } from '../cli-command.ts'
import { openPlace } from '../../start-options.ts'

export const restore: CliCommand = {
  name: 'restore',
  usage: 'restore [NAME] [--fresh]',
  summary: 'list the copies of the library, put one in its place, or begin an empty one; the present library is kept',
  options: { fresh: { help: 'put the present library beside the copies and begin an empty one' } },
  words: { least: 0, most: 1 },
  run: async ({ words, option, has }) => {
    const { dataFolder } = openPlace(option('data'))
    const [name] = words
    if (has('fresh')) {
      if (name !== undefined) throw new DogearError('invalid-input', 'Say either the name of a copy or --fresh, not both.')
      const fresh = startFresh(dataFolder, Date.now())
      const kept =
        fresh.keptAs === null ? 'There was no library yet.' : `The library is ${fresh.keptAs} now; the next start begins an empty one.`
      return { json: fresh, text: `${kept}\n` }
    }
    if (name !== undefined) {
      const restored = restoreBackup(dataFolder, name, { newest: SCHEMA_VERSION, nowMs: Date.now() })
      const kept = restored.keptAs === null ? '' : ` What was there before is ${restored.keptAs}.`
      return { json: restored, text: `The library is now the copy ${name}.${kept}\n` }
    }
    const backups = listBackups(dataFolder)
    const lines = backups.map(({ name: each, kind, bytes }) => `${each}  ${kind}  ${bytes} bytes\n`)
    const text = backups.length === 0 ? 'There is no copy of the library yet; dogear backup makes one.\n' : lines.join('')
    return { json: { backups, rule: BACKUP_RULE }, text: `${text}${BACKUP_RULE}\n` }
  },
}
