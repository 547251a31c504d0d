// Owns the proof that any text is read: operators as operators, everything else as words, never an error.
import { describe, expect, test } from 'vitest'
import { parseSearch, type SearchNode } from '#domain/search-query.ts'

const TODAY = '2026-03-18'
const nodes = (text: string): SearchNode[] => parseSearch(text, TODAY).root.nodes
const word = (text: string, finished = true, field: string | null = null) => ({ kind: 'word', text, field, finished })

describe('reading a search', () => {
  test('bare words stand side by side, and the last one may be unfinished', () => {
    expect(nodes('world mod')).toEqual([word('world'), word('mod', false)])
    expect(nodes('world mod ')).toEqual([word('world'), word('mod')])
  })

  test('quotation marks of any kind make a phrase, closed or not', () => {
    expect(nodes('"state  space" x')).toEqual([{ kind: 'phrase', text: 'state space', field: null }, word('x', false)])
    expect(nodes('“state space” ')).toEqual([{ kind: 'phrase', text: 'state space', field: null }])
    expect(nodes('"state sp')).toEqual([{ kind: 'phrase', text: 'state sp', field: null }])
    expect(nodes('""')).toEqual([])
  })

  test('field operators take a word or a phrase', () => {
    expect(nodes('author:writer title:"two words" ')).toEqual([
      word('writer', true, 'author'),
      { kind: 'phrase', text: 'two words', field: 'title' },
    ])
    expect(nodes('Authors:writer organization:lab ')).toEqual([word('writer', true, 'author'), word('lab', true, 'org')])
  })

  test('an operator without a value yet changes nothing', () => {
    expect(parseSearch('lamp author:', TODAY).words).toEqual(['lamp'])
  })

  test.each([
    ['is:later', { kind: 'is', value: 'later' }],
    ['has:notes', { kind: 'has', value: 'note' }],
    ['tag:#lamps', { kind: 'tag', name: 'lamps' }],
    ['tag:"two words"', { kind: 'tag', name: 'two words' }],
    ['tag:"say ""hi"" twice"', { kind: 'tag', name: 'say "hi" twice' }],
    ['tag:"5"""', { kind: 'tag', name: '5"' }],
    ['tag:"a „curly“ word"', { kind: 'tag', name: 'a „curly“ word' }],
    ['tag:“two words”', { kind: 'tag', name: 'two words' }],
    ['votes:>50', { kind: 'count', of: 'votes', least: 51, most: null }],
    ['stars:<=7', { kind: 'count', of: 'stars', least: null, most: 7 }],
    ['votes:20..80', { kind: 'count', of: 'votes', least: 20, most: 80 }],
    ['votes:5', { kind: 'count', of: 'votes', least: 5, most: null }],
    ['on:2026', { kind: 'day', from: '2026-01-01', to: '2026-12-31' }],
    ['on:2026-02', { kind: 'day', from: '2026-02-01', to: '2026-02-28' }],
    ['after:2026-02', { kind: 'day', from: '2026-02-01', to: null }],
    ['before:2026-03-14', { kind: 'day', from: null, to: '2026-03-13' }],
    ['on:"last week"', { kind: 'day', from: '2026-03-09', to: '2026-03-15' }],
    ['on:yesterday', { kind: 'day', from: '2026-03-17', to: '2026-03-17' }],
    ['after:"last 7 days"', { kind: 'day', from: '2026-03-12', to: null }],
  ])('%s is a filter', (text, filter) => {
    expect(nodes(`${text} `)).toEqual([{ kind: 'filter', filter }])
  })

  test('a minus excludes a word, a phrase, an operator or a group', () => {
    const parsed = parseSearch('lamp -oil -"gas light" -tag:old -(a b) ', TODAY)
    expect(parsed.words).toEqual(['lamp'])
    expect(parsed.excluded).toEqual(['oil', 'gas light', 'a', 'b'])
    expect(parsed.root.nodes.slice(1).map((node) => node.kind)).toEqual(['not', 'not', 'not', 'not'])
    expect(parseSearch('well-known - x', TODAY).words).toEqual(['well-known', '-', 'x'])
  })

  test('OR joins its two neighbours, and a chain of them', () => {
    expect(nodes('lamp oil OR gas old ')).toEqual([word('lamp'), { kind: 'any', nodes: [word('oil'), word('gas')] }, word('old')])
    expect(nodes('a OR b OR c ')).toEqual([{ kind: 'any', nodes: [word('a'), word('b'), word('c')] }])
    expect(nodes('(lamp oil) OR gas ')).toEqual([
      { kind: 'any', nodes: [{ kind: 'all', nodes: [word('lamp'), word('oil')] }, word('gas')] },
    ])
    expect(nodes('OR lamp OR ')).toEqual([word('lamp')])
  })

  test('an unknown operator or value is words, and a known one says what it knows', () => {
    expect(parseSearch('colour:red ', TODAY)).toMatchObject({ words: ['colour:red'], remarks: [] })
    const parsed = parseSearch('is:gone ', TODAY)
    expect(parsed.words).toEqual(['is:gone'])
    expect(parsed.remarks).toEqual([expect.stringContaining('is: knows inbox, later')])
    expect(parseSearch('is:la', TODAY).remarks).toEqual([])
  })

  test('an identifier or a pasted address is the paper itself', () => {
    for (const text of [
      '2401.12345',
      ' arXiv:2401.12345v2 ',
      'https://arxiv.org/pdf/2401.12345v3.pdf',
      'https://huggingface.co/papers/2401.12345',
    ]) {
      expect(parseSearch(text, TODAY).reference, text).toBe('2401.12345')
    }
    expect(parseSearch('lamps 2401.12345', TODAY).reference).toBeNull()
  })

  test('a pasted BibTeX entry is its identifier, or its title', () => {
    const entry = '@article{lamp2026,\n  title={Lamps (and Oil): A Survey},\n  author={Writer, A.},\n  eprint={2401.12345}\n}'
    expect(parseSearch(entry, TODAY)).toMatchObject({ reference: '2401.12345', words: ['Lamps', 'and', 'Oil', 'A', 'Survey'] })
  })

  test('the pieces for colouring lie side by side inside the text', () => {
    for (const text of ['lamp -tag:x ("a b" OR c) is:later', 'is:gone x', '((((', '-(a OR -"b']) {
      let end = 0
      for (const span of parseSearch(text, TODAY).spans) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        end = span.end
      }
      expect(end).toBeLessThanOrEqual(text.length)
    }
  })

  test.each([
    '',
    '   ',
    '((((',
    '))))',
    '***',
    '~9',
    '^',
    '-',
    '--',
    '+',
    ':',
    '"',
    'author:',
    'a:b:c',
    '|||',
    'OR OR OR',
    '-(-(-(',
    '\u0000\u0007',
    '😀😀',
    '数据 模型',
    'مرحبا بالعالم',
    '\\',
    '{}[]',
    '('.repeat(10_000),
    'a '.repeat(5_000),
    '-'.repeat(10_000),
    `${'(a OR '.repeat(3_000)}b`,
    '"'.repeat(9_999),
  ])('reads %j without an error', (text) => {
    const parsed = parseSearch(text, TODAY)
    expect(parsed.root.kind).toBe('all')
    expect(parsed.text.length).toBeLessThanOrEqual(4000)
  })
})
