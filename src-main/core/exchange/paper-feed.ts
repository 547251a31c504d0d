// Owns which papers a feed holds: those of a day, what is trending, or what a saved search finds.
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { localDayOf, msOfDay } from '#domain/day.ts'
import { atomOf, type Feed, jsonFeedOf } from '../export/feed.ts'
import type { Ports } from '../ports.ts'
import { feedPapers } from '../queries/feed-papers.ts'
import { libraryStatus } from '../queries/library.ts'
import { listPapers } from '../queries/lists.ts'
import { savedSearchNamed } from '../queries/saved-searches.ts'
import type { Search } from '../search/search.ts'
import type { Store } from '../storage/store.ts'

type Parts = Pick<Ports, 'clock' | 'facts'> & { search: Pick<Search, 'matching'> }

/** A day without papers, and a library without any, give a feed without entries. Throws `not-found` for a search that is not saved. */
export async function paperFeed(
  store: Store,
  parts: Parts,
  input: ParsedInput<'papers.feed'>,
  options: { signal: AbortSignal },
): Promise<CallOutput<'papers.feed'>> {
  const feed = input.of === 'search' ? await feedOfSearch(store, parts, input, options) : feedOfPlace(store, parts, input)
  return input.format === 'atom'
    ? { text: atomOf(feed), type: 'application/atom+xml; charset=utf-8', papers: feed.papers.length }
    : { text: jsonFeedOf(feed), type: 'application/feed+json; charset=utf-8', papers: feed.papers.length }
}

function feedOfPlace(store: Store, parts: Parts, { of, day, limit }: ParsedInput<'papers.feed'>): Feed {
  const nowMs = parts.clock.nowMs()
  const chosen = day ?? libraryStatus(store, parts).newestDay ?? localDayOf(nowMs)
  const place = of === 'trending' ? { kind: 'trending' as const } : { kind: 'day' as const, day: chosen }
  const { ids, fetchedAtMs } = listPapers(store, { place, sort: 'place', filter: {}, today: localDayOf(nowMs), nowMs })
  return {
    title: of === 'trending' ? 'Trending papers' : day === undefined ? 'Daily papers' : `Daily papers of ${day}`,
    id: `urn:dogear:feed:${of}${day === undefined ? '' : `:${day}`}`,
    updatedMs: fetchedAtMs ?? nowMs,
    papers: feedPapers(store, ids.slice(0, limit)),
  }
}

/** The newest papers that have all that is asked for: a feed never guesses. The same papers give the same text, whenever it is asked for. */
async function feedOfSearch(
  store: Store,
  { search }: Parts,
  { search: name = '', limit }: ParsedInput<'papers.feed'>,
  options: { signal: AbortSignal },
): Promise<Feed> {
  const saved = savedSearchNamed(store, name)
  const { ids } = await search.matching(saved.query, { limit }, options)
  const papers = feedPapers(store, ids)
  const timesMs = papers.map(({ day, publishedAtMs }) => (day === null ? (publishedAtMs ?? 0) : msOfDay(day)))
  return { title: `Dogear: ${saved.name}`, id: `urn:dogear:feed:search:${saved.id}`, updatedMs: Math.max(0, ...timesMs), papers }
}
