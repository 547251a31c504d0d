// Owns which function answers which call about bringing papers in and carrying work in and out.
import type { exchangeCalls } from '#contract/exchange.ts'
import { addFromFile, addPapers, type AddPapersParts } from '../exchange/add-papers.ts'
import { exportArchive, exportPack, importArchive } from '../exchange/archive.ts'
import { paperFeed } from '../exchange/paper-feed.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'

export function exchangeHandlers({
  store,
  ports,
  sync,
  search,
  changed,
  settings,
}: HandlerParts): Pick<Handlers, keyof typeof exchangeCalls> {
  const context = { store, clock: ports.clock, random: ports.random, changed }
  const adding: AddPapersParts = { context, ports, http: sync.http, arxivUrl: () => settings().arxivUrl }
  return {
    'papers.add': (input, options) => addPapers(adding, input, options),
    'papers.addFile': (input, options) => addFromFile(adding, input, options),
    'papers.feed': (input, options) => paperFeed(store, { ...ports, search }, input, options),
    'library.archive': (input, options) => exportArchive({ context, ports }, input, options),
    'papers.pack': (input, options) => exportPack({ context, ports }, input, options),
    'library.import': (input, options) => importArchive({ context, ports }, input, options),
  }
}
