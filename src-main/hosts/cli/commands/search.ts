// Owns `dogear search`: the best papers for some words.
import { DogearError } from '#domain/errors.ts'
import { limitFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'
import { rowLines } from '../paper-text.ts'
import { say } from '../terminal.ts'

const MOST = 1000

export const search: CliCommand = {
  name: 'search',
  usage: 'search QUERY… [--limit N]',
  summary: 'the best papers for some words, best first',
  options: { limit: { value: 'N', help: `at most so many, up to ${MOST} (100 unless told)` } },
  words: { least: 1, most: 1000 },
  run: async ({ words, option, json, open }) => {
    const limit = limitFrom(option('limit') ?? '100', MOST)
    const text = words.join(' ').trim()
    if (text === '') throw new DogearError('invalid-input', 'dogear search needs words to search for.')
    const library = await open('read')
    const { hits, remark, suggestion } = await library.call('search.query', { text, limit })
    const rows = hits.length === 0 ? [] : (await library.call('papers.rows', { ids: hits.map((hit) => hit.id) })).rows
    const byId = new Map(rows.map((row) => [row.id, row]))
    const found = hits.flatMap((hit) => {
      const row = byId.get(hit.id)
      return row ? [{ ...row, score: hit.score, fields: hit.fields, snippet: hit.snippet }] : []
    })
    if (!json && remark !== null) say(remark)
    if (!json && suggestion !== null) say(`Did you mean: ${suggestion}`)
    return { json: found, text: found.length === 0 ? 'Nothing found.\n' : rowLines(found) }
  },
}
