// Owns what the replica answers as Hugging Face: the daily feed, single papers, search, and their pages.
import type { ArxivRecords } from './arxiv-records.ts'
import { isRecord, paperIdOf, paperOf } from './day-source.ts'
import { daysOfMonth, daysOfWeek, isBeforeFirstDay, isRealDay } from './feed-days.ts'
import type { Feed } from './feed.ts'
import { inTodaysShape } from './feed.ts'
import { madeMarkdown } from './made-text.ts'
import type { ReplicaRequest, Reply } from './reply.ts'
import { errorReply, htmlReply, jsonReply, rowsReply, textReply } from './reply.ts'

export interface HuggingFaceUpstream {
  withoutMarkdown: ReadonlySet<string>
  feed: Feed
  records: ArxivRecords
  today: () => string
}

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 100
const MAX_SEARCH_LIMIT = 120
const MAX_SEARCH_LENGTH = 250

class Refusal extends Error {}

export async function replyAsHuggingFace(request: ReplicaRequest, upstream: HuggingFaceUpstream): Promise<Reply> {
  const path = request.url.pathname
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return errorReply(401, 'Unauthorized', 'Writing needs a token, and the replica takes none.')
  try {
    if (path === '/api/daily_papers') return await replyWithFeed(request, upstream)
    if (path === '/api/papers/search') return await replyWithSearch(request, upstream)
    if (path === '/api/papers') return await replyWithAllPapers(request, upstream)
    const repositories = /^\/api\/arxiv\/([^/]+)\/repos$/.exec(path)
    if (repositories) return jsonReply({ models: [], datasets: [], spaces: [] })
    const paper = /^\/api\/papers\/([^/]+)$/.exec(path)
    if (paper?.[1]) return await replyWithPaper(paper[1], upstream)
    const page = /^\/papers\/([^/]+?)(\.md)?$/.exec(path)
    if (page?.[1]) return await replyWithPage(request, page[1], page[2] !== undefined, upstream)
  } catch (thrown) {
    if (thrown instanceof Refusal) return errorReply(400, 'BadRequest', thrown.message)
    throw thrown
  }
  return path.startsWith('/api/')
    ? errorReply(404, 'NotFound', "Sorry, we can't find the page you are looking for.")
    : htmlReply(404, '404', "Sorry, we can't find the page you are looking for.")
}

async function replyWithFeed(request: ReplicaRequest, upstream: HuggingFaceUpstream): Promise<Reply> {
  const query = request.url.searchParams
  const page = numberIn(query, 'p', 0, 1_000_000, 0)
  const limit = numberIn(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT)
  const sort = query.get('sort') ?? 'publishedAt'
  if (sort !== 'publishedAt' && sort !== 'trending') throw new Refusal('sort is publishedAt or trending')
  const rows = await rowsFor(query, sort, (page + 1) * limit + 1, upstream)
  return pageOfRows(request, rows, page, limit)
}

async function rowsFor(query: URLSearchParams, sort: string, atLeast: number, { feed, today }: HuggingFaceUpstream): Promise<unknown[]> {
  const submitter = query.get('submitter') ?? undefined
  const date = query.get('date')
  if (date !== null) return feed.ofDay(dayIn(date, today()), submitter)
  const week = query.get('week')
  if (week !== null) return rowsOfSpan(daysOfWeek(week), 'week', submitter, feed, today())
  const month = query.get('month')
  if (month !== null) return rowsOfSpan(daysOfMonth(month), 'month', submitter, feed, today())
  if (sort === 'trending') return feed.trending(today(), submitter)
  return feed.between('', today(), submitter, atLeast)
}

/** A day, or (accepted since 2024) a whole moment of which the day counts. */
function dayIn(text: string, today: string): string {
  const day = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text) ? text.slice(0, 10) : text
  if (!isRealDay(day)) throw new Refusal(`date ${text.slice(0, 40)} is not a day`)
  if (day > today) throw new Refusal(`date ${day} is later than ${today}`)
  return day
}

async function rowsOfSpan(
  span: { first: string; last: string } | undefined,
  name: string,
  submitter: string | undefined,
  feed: Feed,
  today: string,
): Promise<unknown[]> {
  if (!span) throw new Refusal(`there is no such ${name}`)
  if (span.first > today) throw new Refusal(`this ${name} is later than ${today}`)
  if (isBeforeFirstDay(span.last)) return []
  return feed.between(span.first, span.last < today ? span.last : today, submitter)
}

