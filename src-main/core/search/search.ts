// Owns search as the rest of core sees it: the index kept in step with the library in short turns, and answers from it.
import type { SearchAnswer } from '#contract/api.ts'
import { type Day, localDayOf } from '#domain/day.ts'
import type { PaperId } from '#domain/paper.ts'
import { type ParsedSearch, parseSearch } from '#domain/search-query.ts'
import type { Ports } from '../ports.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { answerHits } from './answer.ts'
import { papersOf } from './filters.ts'
import { type Found, find } from './front.ts'
import type { Mask } from './gates.ts'
import { Indexing } from './indexing.ts'
import { filtersOf } from './plan.ts'
import { type SimilarPaper, similarPapers } from './similar.ts'

export interface Search {
  /** Begins to index everything, newest days first; answers come from what is there meanwhile. */
  start(): void
  /** These papers (null: any) changed in the library, in whatever way. */
  changed(ids: readonly PaperId[] | null): void
  /** Rejects only with the signal's reason. Without `start` it indexes everything first. */
  query(input: { text: string; limit: number }, options: { signal: AbortSignal }): Promise<SearchAnswer>
  /** Papers near in meaning, best first; empty while the paper isn't indexed. */
  similar(id: PaperId, limit: number): SimilarPaper[]
  close(): void
}

export interface SearchParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'yieldTurn' | 'log'>
  /** More is searchable than before. */
  onIndexed(): void
}

const MS_PER_DAY = 86_400_000

export function createSearch({ store, ports, onIndexed }: SearchParts): Search {
  const indexing = new Indexing({ store, ports, onIndexed })
  const filters = new FilterAnswers(store, ports, indexing)

  async function answer(parsed: ParsedSearch, limit: number, today: Day, signal: AbortSignal): Promise<Omit<SearchAnswer, 'ms' | 'index'>> {
    const direct = parsed.reference === null ? null : referenceAnswer(parsed.reference)
    if (direct) return direct
    const masks = await filters.masksFor(parsed, today, signal)
    const found = find(indexing.papers, parsed, { limit, filters: masks, newestDay: Math.floor(ports.clock.nowMs() / MS_PER_DAY) })
    await ports.yieldTurn()
    signal.throwIfAborted()
    const hits = answerHits(store, indexing.papers, found, shownSample(store))
    const remarks = [...found.remarks]
    if (parsed.reference !== null) remarks.unshift(`${parsed.reference} isn’t in this library.`)
    return { hits, total: found.total, remark: remarks.length > 0 ? remarks.join(' ') : null, suggestion: found.suggestion }
  }

  function referenceAnswer(id: PaperId): Omit<SearchAnswer, 'ms' | 'index'> | null {
    const slot = indexing.papers.lunr.slotOf(id)
    if (slot === undefined) return null
    const found: Found = { papers: [{ slot, score: 1 }], total: 1, terms: new Set(), remarks: [], suggestion: null }
    const hits = answerHits(store, indexing.papers, found, shownSample(store))
    return { hits, total: hits.length, remark: null, suggestion: null }
  }

  return {
    start: () => indexing.start(),
    changed: (ids) => {
      filters.forget()
      indexing.changed(ids)
    },
    query: async ({ text, limit }, { signal }) => {
      const startedMs = ports.clock.nowMs()
      signal.throwIfAborted()
      await indexing.ready(signal)
      const today = localDayOf(startedMs)
      const answered = await answer(parseSearch(text, today), limit, today, signal)
      return { ...answered, index: indexing.progress(), ms: ports.clock.nowMs() - startedMs }
    },
    similar: (id, limit) => similarPapers(indexing.papers, id, limit),
    close: () => indexing.close(),
  }
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
    for (const filter of filtersOf(parsed.root)) {
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
