// Owns which function answers which call about tags.
import type { tagCalls } from '#contract/tags.ts'
import type { CommandContext } from '../command.ts'
import { addTags, colourTag, deleteTag, removeTags, renameTag } from '../commands/tags.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { listTags } from '../queries/tags.ts'

export function tagHandlers({ store, ports, changed }: HandlerParts): Pick<Handlers, keyof typeof tagCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  return {
    'tags.list': () => ({ tags: listTags(store) }),
    'tags.add': (input) => addTags(context, input),
    'tags.remove': (input) => removeTags(context, input),
    'tags.rename': (input) => renameTag(context, input),
    'tags.colour': (input) => colourTag(context, input),
    'tags.delete': (input) => deleteTag(context, input),
  }
}
