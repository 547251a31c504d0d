// Owns the facts about narrowing a paper's marks and joining two of them.
import { describe, expect, test } from 'vitest'
import type { Annotation } from '#domain/annotation.ts'
import { filteredMarks, NO_MARK_FILTER, tagsOfMarks } from '#renderer/words/mark-filter.ts'
import { mergedMark } from '#renderer/words/merged-mark.ts'

function mark(part: Partial<Annotation>): Annotation {
  return {
    id: '3f2b8c1e-7f52-4a60-9a47-9d1a6f0c1b22',
    paperId: null,
    fileHash: 'a'.repeat(64),
    kind: 'highlight',
    colour: 'yellow',
    role: null,
    comment: '',
    tags: [],
    targets: [{ page: 0, shape: { kind: 'quads', quads: [[0, 1, 2, 1, 0, 0, 2, 0]] } }],
    quote: { exact: 'alpha beta', prefix: 'before ', suffix: ' after' },
    position: { start: 10, end: 20, length: 100 },
    text: 'alpha beta',
    sortKey: '',
    pageLabel: '1',
    anchor: { state: 'exact', score: 1 },
    createdAtMs: 0,
    modifiedAtMs: 0,
    author: null,
    source: null,
    ...part,
  }
}

describe('the filter', () => {
  const marks = [
    mark({ text: 'Alpha' }),
    mark({ colour: 'red', comment: 'a **claim**', role: 'claim' }),
    mark({ kind: 'note', text: '', tags: ['To Try'] }),
  ]
  test('lets all through when nothing is asked', () => expect(filteredMarks(marks, NO_MARK_FILTER)).toBe(marks))
  test('asks for every word, in text, comment and tags, without regard to case', () => {
    expect(filteredMarks(marks, { ...NO_MARK_FILTER, text: 'CLAIM beta' })).toEqual([marks[1]])
    expect(filteredMarks(marks, { ...NO_MARK_FILTER, text: 'try' })).toEqual([marks[2]])
    expect(filteredMarks([...marks, mark({ author: 'Ada Quill' })], { ...NO_MARK_FILTER, text: 'quill' })).toHaveLength(1)
  })
  test('takes colour, kind, role and tag together', () => {
    expect(filteredMarks(marks, { ...NO_MARK_FILTER, colour: 'red', role: 'claim' })).toEqual([marks[1]])
    expect(filteredMarks(marks, { ...NO_MARK_FILTER, kind: 'note', tag: 'To Try' })).toEqual([marks[2]])
    expect(filteredMarks(marks, { ...NO_MARK_FILTER, kind: 'note', colour: 'red' })).toEqual([])
  })
  test('knows each tag once', () => expect(tagsOfMarks([...marks, ...marks])).toEqual(['To Try']))
})

describe('two marks joined', () => {
  const second = mark({
    text: 'beta gamma',
    quote: { exact: 'beta gamma', prefix: 'alpha ', suffix: ' end' },
    position: { start: 16, end: 26, length: 100 },
    targets: [
      { page: 0, shape: { kind: 'quads', quads: [[3, 1, 4, 1, 3, 0, 4, 0]] } },
      { page: 1, shape: { kind: 'quads', quads: [[0, 1, 2, 1, 0, 0, 2, 0]] } },
    ],
  })
  test('cover what both cover, page by page, and say shared words once', () => {
    const patch = mergedMark(mark({}), second)
    expect(patch?.targets?.map((target) => [target.page, target.shape.kind === 'quads' ? target.shape.quads.length : 0])).toEqual([
      [0, 2],
      [1, 1],
    ])
    expect(patch?.text).toBe('alpha beta gamma')
    expect(patch?.quote).toEqual({ exact: 'alpha beta gamma', prefix: 'before ', suffix: ' end' })
    expect(patch?.position).toEqual({ start: 10, end: 26, length: 100 })
  })
  test('must be of one kind, on words', () => {
    expect(mergedMark(mark({}), mark({ kind: 'underline' }))).toBeNull()
    expect(mergedMark(mark({ kind: 'area' }), mark({ kind: 'area' }))).toBeNull()
  })
})
