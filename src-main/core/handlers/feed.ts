// Owns which function answers which call about the feed and what is followed.
import type { feedCalls } from '#contract/feed.ts'
import type { BulkContext } from '../command.ts'
import { archiveRest } from '../commands/catch-up.ts'
import { addFollow, removeFollow } from '../commands/follow.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { noteVisit } from '../storage/visit-rows.ts'

export function feedHandlers({ store, ports, changed, progress }: HandlerParts): Pick<Handlers, keyof typeof feedCalls> {
  const context: BulkContext = { store, clock: ports.clock, random: ports.random, changed, progress, yieldTurn: () => ports.yieldTurn() }
  return {
    'follow.add': (input) => addFollow(context, input),
    'follow.remove': (input) => removeFollow(context, input),
    'feed.looked': () => ({ sinceMs: noteVisit(store, ports.clock.nowMs()) }),
    'feed.archiveRest': (input, options) => archiveRest(context, input, options),
  }
}
