// Owns which function answers which call about tags.
import type { tagCalls } from '#contract/tags.ts'
import type { BulkContext, CommandContext } from '../command.ts'
import { BULK_FROM } from '../bulk-command.ts'
import { addTags, addTagsToMany, colourTag, deleteTag, removeTags, removeTagsFromMany, renameTag } from '../commands/tags.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { listTags } from '../queries/tags.ts'

export function tagHandlers({ store, ports, changed, progress }: HandlerParts): Pick<Handlers, keyof typeof tagCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  const bulk: BulkContext = { ...context, yieldTurn: () => ports.yieldTurn(), progress }
  return {
    'tags.list': () => ({ tags: listTags(store) }),
    'tags.add': (input, options) => (input.ids.length < BULK_FROM ? addTags(context, input) : addTagsToMany(bulk, input, options)),
    'tags.remove': (input, options) =>
      input.ids.length < BULK_FROM ? removeTags(context, input) : removeTagsFromMany(bulk, input, options),
    'tags.rename': (input) => renameTag(context, input),
    'tags.colour': (input) => colourTag(context, input),
    'tags.delete': (input) => deleteTag(context, input),
  }
}
