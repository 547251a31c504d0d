// Owns `dogear backup`: copies the library while it is in use.
import path from 'node:path'
import type { CliCommand } from '../cli-command.ts'

export const backup: CliCommand = {
  name: 'backup',
  usage: 'backup [FILE]',
  summary: 'copy the library, also while a window is open; into its folder “backups” unless told',
  options: {},
  words: { least: 0, most: 1 },
  run: async ({ words, open }) => {
    const target = words[0]
    const library = await open('read')
    const made = await library.call('library.backup', target === undefined ? {} : { path: path.resolve(target) })
    return { json: made, text: `Copied the library to ${made.path} (${made.bytes} bytes).\n` }
  },
}
