// Owns keeping the index in step with the library: what was saved at the start, or everything, then what changed, in turns of a few milliseconds.
import { toFailure } from '#domain/errors.ts'
import type { PaperId } from '#domain/paper.ts'
import type { Ports } from '../ports.ts'
import { shownSample } from '../storage/mode.ts'
import { changesAfter } from '../storage/search-index-rows.ts'
import type { Store } from '../storage/store.ts'
import { countPapers, readTexts, type Walk, WALK_START, walkPapers } from './documents.ts'
import { PaperIndex } from './paper-index.ts'
import { isSaveDue, loadSavedIndex, saveIndex } from './saved-paper-index.ts'

interface IndexingParts {
  store: Store
  ports: Pick<Ports, 'clock' | 'yieldTurn' | 'log' | 'crc32'>
  /** Whether the index may be saved in the library. */
  maySave: boolean
  onIndexed(): void
}

/** One turn takes about this long, and at most this many papers. */
const TURN_MS = 10
const TURN_PAPERS = 64
const READ_AT_ONCE = 4
/** Changes up to this many are indexed before the next answer, so many of them in one turn. */
const BEFORE_AN_ANSWER = 48
const FEW = 16
const TELL_EVERY_MS = 1000
/** So long nothing has to have changed before the index is saved. */
const QUIET_MS = 5000

export class Indexing {
  readonly #parts: IndexingParts
  #papers = new PaperIndex()
  #sample = -2
  readonly #waiting = new Set<PaperId>()
  /** The last change noted in the library that is indexed or waits. */
  #lastChange = 0
  /** Where the walk over everything goes on; null when it is done. */
  #walk: Walk | null = null
  /** Papers seen by this walk: after it the index has no others. */
  #seen = new Set<PaperId>()
  #total = 0
  #working: Promise<void> | null = null
  #isStarted = false
  #isLoaded = false
  /** Nobody began the indexing but a question: it waits for all of it, and nothing is saved. */
  #isAwaited = false
  #isClosed = false
  #toldAtMs = 0
  /** Ends the wait for quiet. */
  #disturb = new AbortController()

  constructor(parts: IndexingParts) {
    this.#parts = parts
  }

  get papers(): PaperIndex {
    return this.#papers
  }

