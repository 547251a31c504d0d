// Owns `dogear list`: every stored paper, or those of a state, a day, or both.
import type { PaperRow } from '#domain/paper.ts'
import type { ListPlace } from '#domain/list.ts'
import { dayFrom, stateFrom } from '../arguments.ts'
import type { CliCommand, Library } from '../cli-command.ts'
import { rowLines } from '../paper-text.ts'

/** Rows of one call. */
const AT_ONCE = 1000

export const list: CliCommand = {
  name: 'list',
  usage: 'list [--state STATE] [--day DAY]',
  summary: 'every stored paper, or those of a state or a day',
  options: {
    state: { value: 'STATE', help: 'only papers in this state; inbox is every undecided one' },
    day: { value: 'DAY', help: 'only papers of this day, in its order' },
  },
  words: { least: 0, most: 0 },
  run: async ({ option, open }) => {
    const stateText = option('state')
    const dayText = option('day')
    const state = stateText === undefined ? undefined : stateFrom(stateText)
    const day = dayText === undefined ? undefined : dayFrom(dayText, '--day')
    const place: ListPlace =
      day !== undefined ? { kind: 'day', day } : state === undefined || state === 'inbox' ? { kind: 'all' } : { kind: 'state', state }
    const rows = (await rowsOf(await open('read'), place)).filter((row) => state === undefined || row.state === state)
    return { json: rows, text: rows.length === 0 ? 'No papers.\n' : rowLines(rows) }
  },
}

async function rowsOf(library: Library, place: ListPlace): Promise<PaperRow[]> {
  const { ids, rows } = await library.call('papers.list', { place, rows: AT_ONCE })
  const all = [...rows]
  for (let from = rows.length; from < ids.length; from += AT_ONCE) {
    all.push(...(await library.call('papers.rows', { ids: ids.slice(from, from + AT_ONCE) })).rows)
  }
  return all
}
