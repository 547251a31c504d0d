// Owns `dogear mark`: gives papers a state, as the keys in the window do.
import { paperIdFrom, stateFrom } from '../arguments.ts'
import type { CliCommand } from '../cli-command.ts'

export const mark: CliCommand = {
  name: 'mark',
  usage: 'mark ID… STATE',
  summary: 'give papers a state; one step of undo',
  options: {},
  words: { least: 2, most: 100_000 },
  run: async ({ words, open }) => {
    const ids = words.slice(0, -1).map(paperIdFrom)
    const state = stateFrom(words.at(-1) ?? '')
    const { sentence, historyId } = await (await open('write')).call('triage.decide', { ids, state })
    return { json: { ids, state, sentence, historyId }, text: `${sentence}\n` }
  },
}
