// Owns `dogear add`: papers by id, address, DOI or file into the reading list.
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'
import { stateFrom } from '../arguments.ts'
import { EXIT } from '../exit-codes.ts'
import type { CliCommand } from '../cli-command.ts'

export const add: CliCommand = {
  name: 'add',
  usage: 'add [ID…] [--file FILE] [--state STATE]',
  summary: 'add papers by arXiv id, address or DOI, or from a file; - reads standard input',
  options: {
    file: { value: 'FILE', help: 'BibTeX, RIS, CSL-JSON, a list, or a PDF of arXiv' },
    state: { value: 'STATE', help: 'where they go: later unless told' },
  },
  words: { least: 0, most: 100_000 },
  run: async ({ words, option, open, readStdin }) => {
    const file = option('file')
    if ((file === undefined) === (words.length === 0))
      throw new DogearError('invalid-input', 'Name papers, or a file with --file, not both.')
    const stateText = option('state')
    const state = stateText === undefined ? {} : { state: stateFrom(stateText) }
    const text = words.length === 1 && words[0] === '-' ? await readStdin() : words.join('\n')
    const library = await open('sync')
    const done = await (file === undefined
      ? library.call('papers.add', { text, ...state })
      : library.call('papers.addFile', { path: path.resolve(file), ...state }))
    // a part that waits for the network is for the script to try again
    return { json: done, text: `${done.sentence}\n`, exitCode: done.waiting.length > 0 ? EXIT.offline : EXIT.ok }
  },
}
