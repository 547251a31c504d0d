// Owns the turning of found papers into the answer that is shown: texts read, phrases checked, words marked.
import type { SearchHit } from '#contract/api.ts'
import type { Store } from '../storage/store.ts'
import { PAPER_FIELDS, readTexts } from './documents.ts'
import type { Found } from './front.ts'
import type { PaperIndex } from './paper-index.ts'
import { bestPassage, markedTitle } from './snippets.ts'

/** Files whose words are read anew for the passages of one answer. */
const MAX_PDFS_READ = 10
/** A match there is shown, not the one in the file. */
const SHOWN_BEFORE_PDF: ReadonlySet<string> = new Set(['note', 'annotation', 'abstract'])

export function answerHits(store: Store, papers: PaperIndex, found: Found, sample: number): SearchHit[] {
  const { lunr } = papers
  const ids = found.papers.flatMap(({ slot }) => lunr.refOf(slot) ?? [])
  const textsById = new Map(readTexts(store, ids, sample).map((texts) => [texts.id, texts]))
  const isMatch = (word: string): boolean => {
    const term = lunr.termOf(word)
    return term !== undefined && found.terms.has(term)
  }
  let pdfsToRead = MAX_PDFS_READ
  const pdfWords = (id: string, fields: readonly string[]): string => {
    if (!fields.includes('pdf') || fields.some((field) => SHOWN_BEFORE_PDF.has(field)) || pdfsToRead === 0) return ''
    pdfsToRead -= 1
    return readTexts(store, [id], sample, true)[0]?.pdf ?? ''
  }
  const hits: SearchHit[] = []
  for (const { slot, score } of found.papers) {
    const texts = textsById.get(lunr.refOf(slot) ?? '')
    // gone since it was indexed
    if (!texts) continue
    const fields = fieldsOf(papers, slot, found.terms)
    hits.push({
      id: texts.id,
      score,
      fields,
      title: markedTitle(texts.title, isMatch),
      snippet: bestPassage([texts.note, texts.annotations, texts.abstract, pdfWords(texts.id, fields)], isMatch),
    })
  }
  return hits
}

function fieldsOf(papers: PaperIndex, slot: number, terms: ReadonlySet<number>): string[] {
  let bits = 0
  papers.lunr.eachTerm(slot, (field, _place, term) => {
    if (terms.has(term)) bits |= 1 << field
  })
  return PAPER_FIELDS.filter((_, field) => ((bits >>> field) & 1) === 1).map(({ name }) => name)
}
