// Owns the facts about finding annotations in the whole library.
import { beforeEach, describe, expect, it } from 'vitest'
import { AnnotationListQuery } from '#contract/annotations.ts'
import { addAnnotations } from '#core/commands/annotations.ts'
import { storeFile } from '#core/storage/file-rows.ts'
import { annotationsOfPaper, getAnnotation, listAnnotations } from '#core/queries/annotations.ts'
import { annotationId, madeDraft } from '#tests/core/annotations/made-annotations.ts'
import { addPapers, openLibrary, TEST_NOW_MS, type TestLibrary } from '#tests/support/library.ts'

let library: TestLibrary
const found = (query: Parameters<typeof AnnotationListQuery.parse>[0]) => listAnnotations(library.store, AnnotationListQuery.parse(query))
const numbers = (query: Parameters<typeof AnnotationListQuery.parse>[0]) =>
  found(query).annotations.map(({ annotation }) => Number(annotation.id.slice(-4)))

beforeEach(() => {
  library = openLibrary()
  addPapers(library, [
    { id: '2611.00001', title: 'Zebra stripes' },
    { id: '2611.00002', title: 'Ants' },
  ])
  addAnnotations(library.context, {
    annotations: [
      madeDraft(1, { comment: '100% right', tags: ['Proof'], colour: 'red' }),
      madeDraft(2, { kind: 'area', role: 'number', text: '', tags: ['proof', 'figure'] }),
    ],
  })
  library.pass(1_000)
  addAnnotations(library.context, { annotations: [madeDraft(3, { paperId: '2611.00002', text: 'a lemma on ants' })] })
})

describe("'annotations.list'", () => {
  it('finds by words in the text, the comment, the tags and the title, and takes signs as they are', () => {
    expect(numbers({ filter: { text: 'LEMMA ants' } })).toEqual([3])
    expect(numbers({ filter: { text: '100%' } })).toEqual([1])
    expect(numbers({ filter: { text: '%' } })).toEqual([1])
    expect(numbers({ filter: { text: 'zebra figure' } })).toEqual([2])
    library.store.sql.prepare('UPDATE annotations SET author = ? WHERE id = ?').run('Ada', annotationId(2))
    expect(numbers({ filter: { text: 'ada' } })).toEqual([2])
  })

  it('names the file of a mark that belongs to no paper, and finds it by that name', () => {
    const draft = madeDraft(4, { paperId: null })
    addAnnotations(library.context, { annotations: [draft] })
    storeFile(library.store, {
      hash: draft.fileHash,
      bytes: 10,
      paperId: null,
      version: null,
      title: 'A talk in spring',
      origin: 'opened',
      addedAtMs: TEST_NOW_MS,
      etag: null,
    })
    expect(found({ filter: { text: 'spring' } }).annotations).toMatchObject([{ paperTitle: 'A talk in spring' }])
  })

  it('filters by tag without regard to case, kind, colour, role, paper and time', () => {
    expect(numbers({ filter: { tags: ['PROOF'] }, sort: 'paper' })).toEqual([1, 2])
    expect(numbers({ filter: { kinds: ['area'] } })).toEqual([2])
    expect(numbers({ filter: { colours: ['red'] } })).toEqual([1])
    expect(numbers({ filter: { roles: ['number'] } })).toEqual([2])
    expect(numbers({ filter: { paperId: '2611.00002' } })).toEqual([3])
    expect(numbers({ filter: { fromMs: TEST_NOW_MS + 1 } })).toEqual([3])
    expect(numbers({ filter: { toMs: TEST_NOW_MS + 1 } })).toEqual([1, 2])
  })

  it('sorts by time or paper, gives a page of it, and counts the tags of all', () => {
    expect(numbers({})).toEqual([3, 1, 2])
    expect(numbers({ sort: 'oldest' })).toEqual([1, 2, 3])
    expect(numbers({ sort: 'paper' })).toEqual([3, 1, 2])
    const page = found({ sort: 'paper', offset: 1, limit: 1 })
    expect(page).toMatchObject({ total: 3, annotations: [{ paperTitle: 'Zebra stripes' }] })
    expect(page.tags.map(({ count }) => count)).toEqual([2, 1])
  })
})

it('gives a paper’s marks and one mark by its id', () => {
  expect(annotationsOfPaper(library.store, '2611.00001')).toHaveLength(2)
  expect(getAnnotation(library.store, annotationId(3)).text).toBe('a lemma on ants')
  expect(() => getAnnotation(library.store, annotationId(4))).toThrow('not in the library')
})