/** `Link: <relative address>; rel="next"` only while more rows exist. */
function pageOfRows(request: ReplicaRequest, rows: readonly unknown[], page: number, limit: number): Reply {
  const end = (page + 1) * limit
  const query = new URLSearchParams(request.url.searchParams)
  query.set('p', String(page + 1))
  const link = end < rows.length ? { Link: `<${request.url.pathname}?${query.toString()}>; rel="next"` } : {}
  return rowsReply(rows.slice(page * limit, end), link)
}

function numberIn(query: URLSearchParams, name: string, least: number, most: number, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new Refusal(`${name} is a number from ${least} to ${most}`)
  return value
}

async function replyWithPaper(id: string, { feed, today }: HuggingFaceUpstream): Promise<Reply> {
  const dated = await feed.rowOf(id, today())
  const paper = dated && paperOf(inTodaysShape(dated.row, dated.day))
  if (!paper) return errorReply(404, 'PaperNotFound', 'Paper not found')
  const linked = { linkedModels: [], numTotalModels: 0, linkedDatasets: [], numTotalDatasets: 0, linkedSpaces: [], numTotalSpaces: 0 }
  return jsonReply({ ...paper, ...linked })
}

async function replyWithSearch(request: ReplicaRequest, { feed, today }: HuggingFaceUpstream): Promise<Reply> {
  const query = request.url.searchParams
  const words = (query.get('q') ?? '').trim()
  if (words === '') throw new Refusal('q is missing')
  if (words.length > MAX_SEARCH_LENGTH) throw new Refusal(`q is at most ${MAX_SEARCH_LENGTH} characters`)
  const limit = numberIn(query, 'limit', 1, MAX_SEARCH_LIMIT, 20)
  const terms = words.toLowerCase().split(/\s+/)
  const found: unknown[] = []
  for (const row of distinct(await feed.between('', today(), undefined))) {
    const paper = paperOf(row)
    if (!isRecord(row) || !paper) continue
    const title = textOf(paper['title'])
    const summary = textOf(paper['summary'])
    const searched = `${textOf(paper['id'])} ${title} ${summary}`.toLowerCase()
    if (!terms.every((term) => searched.includes(term))) continue
    found.push({ ...row, highlightedTitle: title, highlightedSummary: summary })
    if (found.length === limit) break
  }
  return rowsReply(found)
}

/** All papers by published date, paged with a cursor; `date`, `week` and `month` have no effect here. */
async function replyWithAllPapers(request: ReplicaRequest, { feed, today }: HuggingFaceUpstream): Promise<Reply> {
  const query = request.url.searchParams
  const limit = numberIn(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT)
  const start = numberIn(query, 'cursor', 0, 1_000_000_000, 0)
  const published = (row: unknown) => textOf(paperOf(row)?.['publishedAt'])
  const rows = distinct(await feed.between('', today(), undefined)).toSorted((a, b) => published(b).localeCompare(published(a)))
  const next = new URLSearchParams({ cursor: String(start + limit), limit: String(limit) })
  return rowsReply(
    rows.slice(start, start + limit),
    start + limit < rows.length ? { Link: `</api/papers?${next.toString()}>; rel="next"` } : {},
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function distinct(rows: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>()
  return rows.filter((row) => !seen.has(paperIdOf(row)) && seen.add(paperIdOf(row)))
}

async function replyWithPage(
  request: ReplicaRequest,
  id: string,
  asMarkdown: boolean,
  { feed, records, today, withoutMarkdown }: HuggingFaceUpstream,
): Promise<Reply> {
  const dated = await feed.rowOf(id, today())
  const entry = dated && (await records.find(id))
  if (!entry) return htmlReply(404, '404', 'Paper not found')
  if (asMarkdown || (request.headers.accept ?? '').includes('text/markdown')) {
    // where arXiv has no HTML, the page about the paper comes instead
    const text = withoutMarkdown.has(entry.id) ? `# ${entry.title}\n\n${entry.abstract}\n` : madeMarkdown(entry)
    return textReply(200, 'text/markdown; charset=utf-8', text)
  }
  return htmlReply(200, `Paper page - ${entry.title}`, entry.abstract)
}
