// Owns the proof that every operator of the search box finds what it says and nothing else, and what is offered where nothing is found.
import { beforeAll, expect, test } from 'vitest'
import { type SearchedLibrary, searchedLibrary, storeAnnotation, storeMark, storeNote, storeTag } from './searched-library.ts'

const [A, B, C, D] = ['2611.00001', '2611.00002', '2611.00003', '2611.00004']
const signal = new AbortController().signal
let searched: SearchedLibrary

beforeAll(() => {
  // the clock of the library stands at Friday, 20 November 2026
  searched = searchedLibrary([
    {
      id: A,
      title: 'Lamps of the harbour',
      abstract: 'Oil burns slowly in them.',
      authors: ['Zoë Lightner', 'Ilya Wick'],
      organization: 'Glass Works',
      keywords: ['illumination'],
      categories: ['cs.CL'],
      day: '2026-11-11',
      votes: 80,
      stars: 200,
      codeUrl: 'https://example.org/code',
    },
    {
      id: B,
      title: 'Oil paintings',
      abstract: 'Lamps are seldom painted.',
      authors: ['Ann Brush'],
      day: '2026-11-20',
      votes: 5,
      categories: ['cs.CV'],
    },
    { id: C, title: 'Tides', abstract: 'Water rises twice a day.', authors: ['Ilya Moon'], day: '2025-03-14', votes: 60, stars: 3 },
    { id: D, title: 'Buoys', abstract: 'A buoy floats.', day: '2024-05-06' },
  ])
  const { library } = searched
  storeTag(library, A, 'to try')
  storeTag(library, B, 'x')
  storeNote(library, B, 'Compare the varnish.')
  storeMark(library, A, 'later', { read: 1 })
  storeMark(library, C, 'dismissed')
  storeMark(library, D, 'shortlist')
  storeAnnotation(library, { id: 'an', paperId: C, text: 'the moon pulls', comment: 'gravity' })
  library.store.sql.prepare("INSERT INTO annotation_tags (annotation_id, name) VALUES ('an', 'pulled')").run()
  const hash = 'a'.repeat(64)
  library.store.sql
    .prepare("INSERT INTO files (hash, bytes, paper_id, title, origin, added_at_ms) VALUES (?, 10, ?, '', 'arxiv', 1)")
    .run(hash, A)
  library.store.sql
    .prepare('INSERT INTO file_texts (file_hash, page, label, text) VALUES (?, 0, ?, ?)')
    .run(hash, '1', 'A wickless burner is described.')
})

test.each([
  ['title:lamps', [A]],
  ['abstract:lamps', [B]],
  ['author:lightner', [A]],
  ['author:"ilya moon"', [C]],
  ['org:glass', [A]],
  ['tag:"to try"', [A]],
  ['tag:X', [B]],
  ['tag:pulled', [C]],
  ['note:varnish', [B]],
  ['keyword:illumination', [A]],
  ['category:cs.CL', [A]],
  ['annotation:gravity', [C]],
  ['pdf:wickless', [A]],
  ['is:later', [A]],
  ['is:dismissed', [C]],
  ['is:shortlist', [D]],
  ['is:read', [A]],
  ['is:unread votes:>4', [C, B]],
  ['has:code', [A]],
  ['has:note', [B]],
  ['has:pdf', [A]],
  ['has:annotation', [C]],
  ['has:tag', [A, B]],
  ['after:2026-11-15', [B]],
  ['before:2026', [C, D]],
  ['on:2025-03', [C]],
  ['on:2025-03-14', [C]],
  ['on:"last week"', [A]],
  ['on:last-week', [A]],
  ['votes:>50', [A, C]],
  ['votes:<10', [B, D]],
  ['stars:>100', [A]],
  ['lamps -paintings', [A]],
  ['lamps -tag:x', [A]],
  ['-tag:x -is:dismissed', [A, D]],
  ['harbour OR tides', [A, C]],
  ['(harbour OR tides) -author:moon', [A]],
  ['(has:code OR has:annotation) votes:>70', [A]],
  ['"oil paintings"', [B]],
  ['lam', [A, B]],
])('%s finds exactly its papers', async (text, expected) => {
  expect((await searched.found(text)).toSorted()).toEqual(expected.toSorted())
})

