// Owns `dogear show`: everything about one paper, with its note.
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'
import { paperPage } from '../paper-text.ts'

export const show: CliCommand = {
  name: 'show',
  usage: 'show ID',
  summary: 'everything about one paper, with its note',
  options: {},
  words: { least: 1, most: 1 },
  run: async ({ words, open }) => {
    const id = paperIdFrom(words[0] ?? '')
    const library = await open('read')
    const paper = await library.call('papers.get', { id })
    const text = (await library.call('notes.get', { id })).note?.text ?? null
    return { json: { ...paper, note: text }, text: paperPage(paper, text) }
  },
}
