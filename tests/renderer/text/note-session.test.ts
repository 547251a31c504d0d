// Owns the facts about saving a note while it is written, against a store that answers as core does.
import { describe, expect, test } from 'vitest'
import { DogearError } from '#domain/errors.ts'
import { keepBothTexts } from '#domain/note.ts'
import { type NoteSaved, NoteSession, SAVE_AFTER_MS, type Timers } from '#renderer/text/note-session.ts'

/** Timers moved by hand. */
class HandTimers implements Timers {
  nowMs = 0
  #due: { atMs: number; run: () => void }[] = []

  after(ms: number, run: () => void): () => void {
    const timer = { atMs: this.nowMs + ms, run }
    this.#due.push(timer)
    return () => {
      this.#due = this.#due.filter((other) => other !== timer)
    }
  }

  get waiting(): number {
    return this.#due.length
  }

  async advance(ms: number): Promise<void> {
    const end = this.nowMs + ms
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0]
      if (!next) break
      this.nowMs = next.atMs
      this.#due = this.#due.filter((other) => other !== next)
      next.run()
      await settle()
    }
    this.nowMs = end
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

/** One stored note with core's rules for two writers, whose answers can be held back or be failures. */
class StoredNote {
  text = ''
  revision = 0
  readonly saves: { text: string; base: number }[] = []
  failNext: { error: Error; stored: boolean }[] = []
  #held: (() => void)[] | null = null

  save = async (text: string, base: number): Promise<NoteSaved> => {
    this.saves.push({ text, base })
    if (this.#held) await new Promise<void>((resolve) => this.#held?.push(resolve))
    const failure = this.failNext.shift()
    if (failure && !failure.stored) throw failure.error
    const keptBoth = this.text !== '' && this.revision !== base && this.text !== text
    this.write(keptBoth ? (text === '' ? this.text : keepBothTexts(this.text, text)) : text)
    if (failure) throw failure.error
    return { note: this.text === '' ? null : { text: this.text }, revision: this.revision, keptBoth }
  }

  /** As another window writes it. */
  write(text: string): void {
    if (text === this.text) return
    this.text = text
    this.revision = text === '' ? 0 : this.revision + 1
  }

  hold(): void {
    this.#held = []
  }

  async release(): Promise<void> {
    const held = this.#held ?? []
    this.#held = null
    for (const go of held) go()
    await settle()
  }
}

function begin(text = ''): { session: NoteSession; stored: StoredNote; timers: HandTimers } {
  const stored = new StoredNote()
  stored.write(text)
  const timers = new HandTimers()
  const session = new NoteSession({ text, revision: stored.revision, save: stored.save, timers })
  return { session, stored, timers }
}

const offline = (): Error => new DogearError('busy', 'The library is busy.', { retryable: true })

describe('what is typed', () => {
  test('is saved within half a second', async () => {
    const { session, stored, timers } = begin()
    session.write('a')
    expect(session.draft.status).toBe('waiting')
    expect(SAVE_AFTER_MS).toBeLessThanOrEqual(500)
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe('a')
    expect(session.draft).toMatchObject({ text: 'a', storedText: 'a', revision: 1, status: 'saved' })
  })

  test('is saved while typing goes on without a pause', async () => {
    const { session, stored, timers } = begin()
    for (let key = 1; key <= 30; key++) {
      session.write('x'.repeat(key))
      await timers.advance(50)
    }
    expect(stored.text.length).toBeGreaterThanOrEqual(30 - 500 / 50)
  })

  test('during a save is saved after it, on the revision that it made', async () => {
    const { session, stored, timers } = begin()
    stored.hold()
    session.write('a')
    await timers.advance(SAVE_AFTER_MS)
    session.write('ab')
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.saves).toHaveLength(1)
    await stored.release()
    expect(session.draft).toMatchObject({ text: 'ab', storedText: 'a', status: 'waiting' })
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.saves).toEqual([
      { text: 'a', base: 0 },
      { text: 'ab', base: 1 },
    ])
    expect(stored.text).toBe('ab')
  })

  test('and taken back before its save costs none', async () => {
    const { session, stored, timers } = begin('old')
    session.write('older')
    session.write('old')
    await timers.advance(10_000)
    expect(stored.saves).toEqual([])
    expect(session.draft.status).toBe('saved')
  })

  test('is saved at once on blur, and once only', async () => {
    const { session, stored, timers } = begin()
    session.write('a')
    await session.saveNow()
    await timers.advance(10_000)
    expect(stored.saves).toEqual([{ text: 'a', base: 0 }])
  })

  test('on closing is saved to the last letter, also behind a running save', async () => {
    const { session, stored, timers } = begin()
    stored.hold()
    session.write('a')
    await timers.advance(SAVE_AFTER_MS)
    session.write('ab')
    const closed = session.close()
    await stored.release()
    await closed
    expect(stored.text).toBe('ab')
    expect(timers.waiting).toBe(0)
  })

  test('down to nothing removes the note', async () => {
    const { session, stored, timers } = begin('old')
    session.write('')
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe('')
    expect(session.draft).toMatchObject({ text: '', revision: 0, status: 'saved' })
  })

  test('keeps every byte: mixed line breaks, NUL, marks of all kinds', async () => {
    const text = '\uFEFFa\r\nb\rc\n\u0000\u2028\t😀e\u0301\n'
    const { session, stored } = begin()
    session.write(text)
    await session.saveNow()
    expect(stored.text).toBe(text)
  })