test('a match is marked where the search looks for it, and the hit says where that is', async () => {
  const [byName] = (await searched.ask('author:wick')).hits
  expect(byName).toMatchObject({ id: A, fields: ['author'], authors: { text: 'Zoë Lightner, Ilya Wick · Glass Works', marks: [[19, 23]] } })
  expect(byName?.title.marks).toEqual([])
  const [byTitle] = (await searched.ask('title:lamps')).hits
  expect(byTitle).toMatchObject({
    fields: ['title'],
    authors: null,
    snippetOf: 'abstract',
    snippet: { text: 'Oil burns slowly in them.', marks: [] },
  })
  expect((await searched.ask('varnish')).hits[0]).toMatchObject({ fields: ['note'], snippetOf: 'note' })
  expect((await searched.ask('wickless')).hits[0]).toMatchObject({
    fields: ['pdf'],
    snippetOf: 'pdf',
    snippet: { text: 'A wickless burner is described.' },
  })
})

test('what is found can be ordered by date and by votes', async () => {
  const order = async (sort: 'date' | 'votes') =>
    (await searched.search.query({ text: 'lamps OR tides', limit: 2, sort }, { signal })).hits.map(({ id }) => id)
  expect(await order('date')).toEqual([B, A])
  expect(await order('votes')).toEqual([A, C])
})

test('where nothing is found, the search that asks for least less is offered with its count', async () => {
  expect(await searched.ask('lamps is:shortlist')).toMatchObject({ total: 0, relaxed: { text: 'lamps', papers: 2 } })
  expect(await searched.ask('title:tides has:code votes:>10')).toMatchObject({
    total: 0,
    relaxed: { text: 'title:tides votes:>10', papers: 1 },
  })
  expect(await searched.ask('author:"moon ilya"')).toMatchObject({ total: 0, relaxed: { papers: 1 } })
  expect(await searched.ask('zzzzzz')).toMatchObject({ total: 0, relaxed: null })
})

test('a slip is corrected, and the correction can be taken as the search', async () => {
  expect(await searched.ask('harbuor ')).toMatchObject({ suggestion: 'harbour', total: 1 })
})

test('what matches in full is counted without guesses, newest first, also among some papers only', async () => {
  const matching = (text: string, among?: string[]) =>
    searched.search.matching(text, { limit: 10, ...(among ? { among } : {}) }, { signal })
  expect(await matching('lamps')).toEqual({ ids: [B, A], total: 2 })
  expect(await matching('lamps', [A, C])).toEqual({ ids: [A], total: 1 })
  expect(await matching('harbuor ')).toEqual({ ids: [], total: 0 })
  expect(await matching('lamps quarks')).toEqual({ ids: [], total: 0 })
  expect(await matching('the')).toEqual({ ids: [], total: 0 })
  expect(await matching(A, [B])).toEqual({ ids: [], total: 0 })
  expect(await matching(A)).toEqual({ ids: [A], total: 1 })
  expect((await searched.search.matching('lamps', { limit: 0 }, { signal })).total).toBe(2)
})

test('search.names completes names by the beginnings of their words, the frequent first', async () => {
  const names = (field: 'author' | 'org' | 'keyword' | 'category', text: string) =>
    searched.search.names({ field, text, limit: 5 }, { signal })
  expect(await names('author', 'ily')).toEqual([
    { name: 'Ilya Moon', papers: 1 },
    { name: 'Ilya Wick', papers: 1 },
  ])
  expect(await names('author', 'wi ilya')).toEqual([{ name: 'Ilya Wick', papers: 1 }])
  expect(await names('author', 'zoe')).toEqual([{ name: 'Zoë Lightner', papers: 1 }])
  expect(await names('org', 'gl')).toEqual([{ name: 'Glass Works', papers: 1 }])
  expect(await names('keyword', 'illum')).toEqual([{ name: 'illumination', papers: 1 }])
  expect(await names('category', 'cs.c')).toHaveLength(2)
  expect(await names('author', '')).toEqual([])
  expect(await names('author', '((:')).toEqual([])
})
