// Owns `dogear verify`: examines the library; with --repair it puts right what can be put right, and keeps a copy of what was.
import type { CliCommand } from '../cli-command.ts'
import { runCare } from '../../core-thread/care-task.ts'
import { openPlace } from '../../start-options.ts'
import { EXIT } from '../exit-codes.ts'
import { forTerminal } from '../terminal.ts'

export const verify: CliCommand = {
  name: 'verify',
  usage: 'verify [--repair]',
  summary: 'examine the library; changes nothing unless told to repair it, and then a copy of what was is kept',
  options: { repair: { help: 'put right what can be; of a damaged file, save what can still be read' } },
  words: { least: 0, most: 0 },
  run: async ({ open, has, option }) => {
    const repaired = has('repair')
      ? runCare({ kind: 'repair' }, { dataFolder: openPlace(option('data')).dataFolder, clockOffsetMs: 0 })
      : null
    const { ok, checks } = await (await open('read')).call('library.verify', {})
    const lines = checks.map((check) => `${check.ok ? 'ok     ' : 'DAMAGE '} ${check.name}: ${forTerminal(check.detail)}\n`)
    const verdict = ok
      ? 'The library is sound.\n'
      : 'The library is damaged. Nothing was changed. dogear verify --repair puts right what it can; dogear restore puts a copy back. Both keep what is there now.\n'
    const first = repaired === null ? '' : `${forTerminal(repaired.sentence)}\n`
    const json = { ok, checks, ...(repaired === null ? {} : { repaired }) }
    return { json, text: `${first}${lines.join('')}${verdict}`, exitCode: ok ? EXIT.ok : EXIT.damaged }
  },
}
