// Owns which function answers which call about citations.
import type { citationCalls } from '#contract/citations.ts'
import { giveKeys, keyFactsOf } from '../citations/citation-keys.ts'
import { formatReferences } from '../citations/references.ts'
import { addStyle, listStyles, removeStyle } from '../citations/styles.ts'
import { cslItem } from '../export/csl-json.ts'
import { exportedPapers } from '../export/export-library.ts'
import type { HandlerParts, Handlers } from '../handlers.ts'
import { paperReader } from '../queries/paper.ts'
import { requirePapers } from '../queries/paper-names.ts'

export function citationHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof citationCalls> {
  const { store, ports, settings, changed, readOnly } = parts
  const giving = () => ({ store, pattern: settings().exchange.citationKeyPattern, nowMs: ports.clock.nowMs(), readOnly })
  return {
    'citations.format': async ({ ids, style }, options) => {
      const name = style ?? settings().exchange.citationStyle
      const papers = await exportedPapers(parts, giving(), ids, options)
      return { ...(await formatReferences(ports.citationStyles, name, papers.map(cslItem), options)), style: name }
    },
    'citations.styles': () => ({ styles: listStyles(ports.citationStyles) }),
    'citations.addStyle': async (input, options) => {
      const added = await addStyle(ports.citationStyles, input, options)
      changed(['settings'], [])
      return added
    },
    'citations.removeStyle': ({ name }) => {
      removeStyle(ports.citationStyles, name)
      changed(['settings'], [])
      return {}
    },
    'citations.keys': ({ ids }) => {
      requirePapers(store, ids)
      const read = paperReader(store)
      const keys = giveKeys(
        giving(),
        ids.map((id) => keyFactsOf(read(id))),
      )
      return { keys: ids.map((id) => ({ id, key: keys.get(id) ?? id })) }
    },
  }
}
