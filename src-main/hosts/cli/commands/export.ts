// Owns `dogear export`: writes papers to standard output or to a file.
import { counted } from '#domain/counted.ts'
import path from 'node:path'
import { writeFileAtomic } from '#adapters/files.ts'
import { dayFrom, formatFrom, paperIdFrom, stateFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const exportCommand: CliCommand = {
  name: 'export',
  usage: 'export [ID…] --format json|csv|bibtex|biblatex|ris|csl-json|markdown [--state STATE] [--day DAY] [--out FILE]',
  summary: 'write papers, with what you made of them, in another form',
  options: {
    format: { value: 'FORMAT', help: 'json, csv, bibtex, biblatex, ris, csl-json or markdown' },
    state: { value: 'STATE', help: 'only papers in this state' },
    day: { value: 'DAY', help: 'only papers of this day' },
    out: { value: 'FILE', help: 'write this file instead of standard output' },
  },
  words: { least: 0, most: 100_000 },
  run: async ({ words, option, open }) => {
    const format = formatFrom(option('format'))
    const stateText = option('state')
    const dayText = option('day')
    const ids = words.map(paperIdFrom)
    const { text, papers } = await (
      await open('read')
    ).call('library.export', {
      format,
      ...(stateText === undefined ? {} : { state: stateFrom(stateText) }),
      ...(dayText === undefined ? {} : { day: dayFrom(dayText, '--day') }),
      ...(ids.length === 0 ? {} : { ids }),
    })
    const out = option('out')
    if (out === undefined) return { text, json: format === 'json' ? (JSON.parse(text) as unknown) : { format, papers, text } }
    const file = path.resolve(out)
    writeFileAtomic(file, text)
    return {
      json: { format, papers, path: file, bytes: Buffer.byteLength(text) },
      text: `Wrote ${counted(papers, 'paper')} to ${file}.\n`,
    }
  },
}
