// Owns `dogear keep`: writes the bibliography, the vault and the mirror once, for a timer.
import type { CliCommand } from '../cli-command.ts'
import { EXIT } from '../exit-codes.ts'

const NAMES = { bib: 'The bibliography', vault: 'The vault', mirror: 'The mirror' } as const

export const keep: CliCommand = {
  name: 'keep',
  usage: 'keep',
  summary: 'bring the bibliography, the vault and the mirror of the settings up to date once',
  options: {},
  words: { least: 0, most: 0 },
  run: async ({ open }) => {
    const library = await open('write')
    const { kept } = await library.call('keeping.run', {})
    const { conflicts } = await library.call('vault.conflicts', {})
    const on = kept.filter((one) => one.on)
    const lines = on.map(({ name, papers, where, problem }) => `${NAMES[name]}: ${problem ?? `${papers ?? 0} papers in ${where}`}`)
    const settle = conflicts.map(({ title, file }) => `Changed here and in the vault, settle it in the window: “${title}” (${file})`)
    return {
      json: { kept, conflicts },
      text: `${[...(on.length === 0 ? ['Nothing is switched on. See Import and export in the window.'] : lines), ...settle].join('\n')}\n`,
      exitCode: on.some(({ problem }) => problem !== null) ? EXIT.failed : EXIT.ok,
    }
  },
}
