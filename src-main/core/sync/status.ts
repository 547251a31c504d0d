// Owns what sync says about itself: one status, one sentence, told again when it changes.
import type { SyncStatus } from '#contract/api.ts'
import { counted } from '#domain/counted.ts'
import { dayOfMs } from '#domain/day.ts'
import type { Failure } from '#domain/errors.ts'
import type { Clock } from '../ports.ts'
import type { SourceName } from '../source/http.ts'

/** Progress is told at most this often; a new state at once. */
const TELL_EVERY_MS = 250

type Phase = NonNullable<SyncStatus['phase']>

export interface Progress {
  done: number
  total: number
  unit: 'days' | 'papers'
  /** The day or month that is asked for now. */
  at: string | null
}

interface Running extends Progress {
  startedMs: number
  papers: number
}

interface Failed {
  failure: Failure
  retryAtMs: number | null
}

export interface StatusBoardParts {
  clock: Clock
  networkOn(): boolean
  counts(): { papers: number; setAside: number; abstracts: number }
  lastSyncedAtMs(): number | null
  tell(status: SyncStatus): void
}

export class StatusBoard {
  readonly #parts: StatusBoardParts
  readonly #running = new Map<Phase, Running>()
  #archive = { doneMonths: 0, totalMonths: 0 }
  readonly #failures = new Map<Phase, Failed>()
  readonly #waits = new Map<SourceName, number>()
  #offlineSinceMs: number | null = null
  #toldAtMs = Number.NEGATIVE_INFINITY

  constructor(parts: StatusBoardParts) {
    this.#parts = parts
  }

  begin(phase: Phase, progress: Progress): void {
    this.#running.set(phase, { ...progress, startedMs: this.#parts.clock.nowMs(), papers: 0 })
    this.tell()
  }

  /** `papers`: how many more were read since the last call. */
  advance(phase: Phase, progress: Partial<Progress>, papers = 0): void {
    const running = this.#running.get(phase)
    if (!running) return
    Object.assign(running, progress)
    running.papers += papers
    const sinceMs = this.#parts.clock.nowMs() - this.#toldAtMs
    if (sinceMs >= TELL_EVERY_MS || sinceMs < 0) this.tell()
  }

  end(phase: Phase): void {
    if (this.#running.delete(phase)) this.tell()
  }

  setArchive(archive: SyncStatus['archive']): void {
    this.#archive = archive
  }

  /** The source told to wait, or the wait is over (null). */
  wait(source: SourceName, untilMs: number | null): void {
    if (untilMs === null) this.#waits.delete(source)
    else this.#waits.set(source, untilMs)
    this.tell()
  }

  /** Hugging Face answered: the network is there. True when it had not been. */
  heard(): boolean {
    if (this.#offlineSinceMs === null) return false
    this.#offlineSinceMs = null
    this.tell()
    return true
  }

  fail(phase: Phase, failure: Failure, retryAtMs: number | null): void {
    this.#failures.set(phase, { failure, retryAtMs })
    // arXiv alone out of reach is not "offline": the days still come
    if (failure.code === 'offline' && phase !== 'abstracts' && this.#parts.networkOn()) this.#offlineSinceMs ??= this.#parts.clock.nowMs()
    this.tell()
  }

  succeed(phase: Phase): void {
    if (this.#failures.delete(phase)) this.tell()
  }

  tell(): void {
    this.#toldAtMs = this.#parts.clock.nowMs()
    this.#parts.tell(this.snapshot())
  }

  snapshot(): SyncStatus {
    const counts = this.#parts.counts()
    const [phase, running] = this.#foremost()
    const elapsedSeconds = running ? Math.max(0, this.#parts.clock.nowMs() - running.startedMs) / 1000 : 0
    const waitingUntilMs = this.#waits.get(phase === 'abstracts' ? 'arxiv' : 'hugging-face') ?? null
    const failed = this.#failed()
    const state = this.#state(running !== undefined, waitingUntilMs, failed)
    const rest = running ? running.total - running.done : 0
    return {
      state,
      phase,
      progress: running ? { done: running.done, total: running.total, unit: running.unit } : null,
      papersStored: counts.papers,
      papersPerSecond: running && elapsedSeconds > 0 ? running.papers / elapsedSeconds : null,
      secondsLeft: running && running.done > 0 && elapsedSeconds > 0 ? (elapsedSeconds / running.done) * rest : null,
      waitingUntilMs: state === 'running' || state === 'idle' || state === 'off' ? null : (waitingUntilMs ?? failed?.retryAtMs ?? null),
      lastSyncedAtMs: this.#parts.lastSyncedAtMs(),
      archive: this.#archive,
      abstractsWaiting: counts.abstracts,
      setAside: counts.setAside,
      sentence: this.#sentence(state, phase, running, waitingUntilMs, failed),
      lastFailure: failed?.failure ?? null,
    }
  }

  #foremost(): [Phase, Running] | [null, undefined] {
    for (const phase of ['days', 'archive', 'abstracts'] as const) {
      const running = this.#running.get(phase)
      if (running) return [phase, running]
    }
    return [null, undefined]
  }

  /** The failure that matters most: no days is worse than no archive or no abstracts. */
  #failed(): Failed | undefined {
    return this.#failures.get('days') ?? this.#failures.get('archive') ?? this.#failures.get('abstracts')
  }

  #state(running: boolean, waitingUntilMs: number | null, failed: Failed | undefined): SyncStatus['state'] {
    if (!this.#parts.networkOn()) return 'off'
    if (this.#offlineSinceMs !== null) return 'offline'
    if (running) return waitingUntilMs === null ? 'running' : 'waiting'
    return failed && failed.retryAtMs !== null ? 'waiting' : 'idle'
  }

  #sentence(
    state: SyncStatus['state'],
    phase: Phase | null,
    running: Running | undefined,
    waitingUntilMs: number | null,
    failed: Failed | undefined,
  ): string {
    if (state === 'off') return 'The network is switched off in Settings. Everything stored works.'
    if (state === 'offline') return `Offline since ${this.#timeOf(this.#offlineSinceMs ?? 0)}. Everything stored works.`
    if (running && state === 'waiting') return `Told to wait, until ${this.#timeOf(waitingUntilMs ?? 0)}. Everything stored works.`
    if (running && phase === 'days') return running.at === null ? 'Fetching what is trending …' : `Fetching ${running.at} …`
    if (running && phase === 'archive') return `Archive, back to ${running.at ?? ''} …`
    const left = running ? running.total - running.done : 0
    if (running) return left > 0 ? `Fetching ${counted(left, 'abstract')} …` : 'Fetching abstracts …'
    const lastSyncedAtMs = this.#parts.lastSyncedAtMs()
    if (failed) return failed.failure.message
    return lastSyncedAtMs === null ? 'Not synced yet.' : `Synced ${this.#timeOf(lastSyncedAtMs)}`
  }

  /** `08:12` on the clock of this machine, with the day in front when it is another one. */
  #timeOf(ms: number): string {
    const date = new Date(ms)
    const pair = (number: number): string => String(number).padStart(2, '0')
    const time = `${pair(date.getHours())}:${pair(date.getMinutes())}`
    const isNear = Math.abs(this.#parts.clock.nowMs() - ms) < 18 * 3_600_000
    return isNear ? time : `${dayOfMs(ms)} ${time}`
  }
}
