// Owns the one action that puts the sample days away.
import type { Done } from '#contract/api.ts'
import { type CommandContext, runCommand } from '../command.ts'
import { SAMPLES_REMOVED } from '../storage/mode.ts'

export function removeSamples(context: CommandContext): Done {
  return runCommand(context, 'sample.remove', (rows) => {
    rows.put('library_facts', { key: SAMPLES_REMOVED, value: '1' })
    return { sentence: 'Removed the sample days.', unchanged: 'The sample days are already gone.' }
  })
}
