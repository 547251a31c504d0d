// Owns the facts about states, snoozing, the order of the reading list, and undo.
import { beforeEach, describe, expect, it } from 'vitest'
import { move } from '#core/commands/reading-list.ts'
import { decide, setRead, snooze } from '#core/commands/triage.ts'
import { redo, undo } from '#core/history.ts'
import { listPapers } from '#core/queries/lists.ts'
import { getPaper } from '#core/queries/paper.ts'
import { addPapers, openLibrary, paperIds, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

const TODAY = '2026-11-20'
const [first, second, third, fourth] = paperIds(4) as [string, string, string, string]
let library: TestLibrary

beforeEach(() => {
  library = openLibrary()
  addPapers(
    library,
    paperIds(4).map((id) => ({ id })),
  )
})

const list = (state: 'later' | 'shortlist' | 'archive' | 'dismissed'): string[] =>
  listPapers(library.store, { place: { kind: 'state', state }, sort: 'place', filter: {}, today: TODAY }).ids

describe('deciding', () => {
  it('gives a paper exactly one state', () => {
    decide(library.context, { ids: [first], state: 'later' })
    decide(library.context, { ids: [first], state: 'archive' })
    expect(list('later')).toEqual([])
    expect(list('archive')).toEqual([first])
  })

  it('keeps the first saved date when saved twice', () => {
    decide(library.context, { ids: [first], state: 'later' })
    library.pass(60_000)
    decide(library.context, { ids: [first], state: 'archive' })
    decide(library.context, { ids: [first], state: 'shortlist' })
    expect(getPaper(library.store, first).savedAtMs).toBe(TEST_NOW_MS)
  })

  it('puts what is saved last on top and several in the order given', () => {
    decide(library.context, { ids: [first], state: 'later' })
    decide(library.context, { ids: [second, third], state: 'later' })
    expect(list('later')).toEqual([second, third, first])
  })

  it('keeps the place of a paper that moves between Later and Shortlist', () => {
    decide(library.context, { ids: [first, second, third], state: 'later' })
    decide(library.context, { ids: [second], state: 'shortlist' })
    decide(library.context, { ids: [second], state: 'later' })
    expect(list('later')).toEqual([first, second, third])
  })

  it('says what it did in a sentence and tells which papers changed', () => {
    const done = decide(library.context, { ids: [first], state: 'later' })
    expect(done.sentence).toBe(`Saved “Title of ${first}” to Later.`)
    expect(library.changes.at(-1)).toEqual({ topics: ['marks', 'history'], ids: [first], annotations: [] })
  })

  it('changes nothing and makes no step of undo when the state is the same', () => {
    decide(library.context, { ids: [first], state: 'later' })
    const again = decide(library.context, { ids: [first], state: 'later' })
    expect(again).toEqual({ sentence: 'Already in Later.', historyId: null, ids: [] })
  })

  it('refuses a paper that is not in the library and decides none of the others', () => {
    expect(() => decide(library.context, { ids: [first, '9999.99999'], state: 'later' })).toThrow('There is no paper 9999.99999')
    expect(list('later')).toEqual([])
  })
})

describe('snoozing', () => {
  it('takes a paper out of its list until that day, and the state stays', () => {
    decide(library.context, { ids: [first], state: 'later' })
    snooze(library.context, { ids: [first], until: '2026-11-23' })
    expect(list('later')).toEqual([])
    const later = listPapers(library.store, { place: { kind: 'state', state: 'later' }, sort: 'place', filter: {}, today: '2026-11-23' })
    expect(later.ids).toEqual([first])
  })

  it('refuses a day that is not after today', () => {
    expect(() => snooze(library.context, { ids: [first], until: TODAY })).toThrow('Choose a day after today')
  })

  it('is told with the day as the window writes it, with the year only when it is another', () => {
    expect(snooze(library.context, { ids: [first], until: '2026-12-24' }).sentence).toMatch(/until 24 Dec\.$/)
    expect(snooze(library.context, { ids: [first], until: '2027-01-04' }).sentence).toMatch(/until 4 Jan 2027\.$/)
  })

  it('ends when the paper is decided', () => {
    snooze(library.context, { ids: [first], until: '2026-12-24' })
    decide(library.context, { ids: [first], state: 'shortlist' })
    expect(list('shortlist')).toEqual([first])
  })
})

describe('the order of the reading list', () => {
  beforeEach(() => decide(library.context, { ids: [first, second, third], state: 'later' }))

  it('moves a paper before another', () => {
    move(library.context, { ids: [third], before: first })
    expect(list('later')).toEqual([third, first, second])
  })

  it('moves papers to the end when no other is named', () => {
    move(library.context, { ids: [first, second], before: null })
    expect(list('later')).toEqual([third, first, second])
  })

  it('stays exact after a thousand moves into the same gap', () => {
    for (let turn = 0; turn < 500; turn++) {
      move(library.context, { ids: [third], before: second })
      move(library.context, { ids: [second], before: third })
    }
    expect(list('later')).toEqual([first, second, third])
  })

  it('refuses a paper that is not on it', () => {
    expect(() => move(library.context, { ids: [fourth], before: first })).toThrow('Save it first')
  })
})

describe('undo', () => {
  it('takes steps back newest first and does them again oldest first', () => {
    decide(library.context, { ids: [first], state: 'later' })
    setRead(library.context, { ids: [first], read: true })
    expect(undo(library.store).sentence).toBe(`Undone: Marked “Title of ${first}” as read.`)
    undo(library.store)
    expect(list('later')).toEqual([])
    redo(library.store)
    expect(list('later')).toEqual([first])
    expect(getPaper(library.store, first).read).toBe(false)
    redo(library.store)
    expect(getPaper(library.store, first).read).toBe(true)
  })

  it('says so when there is nothing to undo or redo', () => {
    expect(() => undo(library.store)).toThrow('There is nothing to undo.')
    expect(() => redo(library.store)).toThrow('There is nothing to redo.')
  })

  it('forgets what could be redone once something new is done', () => {
    decide(library.context, { ids: [first], state: 'later' })
    undo(library.store)
    decide(library.context, { ids: [second], state: 'later' })
    expect(() => redo(library.store)).toThrow('There is nothing to redo.')
  })

  it('declines with a sentence when the rows are no longer as it left them, and then goes on to older steps', () => {
    decide(library.context, { ids: [first], state: 'later' })
    decide(library.context, { ids: [second], state: 'later' })
    library.store.sql.prepare("UPDATE marks SET state = 'archive' WHERE paper_id = ?").run(second)
    expect(() => undo(library.store)).toThrow('changed again since')
    expect(getPaper(library.store, second).state).toBe('archive')
    undo(library.store)
    expect(getPaper(library.store, first).state).toBe('inbox')
  })
})
