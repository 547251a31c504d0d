// Owns the facts about the CSV export, read back with another program's parser.
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvOf } from '#core/export/csv.ts'
import { arxivFacts, awkwardTexts, exportPaper } from './papers-to-export.ts'

function readBack(text: string): Record<string, string>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n', relax_quotes: false })
}

describe('the CSV export', () => {
  it('has a header line even without papers', () => {
    expect(csvOf([])).toMatch(/^id,title,authors,[a-z_,]+\r\n$/)
  })

  it('reads back what was written', () => {
    const paper = exportPaper({
      arxiv: arxivFacts,
      tags: ['to cite', 'folds'],
      note: 'Line one\nline "two", with a comma',
      allAuthors: [{ name: 'Ada Quill' }, { name: 'Ben Margin' }],
    })
    expect(readBack(csvOf([paper, exportPaper({ id: 'hep-th/9901001' })]))).toMatchObject([
      {
        id: '2608.01234',
        authors: 'Ada Quill; Ben Margin',
        tags: 'to cite; folds',
        note: paper.note,
        votes: '12',
        stars: '',
        read: 'false',
        state: 'later',
        saved_at: '2026-08-21T08:12:00.000Z',
        primary_category: 'cs.CL',
      },
      { id: 'hep-th/9901001', arxiv_url: 'https://arxiv.org/abs/hep-th/9901001' },
    ])
  })

  it.each(awkwardTexts)('keeps %j in one cell, with at most an apostrophe in front', (awkward) => {
    const [row] = readBack(csvOf([exportPaper({ title: awkward, note: awkward, organization: awkward })]))
    expect([awkward, `'${awkward}`]).toContain(row?.['title'])
    expect([awkward, `'${awkward}`]).toContain(row?.['note'])
    expect(row?.['id']).toBe('2608.01234')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '＋1', '－1', '＠1'])(
    'never starts a cell with the formula %j',
    (formula) => {
      const [row] = readBack(csvOf([exportPaper({ title: formula, tags: [formula], allAuthors: [{ name: formula }], codeUrl: formula })]))
      for (const column of ['title', 'tags', 'authors', 'code_url']) expect(row?.[column]).toBe(`'${formula}`)
    },
  )
})