  progress(): { indexed: number; total: number } {
    return { indexed: this.#papers.size, total: Math.max(this.#total, this.#papers.size) }
  }

  /** Every paper that is searchable; null while that is not yet everything. */
  indexed(): ReadonlySet<PaperId> | null {
    if (!this.#isInStep() || shownSample(this.#parts.store) !== this.#sample) return null
    // what was stored a moment ago and not told yet is not missing
    this.#noticeChanges()
    if (this.#isInStep()) return new Set(this.#papers.lunr.refs())
    this.#work()
    return null
  }

  start(): void {
    if (this.#isStarted || this.#isClosed) return
    this.#isStarted = true
    this.#work()
  }

  changed(ids: readonly PaperId[] | null): void {
    if (!this.#isStarted || this.#isClosed) return
    if (ids === null) this.#noticeChanges()
    else for (const id of ids) this.#waiting.add(id)
    this.#disturb.abort()
    this.#work()
  }

  /** Resolves when an answer may be given: the saved index is read and a few changes are in; without `start`, everything is. */
  async ready(signal: AbortSignal): Promise<void> {
    if (!this.#isStarted) {
      this.#isAwaited = true
      this.start()
    }
    while (this.#working && !this.#isClosed && (!this.#isLoaded || (this.#isAwaited && !this.#isInStep()))) {
      signal.throwIfAborted()
      await this.#parts.ports.yieldTurn()
    }
    if (this.#waiting.size <= BEFORE_AN_ANSWER) await this.#indexFew(signal)
  }

  /** All that waits now, in turns. */
  async #indexFew(signal: AbortSignal): Promise<void> {
    for (let left = this.#waiting.size; left > 0 && this.#waiting.size > 0 && !this.#isClosed; left -= FEW) {
      this.#followMode()
      this.#indexWaiting(FEW)
      if (left <= FEW) return
      await this.#parts.ports.yieldTurn()
      signal.throwIfAborted()
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
    this.#disturb.abort()
  }

  #isInStep(): boolean {
    return this.#isLoaded && this.#waiting.size === 0 && this.#walk === null
  }

  #work(): void {
    this.#working ??= this.#run().then((isDone) => {
      this.#working = null
      // a change that came while the last save ended
      if (isDone && !this.#isClosed && this.#waiting.size > 0) this.#work()
    })
  }

  /** False when it broke off. */
  async #run(): Promise<boolean> {
    const { ports } = this.#parts
    try {
      do {
        if (!this.#isLoaded) await this.#load()
        await this.#catchUp()
      } while (await this.#saveInQuiet())
      return true
    } catch (thrown) {
      // the next change tries again; searching goes on with what is there
      ports.log({ level: 'error', event: 'search.indexing-failed', facts: { code: toFailure(thrown).code } })
      return false
    }
  }

  async #load(): Promise<void> {
    const { store, ports } = this.#parts
    await ports.yieldTurn()
    if (this.#isClosed) return
    this.#sample = shownSample(store)
    this.#total = countPapers(store, this.#sample)
    const loaded = await loadSavedIndex({ store, ports, isClosed: () => this.#isClosed }, this.#sample)
    if (this.#isClosed) return
    if (loaded && shownSample(store) === this.#sample) {
      this.#papers = loaded
      this.#noticeChanges()
    } else this.#beginAgain()
    this.#isLoaded = true
  }

  /** Indexes all that waits, then tells. */
  async #catchUp(): Promise<void> {
    const { store, ports, onIndexed } = this.#parts
    let isChecked = false
    while (!this.#isClosed) {
      await ports.yieldTurn()
      if (this.#isClosed) return
      this.#followMode()
      if (this.#isInStep()) {
        // a paper that nothing noted would be missing for ever
        if (isChecked || this.#papers.size === countPapers(store, this.#sample)) break
        isChecked = true
        this.#noticeChanges()
        if (this.#isInStep()) this.#walkAgain()
      }
      this.#turn()
      if (ports.clock.nowMs() - this.#toldAtMs >= TELL_EVERY_MS) {
        this.#toldAtMs = ports.clock.nowMs()
        onIndexed()
      }
    }
    if (!this.#isClosed) onIndexed()
  }

  /** Saves the index when it is due and nothing changes for a while; true when there is something to index instead. */
  async #saveInQuiet(): Promise<boolean> {
    const { store, ports, maySave } = this.#parts
    if (!maySave || this.#isAwaited || this.#isClosed || !isSaveDue(store, this.#papers)) return false
    this.#disturb = new AbortController()
    try {
      await ports.clock.sleep(QUIET_MS, { signal: this.#disturb.signal })
    } catch {
      return !this.#isClosed
    }
    if (this.#isClosed) return false
    this.#noticeChanges()
    if (!this.#isInStep()) return true
    const isOvertaken = (): boolean => !this.#isInStep()
    const { papers } = this
    await saveIndex({ store, ports, isClosed: () => this.#isClosed }, papers, { sample: this.#sample, upTo: this.#lastChange, isOvertaken })
    return !this.#isClosed && isOvertaken()
  }

  /** Papers that were changed by whomever wait to be indexed, when they were noted since the last look. */
  #noticeChanges(): void {
    const { ids, last } = changesAfter(this.#parts.store, this.#lastChange)
    for (const id of ids) this.#waiting.add(id)
    this.#lastChange = last
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

  /** Changes noted so far are part of what is walked over. */
  #walkAgain(): void {
    this.#lastChange = changesAfter(this.#parts.store, this.#lastChange).last
    this.#walk = WALK_START
    this.#seen = new Set()
    this.#total = countPapers(this.#parts.store, this.#sample)
  }
}
