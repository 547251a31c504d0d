// Owns `dogear verify`: examines the library and repairs nothing.
import type { CliCommand } from '../cli-command.ts'
import { EXIT } from '../exit-codes.ts'
import { forTerminal } from '../terminal.ts'

export const verify: CliCommand = {
  name: 'verify',
  usage: 'verify',
  summary: 'examine the library; changes nothing',
  options: {},
  words: { least: 0, most: 0 },
  run: async ({ open }) => {
    const { ok, checks } = await (await open('read')).call('library.verify', {})
    const lines = checks.map((check) => `${check.ok ? 'ok     ' : 'DAMAGE '} ${check.name}: ${forTerminal(check.detail)}\n`)
    const verdict = ok
      ? 'The library is sound.\n'
      : 'The library is damaged. Nothing was changed; the folder “backups” has earlier copies.\n'
    return { json: { ok, checks }, text: lines.join('') + verdict, exitCode: ok ? EXIT.ok : EXIT.damaged }
  },
}
