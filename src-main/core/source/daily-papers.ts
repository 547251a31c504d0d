// Owns the questions to Hugging Face: a day, a month, the trending list, page by page until there is no next one.
import type { Day, Month } from '#domain/day.ts'
import { DogearError } from '#domain/errors.ts'
import { parseOutsideJson } from '#domain/outside-json.ts'
import type { SourceHttp } from './http.ts'
import { foldRepeated, type ParsedRows, parseRows, rowsOf } from './hugging-face.ts'

/** Rows of a page: the most that the source gives; its default of 50 cuts days. */
export const PAGE_ROWS = 100
/** A month holds about 1,300 rows; a source that never stops is left here. */
const MAX_PAGES = 100
/** A source that leaves the number of rows to itself gives a day or a month at once; more than this is no answer. */
const MOST_ROWS = 5_000
/** Rows read in one go before other work of the thread has its turn. */
const ROWS_A_TURN = 25

export interface AskOptions {
  http: SourceHttp
  baseUrl: string
  yieldTurn(): Promise<void>
  signal: AbortSignal
}

/** A day's rows in the source's order; null when the source says that there is no such day yet (400). */
export async function askDay(day: Day, options: AskOptions): Promise<ParsedRows | null> {
  return await askPages({ date: day, sort: 'publishedAt' }, day, `papers of ${day}`, MAX_PAGES, options)
}

/** A month's rows; each tells its own day. Null when the source says that there is no such month yet. */
export async function askMonth(month: Month, options: AskOptions): Promise<ParsedRows | null> {
  return await askPages({ month, sort: 'publishedAt' }, null, `papers of ${month}`, MAX_PAGES, options)
}

/** The first page of what is trending. */
export async function askTrending(options: AskOptions): Promise<ParsedRows | null> {
  return await askPages({ sort: 'trending' }, null, 'trending papers', 1, options)
}

async function askPages(
  query: Record<string, string>,
  askedDay: Day | null,
  why: string,
  maxPages: number,
  options: AskOptions,
): Promise<ParsedRows | null> {
  let all: ParsedRows = { rows: [], setAside: [], repeated: 0 }
  let asked = 0
  for (let page = 0; page < maxPages; page++) {
    const url = `${options.baseUrl}/api/daily_papers?${new URLSearchParams({ ...query, p: String(page), limit: String(PAGE_ROWS) }).toString()}`
    const answer = await options.http.get(
      {
        source: 'hugging-face',
        url,
        why: page === 0 ? why : `${why}, page ${page + 1}`,
        accept: 'application/json',
        expected: [400],
        read: (body) => pageOf(parseJson(body)),
      },
      { signal: options.signal },
    )
    if (answer.value === null) return page === 0 ? null : all
    if (answer.value.length === 0) break
    const before = all.rows.length + all.setAside.length
    all = foldRepeated(await readPage(answer.value, asked, askedDay, all, options))
    asked += answer.value.length
    // a page that brings nothing new would come again and again
    if (all.rows.length + all.setAside.length === before || !hasNext(answer.header('link'), answer.value.length)) break
  }
  return all
}

function pageOf(json: unknown): readonly unknown[] {
  const rows = rowsOf(json)
  if (rows.length > MOST_ROWS)
    throw new DogearError('upstream', 'Hugging Face answered with far more papers than were asked for.', { detail: `${rows.length} rows` })
  return rows
}

async function readPage(
  rows: readonly unknown[],
  firstIndex: number,
  askedDay: Day | null,
  all: ParsedRows,
  options: AskOptions,
): Promise<ParsedRows> {
  for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
    await options.yieldTurn()
    options.signal.throwIfAborted()
    const parsed = parseRows(rows.slice(start, start + ROWS_A_TURN), { askedDay, firstIndex: firstIndex + start })
    all.rows.push(...parsed.rows)
    all.setAside.push(...parsed.setAside)
    all.repeated += parsed.repeated
  }
  return all
}

/** The source names the next page in `Link`; where it sends no such header a full page is followed by a look at the next. */
function hasNext(link: string | null, rows: number): boolean {
  return link === null ? rows >= PAGE_ROWS : /rel="?next"?/.test(link)
}

function parseJson(body: string): unknown {
  try {
    return parseOutsideJson(body)
  } catch (cause) {
    const page = /^\s*</.test(body)
    const message = page ? 'Hugging Face answered with a web page instead of data.' : 'The answer of Hugging Face is cut off or damaged.'
    throw new DogearError('upstream', message, { retryable: true, cause, detail: body.slice(0, 120) })
  }
}
