// Owns search as the rest of core sees it: the index kept in step with the library in short turns, and answers from it.
import type { ParsedInput } from '#contract/api.ts'
import type { SearchAnswer, SearchHit, SearchSort } from '#contract/search.ts'
import { type Day, localDayOf } from '#domain/day.ts'
import { type PaperId, parsePaperReference } from '#domain/paper.ts'
import { type ParsedSearch, parseSearch } from '#domain/search-query.ts'
import { lessAsked } from '#domain/search-words.ts'
import type { Ports } from '../ports.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { answerHits } from './answer.ts'
import { papersOf } from './filters.ts'
import { type Found, find, type FrontOptions } from './front.ts'
import type { Mask } from './gates.ts'
import { Indexing } from './indexing.ts'
import type { LunrIndex } from './lunr-index.ts'
import { findNames } from './names.ts'
import { inOrder } from './order.ts'
import { filtersOf } from './plan.ts'
import { type SimilarPaper, similarPapers } from './similar.ts'

export interface Search {
  /** Begins to index everything, newest days first; answers come from what is there meanwhile. */
  start(): void
  /** These papers (null: any) changed in the library, in whatever way. */
  changed(ids: readonly PaperId[] | null): void
  /** Rejects only with the signal's reason. Without `start` it indexes everything first. */
  query(input: SearchInput, options: Waits): Promise<Omit<SearchAnswer, 'rows'>>
  /** The papers that have all that is asked for, newest first; with `among` only of these, once all of them are indexed. */
  matching(text: string, input: { limit: number; among?: readonly PaperId[] }, options: Waits): Promise<{ ids: PaperId[]; total: number }>
  names(input: ParsedInput<'search.names'>, options: Waits): Promise<{ name: string; papers: number }[]>
  /** Papers near in meaning, best first; empty while the paper isn't indexed. */
  similar(id: PaperId, limit: number): SimilarPaper[]
  /** Every paper that is searchable, for an examination; null while that is not yet everything. */
  indexed(): ReadonlySet<PaperId> | null
  close(): void
}

export interface SearchInput {
  text: string
  limit: number
  sort?: SearchSort
  /** So many hits come with what is shown of them. Default: all. */
  texts?: number
}

interface Waits {
  signal: AbortSignal
}

export interface SearchParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'yieldTurn' | 'log' | 'crc32'>
  /** Whether the index may be saved in the library, so that the next start reads it back. Default: it may not. */
  maySave?: boolean
  /** More is searchable than before. */
  onIndexed(): void
}

const MS_PER_DAY = 86_400_000
/** Postings that are asked for, at least, before no more searches for less are tried. */
const ENOUGH_ASKED = 1_000_000

