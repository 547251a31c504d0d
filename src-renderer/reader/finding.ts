// Owns finding words in an open paper: pdf.js's find over words that are known already or read once, and how often they were found.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { EventBus, PDFFindController, PDFLinkService } from 'pdfjs-dist/web/pdf_viewer.mjs'
import { modelOf } from './document-model.ts'
import { soughtDocument } from './pages-text.ts'
import type { PdfEngine } from './pdf-engine.ts'
import { seldom } from './seldom.ts'
import type { StoredWords } from './stored-words.ts'

export interface FindCount {
  current: number
  total: number
  pending: boolean
  missing: boolean
}

export interface Finding {
  readonly controller: PDFFindController
  find(query: string, options?: { again?: boolean; backwards?: boolean }): void
  /** Told seldom enough that telling takes no time from finding; returns how to stop. */
  onFound(listener: (count: FindCount) => void): () => void
}

export interface FindingParts extends Pick<PdfEngine, 'web'> {
  eventBus: EventBus
  linkService: PDFLinkService
  /** Words that are known without the worker. */
  stored: StoredWords | undefined
}

/** After the last letter: of words that are typed quickly only the whole one is looked for. */
const FIND_AFTER_MS = 100

export function findingIn(pdf: PDFDocumentProxy, { web, eventBus, linkService, stored }: FindingParts): Finding {
  const sought = async (page: number): Promise<string> => (await stored?.(page)) ?? (await modelOf(pdf).sought(page))

  class FindController extends web.PDFFindController {
    override setDocument(shown: PDFDocumentProxy | null): void {
      super.setDocument((shown && soughtDocument(sought)) as PDFDocumentProxy)
    }
  }
  const controller = new FindController({ eventBus, linkService, updateMatchesCountOnProgress: true, delay: FIND_AFTER_MS })

  return {
    controller,
    find: (query, { again = false, backwards = false } = {}) => {
      eventBus.dispatch('find', {
        source: controller,
        type: again ? 'again' : '',
        query,
        caseSensitive: false,
        entireWord: false,
        highlightAll: true,
        findPrevious: backwards,
        matchDiacritics: false,
      })
    },
    onFound: (listener) => {
      const told = { current: 0, total: 0, pending: false, missing: false }
      const { changed, stop } = seldom(() => listener(told))
      const tell = ({ state, matchesCount }: { state?: number; matchesCount: { current: number; total: number } }): void => {
        if (state !== undefined) {
          told.pending = state === web.FindState.PENDING
          told.missing = state === web.FindState.NOT_FOUND
        }
        Object.assign(told, { current: matchesCount.current, total: matchesCount.total })
        changed()
      }
      const names = ['updatefindmatchescount', 'updatefindcontrolstate']
      for (const name of names) eventBus.on(name, tell)
      return () => {
        stop()
        for (const name of names) eventBus.off(name, tell)
      }
    },
  }
}
