// Owns the turning of found papers into the answer that is shown: texts read, phrases checked, words marked.
import type { SearchHit, SearchPart } from '#contract/search.ts'
import type { Store } from '../storage/store.ts'
import { PAPER_FIELDS, type PaperTexts, readTexts } from './documents.ts'
import type { Found } from './front.ts'
import { EVERY_FIELD, FIELD_BIT, type PaperIndex } from './paper-index.ts'
import { WantedWords } from './fold.ts'
import { bestPassage, type Marked, markedNames, markedTitle } from './snippets.ts'

/** Files whose words are read anew for the passages of one answer. */
const MAX_PDFS_READ = 10
/** A match there is shown, not the one in the file. */
const SHOWN_BEFORE_PDF: ReadonlySet<string> = new Set(['note', 'annotation', 'abstract'])

export function answerHits(store: Store, papers: PaperIndex, found: Found, sample: number): SearchHit[] {
  const { lunr } = papers
  const ids = found.papers.flatMap(({ slot }) => lunr.refOf(slot) ?? [])
  const textsById = new Map(readTexts(store, ids, sample).map((texts) => [texts.id, texts]))
  const matches = matchesOf(papers, found.terms)
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
    const { of, ...snippet } = bestPassage(
      [
        { of: 'abstract', text: texts.abstract, wanted: matches.abstract },
        { of: 'note', text: texts.note, wanted: matches.note },
        { of: 'annotation', text: texts.annotations, wanted: matches.annotation },
        { of: 'pdf', text: pdfWords(texts.id, fields), wanted: matches.pdf },
      ],
      ['note', 'annotation', 'abstract', 'pdf'],
    )
    hits.push({
      id: texts.id,
      score,
      fields,
      title: markedTitle(texts.title, matches.title),
      authors: namesOf(texts, fields, matches),
      snippet,
      snippetOf: of,
    })
  }
  return hits
}

type Matches = Readonly<Record<SearchPart, WantedWords>>

/** A word counts where the search looks for it: `title:lamp` marks no lamp of the abstract. */
function matchesOf({ lunr }: PaperIndex, terms: Found['terms']): Matches {
  const byFields = new Map<number, string[]>()
  for (const [term, fields] of terms) {
    const words = byFields.get(fields) ?? []
    for (const word of lunr.wordsOfTerm(term)) words.push(lunr.words.wordOf(word))
    byFields.set(fields, words)
  }
  const everywhere = byFields.size === 1 && byFields.has(EVERY_FIELD) ? new WantedWords(new Set(byFields.get(EVERY_FIELD))) : null
  const wantedIn = ({ name }: { name: SearchPart }): [SearchPart, WantedWords] => {
    const words = [...byFields].filter(([fields]) => (fields & FIELD_BIT[name]) !== 0).flatMap(([, each]) => each)
    return [name, everywhere ?? new WantedWords(new Set(words))]
  }
  return Object.fromEntries(PAPER_FIELDS.map(wantedIn)) as Matches
}

function namesOf({ authors, organization }: PaperTexts, fields: readonly SearchPart[], { author, org }: Matches): Marked | null {
  if (!fields.includes('author') && !fields.includes('org')) return null
  return markedNames({ names: authors.split(', '), wanted: author }, { name: organization, wanted: org })
}

function fieldsOf({ lunr }: PaperIndex, slot: number, terms: Found['terms']): SearchPart[] {
  const { words, ends } = lunr.readWords(slot)
  let at = 0
  return PAPER_FIELDS.filter((_, field) => {
    let isHeld = false
    for (const end = ends[field] as number; at < end; at += 1)
      isHeld ||= (((terms.get(lunr.termOfWordId(words[at] as number)) ?? 0) >>> field) & 1) === 1
    return isHeld
  }).map(({ name }) => name)
}