  test('with half a surrogate pair shows at once what will be stored', async () => {
    const { session, stored } = begin()
    session.write('a\ud800b')
    expect(session.draft).toMatchObject({ text: 'a\ufffdb', replaced: 1 })
    await session.saveNow()
    expect(stored.text).toBe('a\ufffdb')
    expect(session.isDirty).toBe(false)
  })
})

describe('a failed save', () => {
  test('keeps the text, says so, and is tried again by itself', async () => {
    const { session, stored, timers } = begin('old')
    stored.failNext = [
      { error: offline(), stored: false },
      { error: offline(), stored: false },
    ]
    session.write('new')
    await timers.advance(SAVE_AFTER_MS)
    expect(session.draft).toMatchObject({ text: 'new', status: 'failed', failure: { message: 'The library is busy.' } })
    expect(session.isDirty).toBe(true)
    await timers.advance(60_000)
    expect(stored.text).toBe('new')
    expect(session.draft).toMatchObject({ status: 'saved', failure: null })
  })

  test('whose text was stored all the same is not taken for another window', async () => {
    const { session, stored, timers } = begin('old')
    stored.failNext = [{ error: offline(), stored: true }]
    session.write('new')
    await timers.advance(SAVE_AFTER_MS)
    session.write('newer')
    await timers.advance(60_000)
    expect(stored.text).toBe('newer')
    expect(session.draft.keptBoth).toBe(0)
  })

  test('that was refused for what it says waits for another text', async () => {
    const { session, stored, timers } = begin()
    stored.failNext = [{ error: new DogearError('invalid-input', 'Too long.'), stored: false }]
    session.write('long')
    await timers.advance(600_000)
    expect(stored.saves).toHaveLength(1)
    expect(session.draft.text).toBe('long')
    session.write('short')
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe('short')
  })

  test('on closing leaves the text with the session', async () => {
    const { session, stored, timers } = begin()
    stored.failNext = [{ error: offline(), stored: false }]
    session.write('mine')
    await session.close()
    expect(session.draft).toMatchObject({ text: 'mine', status: 'failed' })
    expect(timers.waiting).toBe(0)
  })
})

describe('another window', () => {
  test('that wrote is shown when nothing waits here', () => {
    const { session, stored } = begin('old')
    stored.write('theirs')
    session.takeStored(stored.text, stored.revision)
    expect(session.draft).toMatchObject({ text: 'theirs', storedText: 'theirs', revision: 2, replaced: 1, status: 'saved' })
  })

  test('that wrote while something waits here: both texts are kept', async () => {
    const { session, stored, timers } = begin('old')
    session.write('mine')
    stored.write('theirs')
    session.takeStored(stored.text, stored.revision)
    expect(session.draft.text).toBe('mine')
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe(keepBothTexts('theirs', 'mine'))
    expect(session.draft).toMatchObject({ text: stored.text, keptBoth: 1, replaced: 1, status: 'saved' })
  })

  test('that wrote during a save: what is typed on goes where it belongs', async () => {
    const { session, stored, timers } = begin('old')
    session.write('mine')
    stored.write('theirs')
    stored.hold()
    await timers.advance(SAVE_AFTER_MS)
    session.write('all mine')
    await stored.release()
    expect(session.draft.text).toBe(keepBothTexts('theirs', 'all mine'))
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe(keepBothTexts('theirs', 'all mine'))
    expect(session.draft.keptBoth).toBe(1)
  })

  test('that wrote while all was deleted here keeps its text, and what is typed then follows it', async () => {
    const { session, stored, timers } = begin('old')
    session.write('')
    stored.write('theirs')
    stored.hold()
    await timers.advance(SAVE_AFTER_MS)
    session.write('new')
    await stored.release()
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe('theirs\n\nnew')
  })

  test('or undo may bring an older revision back', async () => {
    const { session, stored, timers } = begin('old')
    session.write('new')
    await timers.advance(SAVE_AFTER_MS)
    session.takeStored('old', 1)
    stored.text = 'old'
    stored.revision = 1
    session.write('other')
    await timers.advance(SAVE_AFTER_MS)
    expect(stored.text).toBe('other')
    expect(session.draft.keptBoth).toBe(0)
  })
})

test('two windows that write at random never lose what either wrote last', async () => {
  // A small generator, so that a failure can be run again.
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  for (let round = 0; round < 200; round++) {
    const stored = new StoredNote()
    const timers = new HandTimers()
    const sessions = ['A', 'B'].map((name) => ({
      name,
      session: new NoteSession({ text: '', revision: 0, save: stored.save, timers }),
      last: '',
    }))
    for (let step = 0; step < 30; step++) {
      const window = sessions[random(2)]
      if (!window) continue
      const { session, name } = window
      switch (random(5)) {
        case 0:
        case 1:
          window.last = `${name}${round}.${step};`
          session.write(session.draft.text + window.last)
          break
        case 2:
          await timers.advance(random(600))
          break
        case 3:
          session.takeStored(stored.text, stored.revision)
          break
        default:
          if (random(3) === 0) stored.failNext.push({ error: offline(), stored: random(2) === 0 })
      }
    }
    stored.failNext = []
    await timers.advance(120_000)
    for (const { session } of sessions) await session.close()
    for (const { last } of sessions) expect(stored.text).toContain(last)
  }
})
