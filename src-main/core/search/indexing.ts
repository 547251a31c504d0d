// Owns keeping the index in step with the library: everything at the start, then what changed, in turns of a few milliseconds.
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from '../ports.ts'
import { shownSample } from '../storage/mode.ts'
import type { Store } from '../storage/store.ts'
import { countPapers, readTexts, type Walk, WALK_START, walkPapers } from './documents.ts'
import { PaperIndex } from './paper-index.ts'

interface IndexingParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'yieldTurn' | 'log'>
  onIndexed(): void
}

/** One turn takes about this long, and at most this many papers. */
const TURN_MS = 10
const TURN_PAPERS = 64
const READ_AT_ONCE = 4
/** Changes up to this many are indexed before the next answer. */
const BEFORE_AN_ANSWER = 48
const TELL_EVERY_MS = 1000

export class Indexing {
  readonly #parts: IndexingParts
  #papers = new PaperIndex()
  #sample = -2
  readonly #waiting = new Set<PaperId>()
  /** Where the walk over everything goes on; null when it is done. */
  #walk: Walk | null = null
  /** Papers seen by this walk: after it the index has no others. */
  #seen = new Set<PaperId>()
  #walksOnceMore = false
  #total = 0
  #working: Promise<void> | null = null
  #isStarted = false
  /** Nobody began the indexing but a question: it waits for all of it. */
  #isAwaited = false
  #isClosed = false
  #toldAtMs = 0

  constructor(parts: IndexingParts) {
    this.#parts = parts
  }

  get papers(): PaperIndex {
    return this.#papers
  }

  progress(): { indexed: number; total: number } {
    return { indexed: this.#papers.size, total: Math.max(this.#total, this.#papers.size) }
  }

  start(): void {
    if (this.#isStarted || this.#isClosed) return
    this.#isStarted = true
    this.#beginAgain()
    this.#work()
  }

  changed(ids: readonly PaperId[] | null): void {
    if (!this.#isStarted || this.#isClosed) return
    // a walk that is under way is finished first, else frequent changes would keep it from ever reaching the oldest papers
    if (ids === null && this.#walk !== null) this.#walksOnceMore = true
    else if (ids === null) this.#walkAgain()
    else for (const id of ids) this.#waiting.add(id)
    this.#work()
  }

  /** Resolves when an answer may be given: a few changes are in; without `start`, everything is. */
  async ready(signal: AbortSignal): Promise<void> {
    if (!this.#isStarted) {
      this.#isAwaited = true
      this.start()
    }
    while (this.#isAwaited && this.#working && !this.#isClosed) {
      signal.throwIfAborted()
      await this.#parts.ports.yieldTurn()
    }
    this.#isAwaited = false
    if (this.#waiting.size > 0 && this.#waiting.size <= BEFORE_AN_ANSWER && !this.#isClosed) {
      this.#followMode()
      this.#indexWaiting(BEFORE_AN_ANSWER)
    }
  }

  /** Resolves when nothing is left to index. */
  async settled(signal: AbortSignal): Promise<void> {
    if (!this.#isStarted) this.start()
    while (this.#working && !this.#isClosed) {
      signal.throwIfAborted()
      await this.#parts.ports.yieldTurn()
    }
  }

  close(): void {
    this.#isClosed = true
    this.#waiting.clear()
    this.#walk = null
  }

  #work(): void {
    this.#working ??= this.#run().finally(() => {
      this.#working = null
    })
  }

  async #run(): Promise<void> {
    const { ports, onIndexed } = this.#parts
    try {
      while (!this.#isClosed) {
        await ports.yieldTurn()
        if (this.#isClosed) return
        this.#followMode()
        if (this.#waiting.size === 0 && this.#walk === null) break
        this.#turn()
        if (ports.clock.nowMs() - this.#toldAtMs >= TELL_EVERY_MS) {
          this.#toldAtMs = ports.clock.nowMs()
          onIndexed()
        }
      }
      if (!this.#isClosed) onIndexed()
    } catch (thrown) {
      // the next change tries again; searching goes on with what is there
      ports.log({ level: 'error', event: 'search.indexing-failed', facts: { code: toFailure(thrown).code } })
    }
  }

  #turn(): void {
    const { clock } = this.#parts.ports
    const untilMs = clock.nowMs() + TURN_MS
    for (let done = 0; done < TURN_PAPERS && clock.nowMs() < untilMs; done += READ_AT_ONCE) {
      if (this.#waiting.size > 0) this.#indexWaiting(READ_AT_ONCE)
      else if (this.#walk !== null) this.#walkOn(this.#walk)
      else return
    }
  }

  #indexWaiting(most: number): void {
    const ids = [...this.#waiting].slice(0, most)
    const texts = readTexts(this.#parts.store, ids, this.#sample, true)
    const missing = new Set(ids)
    for (const paper of texts) {
      this.#papers.add(paper)
      this.#seen.add(paper.id)
      missing.delete(paper.id)
    }
    for (const id of missing) this.#papers.remove(id)
    for (const id of ids) this.#waiting.delete(id)
    this.#total = Math.max(this.#total, this.#papers.size)
  }

  #walkOn(walk: Walk): void {
    const { ids, next } = walkPapers(this.#parts.store, walk, this.#sample, READ_AT_ONCE)
    for (const paper of readTexts(this.#parts.store, ids, this.#sample, true)) {
      this.#papers.add(paper)
      this.#seen.add(paper.id)
    }
    this.#walk = next
    if (next !== null) return
    for (const id of this.#papers.lunr.refs()) if (!this.#seen.has(id)) this.#waiting.add(id)
    this.#seen = new Set()
    this.#total = countPapers(this.#parts.store, this.#sample)
    if (this.#walksOnceMore) this.#walkAgain()
  }

  /** The sample days leave the index when the first real day comes. */
  #followMode(): void {
    if (shownSample(this.#parts.store) !== this.#sample) this.#beginAgain()
  }

  #beginAgain(): void {
    this.#sample = shownSample(this.#parts.store)
    this.#papers = new PaperIndex()
    this.#walkAgain()
  }

  #walkAgain(): void {
    this.#walksOnceMore = false
    this.#walk = WALK_START
    this.#seen = new Set()
    this.#total = countPapers(this.#parts.store, this.#sample)
  }
}
