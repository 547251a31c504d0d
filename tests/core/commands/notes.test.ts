// Owns the facts about notes and tags.
import { beforeEach, describe, expect, it } from 'vitest'
import { saveNote } from '#core/commands/notes.ts'
import { addTags, removeTags } from '#core/commands/tags.ts'
import { listHistory, undo } from '#core/history.ts'
import { listTags } from '#core/queries/tags.ts'
import { getNote } from '#core/queries/notes.ts'
import { getPaper } from '#core/queries/paper.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

const id = '2611.00001'
let library: TestLibrary

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [{ id }, { id: '2611.00002' }])
})

const save = (text: string, baseRevision: number) => saveNote(library.context, { id, text, baseRevision })

describe('saving a note', () => {
  it('keeps every byte: mixed line ends, tabs, trailing blanks, emoji', () => {
    const text = '\uFEFF# Title  \r\n\tline\rold mac\n\n\n  🦊 \u0000 end \u2028'
    save(text, 0)
    expect(getNote(library.store, id)?.text).toBe(text)
  })

  it('joins the saves of one burst of typing into one step of undo', () => {
    const first = save('L', 0)
    library.pass(500)
    const second = save('Le', first.revision)
    library.pass(500)
    save('Lemma', second.revision)
    expect(listHistory(library.store, 10).entries).toHaveLength(1)
    undo(library.store)
    expect(getNote(library.store, id)).toBeNull()
  })

  it('begins a new step after a pause', () => {
    const { revision } = save('Lemma 3', 0)
    library.pass(10_000)
    save('Lemma 3 is the useful part', revision)
    undo(library.store)
    expect(getNote(library.store, id)?.text).toBe('Lemma 3')
  })

  it('keeps both texts when another window saved meanwhile', () => {
    save('mine first', 0)
    const other = save('theirs', 0)
    expect(other.keptBoth).toBe(true)
    expect(other.note?.text).toContain('mine first')
    expect(other.note?.text).toContain('theirs')
  })

  it('keeps both also when the other window undid and wrote anew meanwhile', () => {
    const first = save('one', 0)
    library.pass(10_000)
    const second = save('one two', first.revision)
    undo(library.store)
    library.pass(10_000)
    const anew = save('one three', first.revision)
    expect(anew.revision).not.toBe(second.revision)
    const late = save('one two, and what was being typed', second.revision)
    expect(late.note?.text).toContain('one three')
    expect(late.note?.text).toContain('what was being typed')
  })

  it('never lets an emptied editor with an old revision remove a newer text', () => {
    const { revision } = save('one', 0)
    save('two', revision)
    expect(save('', revision).note?.text).toBe('two')
  })

  it('removes a note that is emptied, which undo brings back', () => {
    const { revision } = save('short-lived', 0)
    library.pass(10_000)
    save('', revision)
    expect(getNote(library.store, id)).toBeNull()
    undo(library.store)
    expect(getNote(library.store, id)?.text).toBe('short-lived')
  })

  it('writes nothing when the text is the same', () => {
    const { revision } = save('same', 0)
    const before = listHistory(library.store, 10).entries.length
    save('same', revision)
    expect(listHistory(library.store, 10).entries).toHaveLength(before)
  })
})

describe('tags', () => {
  it('finds a known tag without regard to case and keeps it as first written', () => {
    addTags(library.context, { ids: [id], names: ['To Cite'] })
    addTags(library.context, { ids: ['2611.00002'], names: ['to cite'] })
    expect(getPaper(library.store, '2611.00002').tags).toEqual(['To Cite'])
  })

  it('takes a tag away with its last paper, and undo brings tag and paper back together', () => {
    addTags(library.context, { ids: [id], names: ['once'] })
    removeTags(library.context, { ids: [id], names: ['once'] })
    expect(listTags(library.store)).toEqual([])
    undo(library.store)
    expect(listTags(library.store)).toEqual([{ name: 'once', colour: null, papers: 1 }])
  })
})
