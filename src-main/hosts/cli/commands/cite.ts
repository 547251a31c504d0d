// Owns `dogear cite`: references as a journal prints them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileError } from '#adapters/files.ts'
import { DogearError } from '#domain/errors.ts'
import { StyleName } from '#domain/exchange.ts'
import { paperIdFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const cite: CliCommand = {
  name: 'cite',
  usage: 'cite [ID…] [--style STYLE] [--html] | cite --styles | cite --add FILE',
  summary: 'references in a citation style; the styles that are here; add one (.csl)',
  options: {
    style: { value: 'STYLE', help: 'apa, ieee, nature …; the one of the settings unless told' },
    html: { help: 'with italics, as HTML' },
    styles: { help: 'list the styles' },
    add: { value: 'FILE', help: 'add a style of the Citation Style Language' },
  },
  words: { least: 0, most: 10_000 },
  run: async ({ words, option, has, open }) => {
    const file = option('add')
    if (file !== undefined) {
      const added = await (await open('write')).call('citations.addStyle', { style: styleIn(file), name: path.basename(file) })
      return { json: added, text: `Added ${added.title}. Use it with --style ${added.name}.\n` }
    }
    if (has('styles')) {
      const { styles } = await (await open('read')).call('citations.styles', {})
      return { json: styles, text: styles.map(({ name, title }) => `${name}\t${title}\n`).join('') }
    }
    if (words.length === 0) throw new DogearError('invalid-input', 'Name the papers to cite, or ask for --styles.')
    const style = option('style')
    if (style !== undefined && !StyleName.safeParse(style).success)
      throw new DogearError('invalid-input', `“${style}” is no name of a style. See dogear cite --styles.`)
    const { text, html } = await (
      await open('read')
    ).call('citations.format', { ids: words.map(paperIdFrom), ...(style === undefined ? {} : { style }) })
    return { json: { text, html }, text: `${has('html') ? html : text}\n` }
  },
}

function styleIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    throw fileError(thrown, file)
  }
}
