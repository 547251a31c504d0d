// Owns which function answers which call about bringing papers in and carrying work in and out.
import type { exchangeCalls } from '#contract/exchange.ts'
import { DogearError } from '#domain/errors.ts'
import { addFromFile, addPapers, type AddPapersParts } from '../exchange/add-papers.ts'
import { exportArchive, exportPack, importArchive } from '../exchange/archive.ts'
import { createArchiveUploads } from '../exchange/archive-uploads.ts'
import { paperFeed } from '../exchange/paper-feed.ts'
import { sendToZotero } from '../exchange/zotero.ts'
import { exportedPapers } from '../export/export-library.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { telling } from '../waits.ts'

export function exchangeHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof exchangeCalls> {
  const { store, ports, sync, search, changed, settings, readOnly } = parts
  const context = { store, clock: ports.clock, random: ports.random, changed }
  const adding: AddPapersParts = { context, ports, http: sync.http, arxivUrl: () => settings().arxivUrl }
  const uploads = createArchiveUploads({ context, ports })
  return {
    'papers.add': (input, options) => addPapers(adding, input, telling(parts, 'papers.add', options)),
    'papers.addFile': (input, options) => addFromFile(adding, input, telling(parts, 'papers.addFile', options)),
    'papers.feed': (input, options) => paperFeed(store, { ...ports, search }, input, options),
    'library.archive': (input, options) => exportArchive({ context, ports }, input, telling(parts, 'library.archive', options)),
    'papers.pack': (input, options) => exportPack({ context, ports }, input, telling(parts, 'papers.pack', options)),
    'library.receive': (input, options) => uploads.receive(input, options),
    'zotero.send': async ({ ids }, options) => {
      // on this machine too: while it is off, no program is asked
      if (!settings().networkOn)
        throw new DogearError(
          'offline',
          'The network is switched off in Settings, so nothing is sent to Zotero either. Switch it on, then send again.',
        )
      const { zoteroPort, citationKeyPattern } = settings().exchange
      const giving = { store, pattern: citationKeyPattern, nowMs: ports.clock.nowMs(), readOnly }
      const papers = await exportedPapers(parts, giving, ids, options)
      return await sendToZotero({ store, ports, port: zoteroPort }, papers, telling(parts, 'zotero.send', options))
    },
    'keys.list': () => ({ keys: ports.accessKeys.list() }),
    'keys.add': ({ name, opens }) => ({ key: ports.accessKeys.add(name, opens) }),
    'keys.revoke': ({ name }) => {
      ports.accessKeys.revoke(name)
      return {}
    },
    'library.import': (input, options) => importArchive({ context, ports }, input, options),
  }
}
