// Owns what the parts of sync share: the ports, the library, the queue of requests, and the telling of what changed.
import type { Topic } from '#contract/api.ts'
import type { PaperId } from '#domain/paper.ts'
import type { CoreSettings } from '#domain/settings.ts'
import type { Ports } from '../ports.ts'
import type { SourceHttp } from '../source/http.ts'
import type { Stored } from '../storage/outside-rows.ts'
import type { Store } from '../storage/store.ts'
import type { StatusBoard } from './status.ts'

/** Changes are told at most this often while work goes on. */
const TELL_EVERY_MS = 300
/** Above this many papers a change is told for all. */
const MOST_IDS = 2_000

export interface SyncWork {
  readonly store: Store
  readonly ports: Ports
  readonly settings: () => CoreSettings
  readonly http: SourceHttp
  readonly board: StatusBoard
  readonly changes: ChangeTeller
}

/** Gathers what changed and tells it in few events; `flush` when a piece of work ends. */
export class ChangeTeller {
  readonly #tell: (topics: Topic[], ids: PaperId[] | null) => void
  readonly #nowMs: () => number
  readonly #ids = new Set<PaperId>()
  #countsChanged = false
  #listChanged = false
  #activity = false
  #toldAtMs = 0

  constructor(tell: (topics: Topic[], ids: PaperId[] | null) => void, nowMs: () => number) {
    this.#tell = tell
    this.#nowMs = nowMs
  }

  add({ changedIds, papersAdded, listChanged }: Stored): void {
    for (const id of changedIds) this.#ids.add(id)
    if (papersAdded !== 0) this.#countsChanged = true
    if (listChanged) this.#listChanged = true
    if (Math.abs(this.#nowMs() - this.#toldAtMs) >= TELL_EVERY_MS) this.flush()
  }

  activity(): void {
    this.#activity = true
  }

  flush(): void {
    const topics: Topic[] = this.#ids.size > 0 || this.#listChanged ? ['papers', 'days'] : []
    if (this.#countsChanged) topics.push('library')
    if (this.#activity) topics.push('activity')
    this.#toldAtMs = this.#nowMs()
    if (topics.length === 0) return
    // no ids: only an order or the list of requests is new, which is about no paper
    const ids = this.#ids.size > MOST_IDS ? null : [...this.#ids]
    this.#ids.clear()
    this.#countsChanged = false
    this.#listChanged = false
    this.#activity = false
    this.#tell(topics, ids)
  }
}
