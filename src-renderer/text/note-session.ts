// Owns the saving of one note while it is written: what is on screen, what is stored, and how the two come together.
import { type Failure, toFailure } from '#domain/errors.ts'

export interface NoteDraft {
  /** What the editor shows. */
  text: string
  /** What is known to be stored. */
  storedText: string
  revision: number
  /** `waiting`: typed and not yet on its way. After a failed save the text stays and is tried again by itself. */
  status: 'saved' | 'waiting' | 'saving' | 'failed'
  failure: Failure | null
  /** Grows when `text` was changed by something else than the editor, which then takes it over. */
  replaced: number
  /** How often two windows wrote at the same time and both texts were kept. */
  keptBoth: number
}

/** What a save answers: the call `notes.save` of the contract. */
export interface NoteSaved {
  note: { text: string } | null
  revision: number
  keptBoth: boolean
}

/** The timers of the window; a test moves its own by hand. */
export interface Timers {
  /** Calls `run` once after `ms`; the answer takes it back. */
  after(ms: number, run: () => void): () => void
}

export interface NoteSessionOptions {
  text: string
  /** 0 when there is no note yet. */
  revision: number
  /** Rejects with the failure to show; it is then tried again. */
  save: (text: string, baseRevision: number) => Promise<NoteSaved>
  timers?: Timers
}

/** Milliseconds from the first keystroke that is not saved to its save; further keystrokes do not put it off. */
export const SAVE_AFTER_MS = 400
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 30_000

const windowTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Saves are one after the other, each on the revision that the one before it made. Text is kept byte for byte as the
 * UTF-8 that is stored; half a surrogate pair has no bytes there and becomes U+FFFD when it is written here, so that
 * what is on screen is what is stored.
 */
export class NoteSession {
  #draft: NoteDraft
  /** Where the cursor was left in it, in UTF-16 units. */
  readonly caret = { at: 0 }
  readonly #save: NoteSessionOptions['save']
  readonly #timers: Timers
  readonly #listeners = new Set<() => void>()
  #takeTimerBack: (() => void) | null = null
  #running: Promise<void> | null = null
  /** Sent, and not known whether it was stored: sent again as it was, so that it is never taken for another's text. */
  #unsure: string | null = null
  #failures = 0
  #closed = false

  constructor({ text, revision, save, timers = windowTimers }: NoteSessionOptions) {
    this.#draft = { text, storedText: text, revision, status: 'saved', failure: null, replaced: 0, keptBoth: 0 }
    this.#save = save
    this.#timers = timers
  }

  /** The same object until something changes. */
  get draft(): NoteDraft {
    return this.#draft
  }

  get isDirty(): boolean {
    return this.#draft.text !== this.#draft.storedText || this.#unsure !== null
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the editor holds now. */
  write(typed: string): void {
    const text = typed.toWellFormed()
    if (text === this.#draft.text) return
    this.#change({ text, ...(text === typed ? {} : { replaced: this.#draft.replaced + 1 }) })
    if (this.#running) return
    if (!this.isDirty) {
      // Typed and taken back before it was sent.
      this.#stopTimer()
      this.#change({ status: 'saved', failure: null })
    } else {
      if (this.#draft.status !== 'failed') this.#change({ status: 'waiting' })
      this.#schedule(SAVE_AFTER_MS)
    }
  }

  /** What is to be in the note and does not come from the editor, which then takes it over. */
  put(text: string): void {
    this.#change({ replaced: this.#draft.replaced + 1 })
    this.write(text)
  }

  /** Saves what is not saved: on blur, when the page is hidden, on closing. Resolves when it is stored or has failed. */
  async saveNow(): Promise<void> {
    this.#stopTimer()
    // A running save takes up what was typed after it began only later: wait for it, then look again.
    while (this.#running) await this.#running
    if (this.isDirty) await this.#run()
    if (this.isDirty && this.#draft.status !== 'failed') await this.saveNow()
  }

  /**
   * The note as it is stored, after something else wrote it: another window, or undo. Taken over while nothing waits
   * here; while something does, the next save says that both were written and core keeps both.
   */
  takeStored(text: string, revision: number): void {
    if (this.#running || this.isDirty) return
    const replaced = text === this.#draft.text ? this.#draft.replaced : this.#draft.replaced + 1
    if (text !== this.#draft.storedText || revision !== this.#draft.revision) this.#change({ text, storedText: text, revision, replaced })
  }

  /** Saves what waits and tries no more after that; the text of a failed last save is still in `draft`. */
  async close(): Promise<void> {
    this.#closed = true
    await this.saveNow()
    this.#stopTimer()
  }

  /** A timer that runs already is kept: a retry that waits is not hurried by typing. */
  #schedule(ms: number): void {
    this.#takeTimerBack ??= this.#timers.after(ms, () => {
      this.#takeTimerBack = null
      void this.#run()
    })
  }

  #stopTimer(): void {
    this.#takeTimerBack?.()
    this.#takeTimerBack = null
  }

  #run(): Promise<void> {
    this.#running ??= this.#saveOnce().finally(() => {
      this.#running = null
      if (this.#closed || !this.isDirty) return
      if (this.#draft.status === 'failed') {
        if (!isRefusal(this.#draft.failure)) this.#schedule(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1)))
      } else this.#schedule(SAVE_AFTER_MS)
    })
    return this.#running
  }

  async #saveOnce(): Promise<void> {
    const sent = this.#unsure ?? this.#draft.text
    this.#change({ status: 'saving' })
    try {
      const saved = await this.#save(sent, this.#draft.revision)
      this.#unsure = null
      this.#failures = 0
      const stored = saved.note?.text ?? ''
      const { text, replaced, keptBoth } = this.#draft
      const merged = merge(stored, sent, text)
      this.#change({
        text: merged,
        storedText: stored,
        revision: saved.revision,
        status: merged === stored ? 'saved' : 'waiting',
        failure: null,
        replaced: merged === text ? replaced : replaced + 1,
        keptBoth: saved.keptBoth ? keptBoth + 1 : keptBoth,
      })
    } catch (thrown) {
      const failure = toFailure(thrown)
      this.#failures++
      this.#unsure = isRefusal(failure) ? null : sent
      this.#change({ status: 'failed', failure })
    }
  }

  #change(change: Partial<NoteDraft>): void {
    this.#draft = { ...this.#draft, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Refused for what it says, so surely not stored; after any other failure it may have been. */
function isRefusal(failure: Failure | null): boolean {
  return failure?.code === 'invalid-input'
}

/**
 * What the editor shows after a save: `stored` where nothing was typed meanwhile, else what was typed in the place of
 * what was sent. Core puts the text that was sent at the end when it keeps both.
 */
function merge(stored: string, sent: string, typed: string): string {
  if (typed === sent) return stored
  if (sent === '') return stored === '' ? typed : `${stored}\n\n${typed}`
  return stored.endsWith(sent) ? stored.slice(0, stored.length - sent.length) + typed : `${stored}\n\n${typed}`
}
