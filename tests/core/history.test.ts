// Owns the facts about the journal: single steps taken back, moments gone to, bounds that hold.
import { beforeEach, describe, expect, it } from 'vitest'
import { saveNote } from '#core/commands/notes.ts'
import { addTags } from '#core/commands/tags.ts'
import { decide } from '#core/commands/triage.ts'
import { goTo, listHistory, pruneHistory, redo, undo, undoStep } from '#core/history.ts'
import { KEPT_STEP_BYTES, KEPT_STEPS } from '#domain/history.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

const [first, second] = paperIds(2) as [string, string]
let library: TestLibrary

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [{ id: first }, { id: second }])
})

const stateOf = (id: string): unknown =>
  library.store.sql.prepare('SELECT state FROM marks WHERE paper_id = ?').get(id)?.['state'] ?? 'inbox'
const journal = (): string[] => listHistory(library.store, 100).entries.map(({ id, status }) => `${id} ${status}`)

/** Steps 1 to 4. */
function busyDay(): void {
  decide(library.context, { ids: [first], state: 'later' })
  library.pass(3_600_000)
  addTags(library.context, { ids: [second], names: ['kept'] })
  library.pass(3_600_000)
  decide(library.context, { ids: [second], state: 'shortlist' })
  library.pass(3_600_000)
  saveNote(library.context, { id: first, text: 'A note.', baseRevision: 0 })
}

describe('the journal', () => {
  it('lists every step with its time and words, newest first, in pages', () => {
    busyDay()
    const { entries, total } = listHistory(library.store, 2)
    expect([total, entries.map(({ id, atMs }) => [id, atMs - TEST_NOW_MS])]).toEqual([
      4,
      [
        [4, 3 * 3_600_000],
        [3, 2 * 3_600_000],
      ],
    ])
    expect(entries.every(({ sentence }) => /^\S.*\.$/.test(sentence))).toBe(true)
    expect(listHistory(library.store, 2, 3).entries.map(({ id }) => id)).toEqual([2, 1])
  })

  it('keeps the newest steps within its number and its size', () => {
    const insert = library.store.sql.prepare(
      "INSERT INTO history (at_ms, call, sentence, status, changes) VALUES (0, 'c', 'S.', 'done', ?)",
    )
    library.store.transaction(() => {
      for (let step = 0; step < KEPT_STEPS + 10; step++) insert.run('[]')
    })
    pruneHistory(library.store)
    expect(listHistory(library.store, 1)).toMatchObject({ total: KEPT_STEPS, entries: [{ id: KEPT_STEPS + 10 }] })
    insert.run(JSON.stringify(['é'.repeat(KEPT_STEP_BYTES / 2 - 10)]))
    pruneHistory(library.store)
    expect(listHistory(library.store, 1).total).toBeLessThan(20)
  })
})

describe('a step that can neither be taken back nor done again', () => {
  it('is told as taken back where another step came after it was', () => {
    busyDay()
    undo(library.store)
    undo(library.store)
    library.pass(3_600_000)
    decide(library.context, { ids: [second], state: 'archive' })
    expect(journal()).toEqual(['5 done', '4 taken-back', '3 taken-back', '2 done', '1 done'])
  })

  it('is told as dropped where it is still in effect', () => {
    busyDay()
    library.store.sql.prepare('UPDATE notes SET text = ?, revision = 9 WHERE paper_id = ?').run('Changed by another.', first)
    expect(() => undo(library.store)).toThrow(/changed again since/)
    expect(journal().at(0)).toBe('4 dropped')
  })
})

describe('taking back one step', () => {
  it('leaves those after it, and redo does it again', () => {
    busyDay()
    const { sentence, papers } = undoStep(library.store, 1)
    expect([sentence, papers]).toEqual([expect.stringMatching(/^Undone: /), [first]])
    expect([stateOf(first), stateOf(second)]).toEqual(['inbox', 'shortlist'])
    expect(journal()).toEqual(['4 done', '3 done', '2 done', '1 undone'])
    redo(library.store)
    expect(stateOf(first)).toBe('later')
  })

  it('declines with a sentence when it was changed since, and stays to be taken back in its turn', () => {
    busyDay()
    decide(library.context, { ids: [first], state: 'archive' })
    expect(() => undoStep(library.store, 1)).toThrow(/changed again since/)
    expect([stateOf(first), journal().at(-1)]).toEqual(['archive', '1 done'])
    undo(library.store)
    undoStep(library.store, 1)
    expect(stateOf(first)).toBe('inbox')
  })

  it('declines a step that is not there or is taken back already', () => {
    busyDay()
    undoStep(library.store, 2)
    for (const id of [2, 99]) expect(() => undoStep(library.store, id)).toThrow(/taken back already/)
  })
})

describe('going to a moment', () => {
  it('takes back what came after it, and the same way forward does it again', () => {
    busyDay()
    expect(goTo(library.store, 1).sentence).toBe('Took back 3 steps.')
    expect([stateOf(first), stateOf(second), journal()]).toEqual(['later', 'inbox', ['4 undone', '3 undone', '2 undone', '1 done']])
    expect(goTo(library.store, 4).sentence).toBe('Did 3 steps again.')
    expect([stateOf(second), library.store.sql.prepare('SELECT text FROM notes').get()]).toEqual(['shortlist', { text: 'A note.' }])
    expect(goTo(library.store, null).sentence).toBe('Took back 4 steps.')
    expect(() => goTo(library.store, null)).toThrow(/at that moment already/)
  })

  it('leaves what was changed since by something else, and tells it', () => {
    busyDay()
    library.store.sql.exec(`UPDATE marks SET state = 'archive' WHERE paper_id = '${second}'`)
    expect(goTo(library.store, null).sentence).toBe('Took back 3 steps. 1 step changed since was left.')
    expect([stateOf(second), journal()]).toEqual(['archive', ['4 undone', '3 done', '2 undone', '1 undone']])
    expect(() => goTo(library.store, null)).toThrow(/left as it is now/)
  })
})