export function createSearch({ store, ports, maySave = false, onIndexed }: SearchParts): Search {
  const indexing = new Indexing({ store, ports, maySave, onIndexed })
  const filters = new FilterAnswers(store, ports, indexing)

  const look = async (
    parsed: ParsedSearch,
    today: Day,
    { signal }: Waits,
    how: Omit<FrontOptions, 'filters' | 'newestDay'>,
  ): Promise<Found> => {
    const masks = await filters.masksFor(parsed, today, signal)
    return find(indexing.papers, parsed, { ...how, filters: masks, newestDay: Math.floor(ports.clock.nowMs() / MS_PER_DAY) })
  }

  async function answer(asked: ParsedSearch, input: Required<SearchInput>, today: Day, waits: Waits): Promise<Answered> {
    const { limit, sort } = input
    const direct = asked.reference === null ? null : await referenceAnswer(asked.reference, input, waits.signal)
    if (direct) return direct
    // the words of an address say nothing about a paper, but a note may name it
    const parsed = parsePaperReference(asked.text) ? parseSearch(`"${asked.reference}"`, today) : asked
    const all = indexing.papers.lunr.slots
    const found = await look(parsed, today, waits, sort === 'relevance' ? { limit } : { limit: all, isRanked: false })
    if (sort !== 'relevance') found.papers = (await inOrder(store, indexing.papers, found.papers, sort, ports.yieldTurn)).slice(0, limit)
    await ports.yieldTurn()
    waits.signal.throwIfAborted()
    const hits = await hitsOf(found, input, waits.signal)
    const remarks = [...found.remarks]
    if (asked.reference !== null) remarks.unshift(`${asked.reference} isn’t in this library.`)
    const relaxed = found.total === 0 ? await relaxedSearch(parsed, today, waits) : null
    return { hits, total: found.total, remark: remarks.length > 0 ? remarks.join(' ') : null, suggestion: found.suggestion, relaxed }
  }

  const hitsOf = async (found: Found, { texts }: Required<SearchInput>, signal: AbortSignal): Promise<SearchHit[]> => {
    const turn = async (): Promise<void> => {
      await ports.yieldTurn()
      signal.throwIfAborted()
    }
    return await answerHits(store, indexing.papers, found, { sample: shownSample(store), texts, turn })
  }

  /** The first search that asks for less and finds something. */
  async function relaxedSearch(parsed: ParsedSearch, today: Day, waits: Waits): Promise<SearchAnswer['relaxed']> {
    const before = indexing.papers.lunr.postings.asked
    for (const text of lessAsked(parsed)) {
      if (indexing.papers.lunr.postings.asked - before > ENOUGH_ASKED) return null
      await ports.yieldTurn()
      waits.signal.throwIfAborted()
      const found = await look(parseSearch(text, today), today, waits, { limit: 0 })
      if (found.total > 0) return { text: found.suggestion ?? text, papers: found.total }
    }
    return null
  }

  async function referenceAnswer(id: PaperId, input: Required<SearchInput>, signal: AbortSignal): Promise<Answered | null> {
    const slot = indexing.papers.lunr.slotOf(id)
    if (slot === undefined) return null
    const found: Found = { papers: [{ slot, score: 1 }], total: 1, terms: new Map(), remarks: [], suggestion: null }
    const hits = await hitsOf(found, input, signal)
    return { hits, total: hits.length, remark: null, suggestion: null, relaxed: null }
  }

  async function matching(
    text: string,
    { limit, among }: { limit: number; among?: readonly PaperId[] },
    waits: Waits,
  ): Promise<{ ids: PaperId[]; total: number }> {
    await (among ? indexing.settled(waits.signal) : indexing.ready(waits.signal))
    const { lunr } = indexing.papers
    const today = localDayOf(ports.clock.nowMs())
    const parsed = parseSearch(text, today)
    if (parsed.reference !== null) {
      const isHere = lunr.slotOf(parsed.reference) !== undefined && (!among || among.includes(parsed.reference))
      return isHere ? { ids: [parsed.reference].slice(0, limit), total: 1 } : { ids: [], total: 0 }
    }
    const only = among ? maskOfIds(lunr, among) : null
    const found = await look(parsed, today, waits, { limit: limit === 0 ? 0 : lunr.slots, isRanked: false, isExact: true, among: only })
    const ordered = await inOrder(store, indexing.papers, found.papers, 'date', ports.yieldTurn)
    return { ids: ordered.slice(0, limit).flatMap(({ slot }) => indexing.papers.lunr.refOf(slot) ?? []), total: found.total }
  }

  return {
    start: () => indexing.start(),
    changed: (ids) => {
      filters.forget()
      indexing.changed(ids)
    },
    query: async ({ text, limit, sort = 'relevance', texts = limit }, waits) => {
      const startedMs = ports.clock.nowMs()
      waits.signal.throwIfAborted()
      await indexing.ready(waits.signal)
      const today = localDayOf(startedMs)
      const answered = await answer(parseSearch(text, today), { text, limit, sort, texts }, today, waits)
      return { ...answered, index: indexing.progress(), ms: ports.clock.nowMs() - startedMs }
    },
    matching,
    names: async (input, { signal }) => {
      await indexing.ready(signal)
      return findNames(store, indexing.papers, input)
    },
    similar: (id, limit) => similarPapers(indexing.papers, id, limit),
    indexed: () => indexing.indexed(),
    close: () => indexing.close(),
  }
}

type Answered = Omit<SearchAnswer, 'ms' | 'index' | 'rows'>

function maskOfIds(lunr: LunrIndex, ids: readonly PaperId[]): Mask {
  const mask = new Uint8Array(lunr.slots)
  for (const id of ids) mask[lunr.slotOf(id) ?? lunr.slots] = 1
  return mask
}

/** What the database says to filters, kept until something changes. */
class FilterAnswers {
  readonly #store: Store
  readonly #ports: Pick<Ports, 'yieldTurn'>
  readonly #indexing: Indexing
  readonly #masks = new Map<string, Mask>()
  #version = 0

  constructor(store: Store, ports: Pick<Ports, 'yieldTurn'>, indexing: Indexing) {
    this.#store = store
    this.#ports = ports
    this.#indexing = indexing
  }

  forget(): void {
    this.#version += 1
    this.#masks.clear()
  }

  async masksFor(parsed: ParsedSearch, today: Day, signal: AbortSignal): Promise<(filter: ParsedSearch['filters'][number]) => Mask> {
    const { lunr } = this.#indexing.papers
    const sample = shownSample(this.#store)
    const masks = new Map<string, Mask>()
    for (const filter of filtersOf(parsed)) {
      const key = `${today} ${lunr.slots} ${lunr.size} ${JSON.stringify(filter)}`
      let mask = this.#masks.get(key)
      if (!mask) {
        const version = this.#version
        mask = new Uint8Array(lunr.slots)
        for (const ids of papersOf(this.#store, filter, { today, sample })) {
          for (const id of ids) {
            const slot = lunr.slotOf(id)
            if (slot !== undefined) mask[slot] = 1
          }
          await this.#ports.yieldTurn()
          signal.throwIfAborted()
        }
        if (version === this.#version) this.#masks.set(key, mask)
      }
      masks.set(JSON.stringify(filter), mask)
    }
    return (filter) => masks.get(JSON.stringify(filter)) ?? new Uint8Array(lunr.slots)
  }
}
