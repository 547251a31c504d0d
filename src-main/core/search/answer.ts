// Owns the turning of found papers into the answer that is shown: texts read, phrases checked, words marked.
import type { SearchHit } from '#contract/api.ts'
import type { Store } from '../storage/store.ts'
import { PAPER_FIELDS, type PaperTexts, readTexts } from './documents.ts'
import type { Found } from './front.ts'
import type { PaperIndex } from './paper-index.ts'
import { FIELD_BIT } from './paper-index.ts'
import { holdsPhrase } from './phrase.ts'
import type { PhraseCheck } from './plan.ts'
import { bestPassage, markedTitle } from './snippets.ts'

/** `dropped`: papers whose text doesn't have a phrase that its stems seemed to have. */
export function answerHits(store: Store, papers: PaperIndex, found: Found, sample: number): { hits: SearchHit[]; dropped: number } {
  const { lunr } = papers
  const ids = found.papers.flatMap(({ slot }) => lunr.refOf(slot) ?? [])
  const textsById = new Map(readTexts(store, ids, sample).map((texts) => [texts.id, texts]))
  const isMatch = (word: string): boolean => {
    const term = lunr.termOf(word)
    return term !== undefined && found.terms.has(term)
  }
  const hits: SearchHit[] = []
  let dropped = 0
  for (const { slot, score } of found.papers) {
    const texts = textsById.get(lunr.refOf(slot) ?? '')
    if (!texts || !found.phrases.every((phrase) => hasPhrase(texts, phrase))) {
      dropped += 1
      continue
    }
    hits.push({
      id: texts.id,
      score,
      fields: fieldsOf(papers, slot, found.terms),
      title: markedTitle(texts.title, isMatch),
      snippet: bestPassage([texts.note, texts.abstract], isMatch),
    })
  }
  return { hits, dropped }
}

function hasPhrase(texts: PaperTexts, { words, fields }: PhraseCheck): boolean {
  const byField = {
    title: texts.title,
    author: texts.authors,
    org: texts.organization,
    keyword: texts.keywords,
    category: texts.categories,
    tag: texts.tags,
    note: texts.note,
    abstract: texts.abstract,
  }
  return PAPER_FIELDS.some(({ name }) => (fields & FIELD_BIT[name]) !== 0 && holdsPhrase(byField[name], words))
}

function fieldsOf(papers: PaperIndex, slot: number, terms: ReadonlySet<number>): string[] {
  let bits = 0
  papers.lunr.streams.each(slot, (field, _place, term) => {
    if (terms.has(term)) bits |= 1 << field
  })
  return PAPER_FIELDS.filter((_, field) => ((bits >>> field) & 1) === 1).map(({ name }) => name)
}
