// Owns the turning of found papers into the answer that is shown: texts read, phrases checked, words marked.
import type { SearchHit, SearchPart } from '#contract/search.ts'
import type { PaperId } from '#domain/paper.ts'
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

/** So many hits get their texts, then the thread has a turn. */
const PAGE = 40
const NO_TEXT: Marked = { text: '', marks: [] }

interface AnswerOptions {
  /** See `shownSample`. */
  sample: number
  /** So many hits, from the first on, get what is shown of them. */
  texts: number
  turn(): Promise<void>
}

export async function answerHits(store: Store, papers: PaperIndex, found: Found, options: AnswerOptions): Promise<SearchHit[]> {
  // a slot may be another paper's after a turn
  const all = found.papers.flatMap(({ slot, score }) => {
    const id = papers.lunr.refOf(slot)
    return id === null ? [] : [{ id, slot, score }]
  })
  const shown = all.slice(0, options.texts)
  const hits: SearchHit[] = []
  if (shown.length > 0) {
    const showing = new Showing(store, papers, found.terms, options.sample)
    for (let start = 0; start < shown.length; start += PAGE) {
      if (start > 0) await options.turn()
      hits.push(...showing.hits(shown.slice(start, start + PAGE)))
    }
  }
  for (const { id, score } of all.slice(options.texts))
    hits.push({ id, score, fields: [], title: NO_TEXT, authors: null, snippet: NO_TEXT, snippetOf: 'abstract' })
  return hits
}

interface ScoredPaper {
  id: PaperId
  slot: number
  score: number
}

/** What is shown of papers that one search found. */
class Showing {
  readonly #store: Store
  readonly #papers: PaperIndex
  readonly #terms: Found['terms']
  readonly #sample: number
  readonly #matches: Matches
  #pdfsToRead = MAX_PDFS_READ

  constructor(store: Store, papers: PaperIndex, terms: Found['terms'], sample: number) {
    this.#store = store
    this.#papers = papers
    this.#terms = terms
    this.#sample = sample
    this.#matches = matchesOf(papers, terms)
  }

  /** In the same order, without those that are gone since they were indexed. */
  hits(scored: readonly ScoredPaper[]): SearchHit[] {
    const ids = scored.map(({ id }) => id)
    const textsById = new Map(readTexts(this.#store, ids, this.#sample).map((texts) => [texts.id, texts]))
    return scored.flatMap((paper) => {
      const texts = textsById.get(paper.id)
      return texts ? this.#hit(paper, texts) : []
    })
  }

  #hit({ id, slot, score }: ScoredPaper, texts: PaperTexts): SearchHit {
    const matches = this.#matches
    const fields = this.#papers.lunr.refOf(slot) === id ? fieldsOf(this.#papers, slot, this.#terms) : []
    const { of, ...snippet } = bestPassage(
      [
        { of: 'abstract', text: texts.abstract, wanted: matches.abstract },
        { of: 'note', text: texts.note, wanted: matches.note },
        { of: 'annotation', text: texts.annotations, wanted: matches.annotation },
        { of: 'pdf', text: this.#pdfWords(id, fields), wanted: matches.pdf },
      ],
      ['note', 'annotation', 'abstract', 'pdf'],
    )
    return {
      id,
      score,
      fields,
      title: markedTitle(texts.title, matches.title),
      authors: namesOf(texts, fields, matches),
      snippet,
      snippetOf: of,
    }
  }

  #pdfWords(id: PaperId, fields: readonly SearchPart[]): string {
    if (!fields.includes('pdf') || fields.some((field) => SHOWN_BEFORE_PDF.has(field)) || this.#pdfsToRead === 0) return ''
    this.#pdfsToRead -= 1
    return readTexts(this.#store, [id], this.#sample, true)[0]?.pdf ?? ''
  }
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
