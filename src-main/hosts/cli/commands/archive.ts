// Owns `dogear archive`, `dogear pack` and `dogear import`: a library or some papers as one file, and back.
import path from 'node:path'
import { DogearError } from '#domain/errors.ts'
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const archive: CliCommand = {
  name: 'archive',
  usage: 'archive FILE [--pdfs]',
  summary: 'write the whole library as one file, for another machine or for safe keeping',
  options: { pdfs: { help: 'with the PDFs that are on disk' } },
  words: { least: 1, most: 1 },
  run: async ({ words, has, open }) => {
    const done = await (await open('read')).call('library.archive', { path: path.resolve(words[0] ?? ''), pdfs: has('pdfs') })
    return { json: done, text: `${done.sentence}\n` }
  },
}

export const pack: CliCommand = {
  name: 'pack',
  usage: 'pack ID… --out FILE [--by NAME]',
  summary: 'write papers with your notes, tags and marks as one file, for a colleague',
  options: {
    out: { value: 'FILE', help: 'the file to write' },
    by: { value: 'NAME', help: 'the name that stands by your notes and marks' },
  },
  words: { least: 1, most: 100_000 },
  run: async ({ words, option, open }) => {
    const out = option('out')
    if (out === undefined) throw new DogearError('invalid-input', 'Say where to write the pack: --out FILE.')
    const input = { ids: words.map(paperIdFrom), path: path.resolve(out), by: option('by') ?? '' }
    const done = await (await open('read')).call('papers.pack', input)
    return { json: done, text: `${done.sentence}\n` }
  },
}

export const importCommand: CliCommand = {
  name: 'import',
  usage: 'import FILE',
  summary: 'take over an archive or a pack; nothing that is here is overwritten',
  options: {},
  words: { least: 1, most: 1 },
  run: async ({ words, open }) => {
    const done = await (await open('write')).call('library.import', { path: path.resolve(words[0] ?? '') })
    return { json: done, text: `${done.sentence}\n` }
  },
}
