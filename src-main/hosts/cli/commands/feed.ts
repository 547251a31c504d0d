// Owns `dogear feed`: the day's papers, what is trending or a saved search as a feed, printed or written.
import path from 'node:path'
import { writeFileAtomic } from '#adapters/files.ts'
import { DogearError } from '#domain/errors.ts'
import { dayFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const feed: CliCommand = {
  name: 'feed',
  usage: 'feed [--trending | --day DAY | --search NAME] [--format atom|json] [--out FILE]',
  summary: 'the newest day’s papers as a feed',
  options: {
    trending: { help: 'what is trending instead of a day' },
    day: { value: 'DAY', help: 'this day instead of the newest' },
    search: { value: 'NAME', help: 'the papers of this saved search, newest first' },
    format: { value: 'FORMAT', help: 'atom (unless told) or json' },
    out: { value: 'FILE', help: 'write this file instead of standard output' },
  },
  words: { least: 0, most: 0 },
  run: async ({ option, has, open }) => {
    const format = option('format') ?? 'atom'
    if (format !== 'atom' && format !== 'json') throw new DogearError('invalid-input', 'A feed is written as atom or json.')
    const day = option('day')
    const search = option('search')
    if (Number(has('trending')) + Number(day !== undefined) + Number(search !== undefined) > 1)
      throw new DogearError(
        'invalid-input',
        'A feed is of a day, of what is trending, or of one saved search. Give one of --day, --trending and --search.',
      )
    const { text, papers } = await (
      await open('read')
    ).call('papers.feed', {
      of: has('trending') ? 'trending' : search === undefined ? 'day' : 'search',
      format,
      ...(day === undefined ? {} : { day: dayFrom(day, '--day') }),
      ...(search === undefined ? {} : { search }),
    })
    const out = option('out')
    if (out === undefined) return { text, json: { format, papers, text } }
    const file = path.resolve(out)
    writeFileAtomic(file, text)
    return { json: { format, papers, path: file }, text: `Wrote a feed of ${papers} papers to ${file}.\n` }
  },
}
