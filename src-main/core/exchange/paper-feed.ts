// Owns which papers a feed holds: those of a day, or what is trending.
import type { CallOutput, ParsedInput } from '#contract/api.ts'
import { localDayOf } from '#domain/day.ts'
import { atomOf, type Feed, jsonFeedOf } from '../export/feed.ts'
import type { Clock } from '../ports.ts'
import { libraryStatus } from '../queries/library.ts'
import { listPapers } from '../queries/lists.ts'
import { getPaper } from '../queries/paper.ts'
import type { Store } from '../storage/store.ts'

/** A day without papers, and a library without any, give a feed without entries. */
export function paperFeed(
  store: Store,
  parts: { clock: Clock; facts: { dataFolder: string; appVersion: string } },
  { of, day, format, limit }: ParsedInput<'papers.feed'>,
): CallOutput<'papers.feed'> {
  const nowMs = parts.clock.nowMs()
  const chosen = day ?? libraryStatus(store, parts).newestDay ?? localDayOf(nowMs)
  const place = of === 'trending' ? { kind: 'trending' as const } : { kind: 'day' as const, day: chosen }
  const { ids, fetchedAtMs } = listPapers(store, { place, sort: 'place', filter: {}, today: localDayOf(nowMs), nowMs })
  const feed: Feed = {
    title: of === 'trending' ? 'Trending papers' : day === undefined ? 'Daily papers' : `Daily papers of ${day}`,
    id: `urn:dogear:feed:${of}${day === undefined ? '' : `:${day}`}`,
    updatedMs: fetchedAtMs ?? nowMs,
    papers: ids.slice(0, limit).map((id) => getPaper(store, id)),
  }
  return format === 'atom'
    ? { text: atomOf(feed), type: 'application/atom+xml; charset=utf-8', papers: feed.papers.length }
    : { text: jsonFeedOf(feed), type: 'application/feed+json; charset=utf-8', papers: feed.papers.length }
}
