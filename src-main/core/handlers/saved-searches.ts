// Owns which function answers which call about searches that are kept.
import type { savedSearchCalls } from '#contract/searches.ts'
import type { CommandContext } from '../command.ts'
import { changeSearch, deleteSearch, moveSearch, saveSearch } from '../commands/saved-searches.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { savedSearches } from '../queries/saved-searches.ts'
import { forgetSearch, recentSearches, rememberSearch } from '../storage/recent-searches.ts'

export function savedSearchHandlers({ store, ports, search, changed }: HandlerParts): Pick<Handlers, keyof typeof savedSearchCalls> {
  const context: CommandContext = { store, clock: ports.clock, random: ports.random, changed }
  return {
    'searches.list': () => ({ searches: savedSearches(store), recent: recentSearches(store) }),
    'searches.counts': async (_input, options) => {
      const counts: { id: string; papers: number }[] = []
      for (const { id, query } of savedSearches(store)) {
        counts.push({ id, papers: (await search.matching(query, { limit: 0 }, options)).total })
      }
      return { counts }
    },
    'searches.save': (input) => saveSearch(context, input),
    'searches.change': (input) => changeSearch(context, input),
    'searches.move': (input) => moveSearch(context, input),
    'searches.delete': (input) => deleteSearch(context, input),
    'searches.remember': ({ query }) => {
      rememberSearch(store, query, ports.clock.nowMs())
      changed(['searches'], [])
      return {}
    },
    'searches.forget': ({ query }) => {
      forgetSearch(store, query)
      changed(['searches'], [])
      return {}
    },
  }
}
