// Owns how arXiv is asked for abstracts and how its Atom answer is read; TeX is kept as written, white space folded.
import { SaxesParser } from 'saxes'
import { DogearError } from '#domain/errors.ts'
import { type ArxivRecord, type PaperId, parsePaperReference } from '#domain/paper.ts'
import { cleanText, cleanTime, MAX_LENGTH, textOrNull } from './clean.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const ARXIV = 'http://arxiv.org/schemas/atom'
/** `cs.LG`, `hep-th`, `cond-mat.mtrl-sci`; the same element also holds ACM and MSC classes. */
const ARXIV_CATEGORY = /^[a-z][a-z-]+(?:\.[A-Za-z-]{2,})?$/
const MAX_TEXT = 1_000_000
/** Elements inside of each other; arXiv's have four. */
const MOST_DEPTH = 32
const MAX_PEOPLE = 10_000
/** Ids in one request; arXiv's answers were seen to come short above it. */
export const MAX_BATCH = 100

/** `api/query` for these ids, at most `MAX_BATCH` (arXiv API User's Manual, 3.1). */
export function arxivQueryUrl(baseUrl: string, ids: readonly PaperId[]): string {
  const parameters = new URLSearchParams({ id_list: ids.join(','), start: '0', max_results: String(ids.length) })
  return `${baseUrl}/api/query?${parameters.toString()}`
}

/** An entry while it is read: the text of each element by its name. */
interface Entry {
  texts: Map<string, string>
  authors: string[]
  categories: string[]
  primaryCategory: string | null
}

/**
 * Reads an Atom answer. Entries without an id, title or abstract are left out, so the caller must look for ids that it
 * asked for and did not get. Throws `upstream`: retryable when the answer is no Atom, not when arXiv reports an error
 * (it does so in a feed with one entry titled "Error"). Entities other than XML's own five are refused, none is expanded.
 */
export function parseArxivFeed(xml: string): ArxivRecord[] {
  const entries = readEntries(xml)
  const [first] = entries
  if (entries.length === 1 && first && /^https?:\/\/arxiv\.org\/api\/errors/.test(textOf(first, 'id'))) {
    throw new DogearError('upstream', 'arXiv could not answer the question for abstracts.', {
      detail: cleanText(textOf(first, 'summary'), 300),
    })
  }
  const records = new Map<PaperId, ArxivRecord>()
  for (const entry of entries) {
    const record = recordOf(entry)
    if (record) records.set(record.id, record)
  }
  return [...records.values()]
}

function readEntries(xml: string): Entry[] {
  const parser = new SaxesParser({ xmlns: true })
  const entries: Entry[] = []
  const path: string[] = []
  let entry: Entry | null = null
  let text = ''
  let rootSeen = false

  parser.on('error', (error) => {
    throw notAtom(error.message)
  })
  parser.on('doctype', () => {
    throw notAtom('document type')
  })
  parser.on('opentag', (tag) => {
    const name = tag.uri === ATOM ? tag.local : tag.uri === ARXIV ? `arxiv:${tag.local}` : `other:${tag.local}`
    if (path.length === 0) {
      if (name !== 'feed') throw notAtom(`root ${tag.local}`)
      rootSeen = true
    }
    // looking for what a prefix means takes the longer the deeper it is asked
    if (path.length > MOST_DEPTH) throw notAtom('nested too deep')
    path.push(name)
    text = ''
    if (name === 'entry' && path.length === 2) {
      entry = { texts: new Map(), authors: [], categories: [], primaryCategory: null }
      entries.push(entry)
    }
    const term = tag.attributes['term']?.value
    if (!entry || path.length !== 3 || term === undefined) return
    if (name === 'category' && ARXIV_CATEGORY.test(term) && entry.categories.length < MAX_BATCH) entry.categories.push(term)
    if (name === 'arxiv:primary_category' && ARXIV_CATEGORY.test(term)) entry.primaryCategory = term
  })
  const addText = (more: string): void => {
    if (text.length < MAX_TEXT) text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const name = path.at(-1) ?? ''
    if (entry && path.length === 3 && !entry.texts.has(name)) entry.texts.set(name, text)
    if (entry && path.length === 4 && path[2] === 'author' && name === 'name' && entry.authors.length < MAX_PEOPLE) entry.authors.push(text)
    if (name === 'entry' && path.length === 2) entry = null
    path.pop()
    text = ''
  })
  parser.write(xml).close()
  if (!rootSeen) throw notAtom('empty')
  return entries
}

function recordOf(entry: Entry): ArxivRecord | null {
  const reference = parsePaperReference(textOf(entry, 'id'))
  const title = cleanText(textOf(entry, 'title'), MAX_LENGTH.title)
  const abstract = cleanText(textOf(entry, 'summary'), MAX_LENGTH.abstract)
  if (!reference || title === '' || abstract === '') return null
  return {
    id: reference.id,
    version: reference.version ?? 1,
    title,
    abstract,
    authors: entry.authors.map((name) => cleanText(name, MAX_LENGTH.name)).filter((name) => name !== ''),
    categories: [...new Set(entry.categories)],
    primaryCategory: entry.primaryCategory,
    doi: textOrNull(textOf(entry, 'arxiv:doi'), MAX_LENGTH.name),
    journalRef: textOrNull(textOf(entry, 'arxiv:journal_ref'), MAX_LENGTH.title),
    comment: textOrNull(textOf(entry, 'arxiv:comment'), MAX_LENGTH.title),
    publishedAtMs: cleanTime(textOf(entry, 'published').trim()),
    updatedAtMs: cleanTime(textOf(entry, 'updated').trim()),
  }
}

function textOf(entry: Entry, name: string): string {
  return entry.texts.get(name) ?? ''
}

function notAtom(detail: string): DogearError {
  return new DogearError('upstream', 'arXiv answered with something that is not a list of papers.', {
    retryable: true,
    detail: detail.slice(0, 300),
  })
}
