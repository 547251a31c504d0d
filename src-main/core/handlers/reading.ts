// Owns which function answers which call about reading.
import type { readingCalls } from '#contract/reading.ts'
import { saveReading, saveTabs, setPlaceMark } from '../commands/reading.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { getReading, readerTabs, wordsOfPages } from '../queries/reading.ts'
import { knownTitles, matchReferences } from '../queries/references.ts'

export function readingHandlers({ store, ports }: HandlerParts): Pick<Handlers, keyof typeof readingCalls> {
  const titles = knownTitles(store, ports)
  return {
    'references.match': ({ references }, options) => matchReferences(store, titles, references, options),
    'reading.get': ({ hash }) => getReading(store, hash),
    'reading.words': (input) => wordsOfPages(store, input),
    'reading.save': (input) => {
      saveReading({ store, clock: ports.clock }, input)
      return {}
    },
    'reading.setMark': (input) => {
      setPlaceMark(store, input)
      return {}
    },
    'reading.tabs': () => readerTabs(store),
    'reading.saveTabs': (input) => {
      saveTabs(store, input)
      return {}
    },
  }
}
