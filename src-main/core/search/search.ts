// Owns search; a stand-in until the index is joined to it: nothing is found, everything else runs.
import type { SearchAnswer } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'

export interface Search {
  start(): void
  changed(ids: PaperId[] | null): void
  query(input: { text: string; limit: number }, options: { signal: AbortSignal }): Promise<SearchAnswer>
  close(): void
}

export function createSearch(_parts: { store: Store; ports: Ports; onIndexed(): void }): Search {
  return {
    start: () => undefined,
    changed: () => undefined,
    query: () => Promise.resolve({ hits: [], total: 0, remark: null, suggestion: null, index: { indexed: 0, total: 0 }, ms: 0 }),
    close: () => undefined,
  }
}
