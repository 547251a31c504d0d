// Owns how Hugging Face's JSON becomes papers: tolerant row by row, a row it cannot read is set aside with the reason.
import { type Day, FIRST_FEED_DAY, isDay } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { type Author, type Metrics, type Organization, parsePaperReference, type SourcePaper, type Submitter } from '#domain/paper.ts'
import {
  cleanAvatarUrl,
  cleanCount,
  cleanText,
  cleanTime,
  cleanUrl,
  isJsonObject,
  type JsonObject,
  MAX_LENGTH,
  textOrNull,
} from './clean.ts'

const MAX_AUTHORS = 5_000
const MAX_LIST = 100
const HUGGING_FACE_ID = /^(\d{4}\.\d{3,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?$/i
// the link between such an author and a user is a guess, and was seen to be wrong
const UNSURE_USER = new Set(['extracted_pending', 'extracted_infirmed'])

export interface SourceRow {
  paper: SourcePaper
  metrics: Metrics
  /** The day asked for, else the day the row says it was submitted on; null where neither can be told. */
  day: Day | null
  /** Place in the answer, from 0. */
  sourceIndex: number
}

export interface SetAside {
  /** A sentence for the reader. */
  reason: string
  /** The first 2,000 characters of the row as it came. */
  excerpt: string
  paperId: string | null
  day: Day | null
}

export interface ParsedRows {
  rows: SourceRow[]
  setAside: SetAside[]
  /** Rows that came a second time for the same paper and day. */
  repeated: number
}

/** The rows of an answer, unread. Throws `upstream` (worth another try) when the answer is no list. */
export function rowsOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json
  throw new DogearError('upstream', 'Hugging Face answered with something that is not a list of papers.', {
    retryable: true,
    detail: excerptOf(json).slice(0, 200),
  })
}

/**
 * Reads rows of `daily_papers` (fields and their traps: api/daily_papers as recorded 2024-03 … 2026-08). The outer
 * `publishedAt` is never read: since 2025-03 it is one day early. Without an id or a title, or with a title, abstract, author list or
 * vote count of the wrong type, a row is set aside; any other field that is wrong is left out. A paper is kept once a day.
 */
export function parseRows(
  rows: readonly unknown[],
  { askedDay, firstIndex = 0 }: { askedDay: Day | null; firstIndex?: number },
): ParsedRows {
  const parsed: ParsedRows = { rows: [], setAside: [], repeated: 0 }
  for (const [index, row] of rows.entries()) {
    const outcome = parseRow(row, askedDay, firstIndex + index)
    if ('reason' in outcome) parsed.setAside.push(outcome)
    else parsed.rows.push(outcome)
  }
  return foldRepeated(parsed)
}

/** `rowsOf` and `parseRows` in one. */
export function parseDailyPapers(json: unknown, askedDay: Day | null): ParsedRows {
  return parseRows(rowsOf(json), { askedDay })
}

/** Keeps the first row of each paper and day: an answer can repeat one, and pages shift while they are read. */
export function foldRepeated(parsed: ParsedRows): ParsedRows {
  const seen = new Set<string>()
  const rows = parsed.rows.filter(({ day, paper }) => {
    const key = `${day} ${paper.id}`
    return !seen.has(key) && seen.add(key)
  })
  return { rows, setAside: parsed.setAside, repeated: parsed.repeated + parsed.rows.length - rows.length }
}

function parseRow(row: unknown, askedDay: Day | null, sourceIndex: number): SourceRow | SetAside {
  const outer = isJsonObject(row) ? row : {}
  // the search answers and the days are wrapped in `paper`; a single paper is bare
  const inner = isJsonObject(outer['paper']) ? outer['paper'] : outer['paper'] === undefined ? outer : {}
  const day = askedDay ?? dayOf(inner['submittedOnDailyAt'])
  const id = paperIdOf(inner['id'])
  const aside = (reason: string): SetAside => ({ reason, excerpt: excerptOf(row), paperId: id, day })

  if (!isJsonObject(row)) return aside('The row is not an object.')
  if (id === null) return aside('The row has no identifier of a paper.')
  for (const [name, field, fits] of [
    ['title', inner['title'], isString],
    ['abstract', inner['summary'], isString],
    ['list of authors', inner['authors'], Array.isArray],
    ['number of votes', inner['upvotes'], isNumber],
  ] as const) {
    if (field !== undefined && field !== null && !fits(field)) return aside(`The ${name} is not of the right kind.`)
  }
  const title = cleanText(inner['title'] ?? outer['title'], MAX_LENGTH.title)
  if (title === '') return aside('The row has no title.')

  return { paper: paperOf(id, title, inner, outer), metrics: metricsOf(inner, outer), day, sourceIndex }
}

function paperOf(id: string, title: string, inner: JsonObject, outer: JsonObject): SourcePaper {
  return {
    id,
    title,
    abstract: cleanText(inner['summary'] ?? outer['summary'], MAX_LENGTH.abstract),
    authors: authorsOf(inner['authors']),
    publishedAtMs: cleanTime(inner['publishedAt']),
    organization: organizationOf(inner['organization'] ?? outer['organization'] ?? outer['submitterOrganization']),
    submitter: submitterOf(inner['submittedOnDailyBy']) ?? submitterOf(outer['submittedBy']),
    discussionId: textOrNull(inner['discussionId'], 64),
    thumbnailUrl: cleanUrl(outer['thumbnail']),
    mediaUrls: mediaOf(inner['mediaUrls'] ?? outer['mediaUrls'] ?? [outer['mediaUrl']]),
    projectUrl: cleanUrl(inner['projectPage']),
    codeUrl: cleanUrl(inner['githubRepo']),
    aiSummary: textOrNull(inner['ai_summary'], MAX_LENGTH.abstract),
    aiSummaryModel: textOrNull(inner['ai_summary_model'], MAX_LENGTH.name),
    keywords: keywordsOf(inner['ai_keywords']),
    authorsTakePart: outer['isAuthorParticipating'] === true,
  }
}

function metricsOf(inner: JsonObject, outer: JsonObject): Metrics {
  return { votes: cleanCount(inner['upvotes']) ?? 0, comments: cleanCount(outer['numComments']), stars: cleanCount(inner['githubStars']) }
}

/** The base id without version; the 3-digit tail that Hugging Face pads is padded; null for all else. */
function paperIdOf(value: unknown): string | null {
  const written = typeof value === 'string' ? HUGGING_FACE_ID.exec(value)?.[1] : undefined
  if (written === undefined) return null
  return parsePaperReference(written.replace(/^(\d{4}\.)(\d{3})$/, '$100$2'))?.id ?? null
}

function dayOf(value: unknown): Day | null {
  const day = typeof value === 'string' ? value.slice(0, 10) : ''
  return isDay(day) && day >= FIRST_FEED_DAY ? day : null
}

function authorsOf(value: unknown): Author[] {
  if (!Array.isArray(value)) return []
  const authors: Author[] = []
  for (const entry of value.slice(0, MAX_AUTHORS) as unknown[]) {
    const author = isJsonObject(entry) ? entry : { name: entry }
    const name = cleanText(author['name'], MAX_LENGTH.name)
    // anything but a clear "no" hides the name
    if (name === '' || !(author['hidden'] === undefined || author['hidden'] === null || author['hidden'] === false)) continue
    const user = UNSURE_USER.has(String(author['status'])) ? undefined : author['user']
    const handle = isJsonObject(user) ? handleOf(user) : ''
    authors.push(handle === '' ? { name } : { name, handle })
  }
  return authors
}

/** The handle is `user` in one object of the source and `name` in another. */
function handleOf(user: JsonObject): string {
  return cleanText(user['user'], MAX_LENGTH.name) || cleanText(user['name'], MAX_LENGTH.name)
}

function submitterOf(value: unknown): Submitter | null {
  if (!isJsonObject(value)) return null
  const handle = handleOf(value)
  return handle === '' ? null : { handle, name: cleanText(value['fullname'], MAX_LENGTH.name) || handle }
}

function organizationOf(value: unknown): Organization | null {
  if (!isJsonObject(value)) return null
  const handle = cleanText(value['name'], MAX_LENGTH.name)
  if (handle === '') return null
  const avatarUrl = cleanAvatarUrl(value['avatar'])
  return { handle, name: cleanText(value['fullname'], MAX_LENGTH.name) || handle, ...(avatarUrl === null ? {} : { avatarUrl }) }
}

function mediaOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return [...new Set(value.slice(0, MAX_LIST).map((url) => cleanUrl(url)))].filter((url) => url !== null)
}

function keywordsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return [...new Set(value.slice(0, MAX_LIST).map((word) => cleanText(word, MAX_LENGTH.keyword)))].filter((word) => word !== '')
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

function excerptOf(row: unknown): string {
  return cleanText(JSON.stringify(row) ?? String(row), MAX_LENGTH.excerpt)
}
