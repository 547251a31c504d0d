// Owns what the replica answers as arXiv: the query API, abstract pages, and its HTML errors.
import { atomEntry, atomError, atomFeed } from './atom.ts'
import { matcherOf } from './arxiv-query.ts'
import type { ArxivEntry, ArxivRecords } from './arxiv-records.ts'
import type { ArxivReference } from './arxiv-reference.ts'
import { referenceOf } from './arxiv-reference.ts'
import type { PdfUpstream } from './pdf-routes.ts'
import { replyWithPdf } from './pdf-routes.ts'
import { madeHtml } from './made-html.ts'
import type { ReplicaRequest, Reply } from './reply.ts'
import { escapeMarkup, htmlReply, textReply } from './reply.ts'

const MAX_PER_SLICE = 2_000
const MAX_PER_QUERY = 30_000
const DEFAULT_RESULTS = 10

export interface ArxivUpstream extends PdfUpstream {
  today: () => string
  /** Papers of which nobody has a text. */
  withoutText: ReadonlySet<string>
}

export function isArxivPath(path: string): boolean {
  return path === '/api/query' || /^\/(?:pdf|abs|html|src|bibtex|format)(?:\/|$)/.test(path)
}

export async function replyAsArxiv(request: ReplicaRequest, upstream: ArxivUpstream): Promise<Reply> {
  const path = decodedPath(request.url)
  if (path === '/api/query') return replyToQuery(request, upstream)
  if (path.startsWith('/pdf/')) return replyWithPdf(request, path.slice('/pdf/'.length), upstream)
  if (path.startsWith('/html/')) return await replyWithHtml(path.slice('/html/'.length), upstream)
  if (path.startsWith('/abs/')) return replyWithAbstractPage(path.slice('/abs/'.length), upstream)
  return htmlReply(404, 'Not found', 'No such page, or no HTML for this paper.')
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    return url.pathname
  }
}

async function replyToQuery(request: ReplicaRequest, upstream: ArxivUpstream): Promise<Reply> {
  const written = request.method === 'POST' ? new URLSearchParams(request.body) : request.url.searchParams
  const value = (name: string) => written.get(name) ?? ''
  const query = `search_query=${value('search_query')}&id_list=${value('id_list')}&start=${value('start') || 0}&max_results=${value('max_results') || DEFAULT_RESULTS}`
  const fail = (status: number, code: string, message: string) =>
    textReply(status, 'application/atom+xml; charset=UTF-8', atomError(code, message, query, upstream.today()))

  const start = wholeNumber(value('start') || '0')
  const wanted = wholeNumber(value('max_results') || String(DEFAULT_RESULTS))
  if (start === undefined) return fail(200, 'start_must_be_an_integer', 'start must be an integer')
  if (start < 0) return fail(200, 'start_must_be_non-negative', 'start must be non-negative')
  if (wanted === undefined) return fail(200, 'max_results_must_be_an_integer', 'max_results must be an integer')
  if (wanted < 0) return fail(200, 'max_results_must_be_non-negative', 'max_results must be non-negative')
  if (wanted > MAX_PER_QUERY) return fail(400, 'max_results_too_large', `max_results must be at most ${MAX_PER_QUERY}`)

  const references: ArxivReference[] = []
  for (const text of value('id_list').split(',').filter(Boolean)) {
    const reference = referenceOf(text.trim())
    if (!reference) return fail(200, `incorrect_id_format_for_${text}`, `incorrect id format for ${text}`)
    references.push(reference)
  }

  const found = await foundEntries(references, value('search_query'), upstream.records)
  const sorted = sortedEntries(found, value('sortBy'), value('sortOrder'))
  const page = sorted.slice(start, start + Math.min(wanted, MAX_PER_SLICE))
  const facts = { query, day: upstream.today(), totalResults: sorted.length, startIndex: start, itemsPerPage: wanted }
  const feed = atomFeed(
    facts,
    page.map(({ entry, version }) => atomEntry(entry, version)),
  )
  return { ...textReply(200, 'application/atom+xml; charset=UTF-8', feed), emptyBody: atomFeed(facts, []) }
}

interface FoundEntry {
  entry: ArxivEntry
  version: number
}

/** With both an id list and a search, the search filters the list. An id arXiv does not have is left out, silently. */
async function foundEntries(references: readonly ArxivReference[], search: string, records: ArxivRecords): Promise<FoundEntry[]> {
  const matches = search === '' ? () => true : matcherOf(search)
  const found: FoundEntry[] = []
  for (const { id, version } of references) {
    const entry = await records.find(id)
    if (entry && (version ?? 1) >= 1 && (version ?? 1) <= entry.version && matches(entry))
      found.push({ entry, version: version ?? entry.version })
  }
  if (references.length === 0 && search !== '') {
    for (const entry of records.all()) if (matches(entry)) found.push({ entry, version: entry.version })
  }
  return found
}

function sortedEntries(found: readonly FoundEntry[], sortBy: string, sortOrder: string): readonly FoundEntry[] {
  if (sortBy !== 'submittedDate' && sortBy !== 'lastUpdatedDate') return found
  const key = ({ entry }: FoundEntry) => (sortBy === 'submittedDate' ? entry.published : entry.updated)
  const direction = sortOrder === 'ascending' ? 1 : -1
  return found.toSorted((a, b) => direction * key(a).localeCompare(key(b)))
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined
}

async function replyWithHtml(text: string, { records, withoutText }: ArxivUpstream): Promise<Reply> {
  const reference = referenceOf(text)
  const entry = reference && (await records.find(reference.id))
  if (!entry || withoutText.has(entry.id)) return htmlReply(404, 'Not found', `arXiv has no HTML for ${text}.`)
  return textReply(200, 'text/html; charset=utf-8', madeHtml(entry))
}

async function replyWithAbstractPage(text: string, upstream: ArxivUpstream): Promise<Reply> {
  const reference = referenceOf(text)
  const entry = reference && (await upstream.records.find(reference.id))
  if (!entry || (reference.version ?? 1) > entry.version) return htmlReply(404, 'Article not found', `arXiv has no article ${text}.`)
  const page = `<!DOCTYPE html>
<html lang="en"><head><title>[${entry.id}] ${escapeMarkup(entry.title)}</title></head>
<body><h1>${escapeMarkup(entry.title)}</h1><p>${escapeMarkup(entry.authors.map((author) => author.name).join(', '))}</p>
<blockquote>${escapeMarkup(entry.abstract)}</blockquote><p><a href="/pdf/${entry.id}v${reference.version ?? entry.version}">View PDF</a></p></body></html>
`
  return textReply(200, 'text/html; charset=utf-8', page)
}
