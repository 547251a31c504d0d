// Owns the facts about marking pages: each act is one step of undo, and nothing is lost on the way.
import { beforeEach, describe, expect, it } from 'vitest'
import { addAnnotations, changeAnnotations, mergeAnnotations, removeAnnotations } from '#core/commands/annotations.ts'
import { listHistory, redo, undo } from '#core/history.ts'
import { annotationsOfFile, annotationsOfPaper, getAnnotation } from '#core/queries/annotations.ts'
import { annotationId, MADE_HASH, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { addPapers, openLibrary, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
const one = annotationId(1)
const add = (...drafts: ReturnType<typeof madeDraft>[]) => addAnnotations(library.context, { annotations: drafts })
const stored = () => annotationsOfFile(library.store, MADE_HASH)

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [{ id: '2611.00001' }])
})

describe('annotations.add', () => {
  it('keeps every kind as it was drawn, in reading order, also for a file without a paper', () => {
    const kinds = ['ink', 'text', 'area', 'note', 'underline', 'highlight'] as const
    const drafts = kinds.map((kind, index) =>
      madeDraft(9 - index, { kind, paperId: null, tags: ['b', 'a'], role: 'claim', comment: 'α $x$' }),
    )
    add(...drafts)
    expect(stored()).toMatchObject(drafts.toReversed().map((draft) => ({ ...draft, tags: ['a', 'b'] })))
    expect(listHistory(library.store, 10).entries).toHaveLength(1)
  })

  it('tells of the paper and of annotations, and undo and redo do the same', () => {
    expect(add(madeDraft(1)).ids).toEqual(['2611.00001'])
    expect(library.changes.at(-1)).toEqual({ topics: ['annotations', 'history'], ids: ['2611.00001'], annotations: [one] })
    expect(undo(library.store)).toMatchObject({ papers: ['2611.00001'], topics: ['annotations', 'history'], annotations: [one] })
    expect(stored()).toEqual([])
    redo(library.store)
    expect(annotationsOfPaper(library.store, '2611.00001')).toHaveLength(1)
  })

  it('tells of a mark by name also where only its tags changed, and of none where they are very many', () => {
    add(madeDraft(1), madeDraft(2))
    changeAnnotations(library.context, { ids: [one], patch: { tags: ['proof'] } })
    expect(library.changes.at(-1)?.annotations).toEqual([one])
    add(...Array.from({ length: 201 }, (_, index) => madeDraft(index + 10)))
    expect(library.changes.at(-1)?.annotations).toBeNull()
  })

  it('adds nothing when one of the marks is there already', () => {
    add(madeDraft(1))
    expect(() => add(madeDraft(2), madeDraft(1))).toThrow('already')
    expect(stored()).toHaveLength(1)
  })
})

describe('annotations.change', () => {
  it('joins the typing of a comment into one step, and a colour is another', () => {
    add(madeDraft(1))
    for (const comment of ['W', 'Wh', 'Why']) {
      library.pass(400)
      changeAnnotations(library.context, { ids: [one], patch: { comment } })
    }
    changeAnnotations(library.context, { ids: [one], patch: { colour: 'red' } })
    expect(listHistory(library.store, 10).entries.map((entry) => entry.sentence)).toEqual([
      'Coloured a mark red.',
      'Commented on a mark.',
      'Highlighted.',
    ])
    undo(library.store)
    undo(library.store)
    expect(getAnnotation(library.store, one)).toMatchObject({ comment: '', colour: 'yellow' })
  })

  it('changes tags, also only their case, and takes it back', () => {
    add(madeDraft(1, { tags: ['Proof', 'old'] }))
    changeAnnotations(library.context, { ids: [one], patch: { tags: ['proof', 'PROOF', 'new'] } })
    expect(getAnnotation(library.store, one).tags).toEqual(['new', 'proof'])
    undo(library.store)
    expect(getAnnotation(library.store, one).tags).toEqual(['Proof', 'old'])
    redo(library.store)
    expect(getAnnotation(library.store, one).tags).toEqual(['new', 'proof'])
  })

  it('makes no step when nothing changes, and none when one of the marks is missing', () => {
    add(madeDraft(1))
    expect(changeAnnotations(library.context, { ids: [one], patch: { colour: 'yellow' } }).historyId).toBeNull()
    expect(() => changeAnnotations(library.context, { ids: [one, annotationId(2)], patch: { colour: 'red' } })).toThrow(
      'not in the library',
    )
    expect(getAnnotation(library.store, one).colour).toBe('yellow')
  })
})

describe('annotations.merge', () => {
  it('keeps the comments and tags of all in one mark, as one step', () => {
    add(madeDraft(1, { comment: 'first', tags: ['a'] }), madeDraft(2, { comment: 'second', tags: ['b'] }))
    mergeAnnotations(library.context, { ids: [one, annotationId(2)], patch: { text: 'words 1 words 2' } })
    expect(stored()).toMatchObject([{ id: one, comment: 'first\n\nsecond', tags: ['a', 'b'], text: 'words 1 words 2' }])
    undo(library.store)
    expect(stored()).toMatchObject([{ comment: 'first', text: 'words 1' }, { comment: 'second' }])
  })
})

describe('annotations.remove', () => {
  it('takes several away at once, and undo brings them back whole', () => {
    add(madeDraft(1, { tags: ['a'], comment: 'kept' }), madeDraft(2))
    const before = stored()
    expect(removeAnnotations(library.context, { ids: [one, annotationId(2), annotationId(3)] }).sentence).toBe('Removed 2 marks.')
    expect(stored()).toEqual([])
    undo(library.store)
    expect(stored()).toEqual(before)
  })
})
