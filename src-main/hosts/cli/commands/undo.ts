// Owns `dogear undo` and `dogear redo`: the same history as in the window.
import type { CliCommand } from '../cli-command.ts'

function travel(name: 'undo' | 'redo', summary: string): CliCommand {
  return {
    name,
    usage: name,
    summary,
    options: {},
    words: { least: 0, most: 0 },
    run: async ({ open }) => {
      const { sentence, historyId } = await (await open('write')).call(`history.${name}`, {})
      return { json: { sentence, historyId }, text: `${sentence}\n` }
    },
  }
}

export const undo = travel('undo', 'take the last change back, also one made in the window')
export const redo = travel('redo', 'do again what was undone')
