// Owns `dogear zotero`: papers into the Zotero that runs on this machine.
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const zotero: CliCommand = {
  name: 'zotero',
  usage: 'zotero ID…',
  summary: 'send papers, with tags and notes, into the collection that is selected in Zotero',
  options: {},
  words: { least: 1, most: 10_000 },
  run: async ({ words, open }) => {
    const made = await (await open('write')).call('zotero.send', { ids: words.map(paperIdFrom) })
    return { json: made, text: `${made.sentence}\n` }
  },
}
