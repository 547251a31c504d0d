// Owns the facts about the RIS and CSL-JSON exports, read back with another program's parser.
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-ris'
import { describe, expect, it } from 'vitest'
import { cslJsonOf } from '#core/export/csl-json.ts'
import { risOf } from '#core/export/ris.ts'
import { arxivFacts, awkwardTexts, exportPaper } from './papers-to-export.ts'

const paper = exportPaper({
  arxiv: arxivFacts,
  tags: ['to cite', 'R&D'],
  allAuthors: [{ name: 'Ada Quill' }, { name: 'Benno  Fold Jr.' }, { name: 'Corner Team' }, { name: ' ' }],
})

describe('a CSL-JSON item', () => {
  it('has the names told apart, the date, the DOI and the address', () => {
    expect(JSON.parse(cslJsonOf([paper]))).toEqual([
      {
        id: 'quill-2608.01234',
        type: 'article',
        title: 'Folding the corner',
        author: [{ family: 'Quill', given: 'Ada' }, { family: 'Fold', given: 'Benno', suffix: 'Jr.' }, { literal: 'Corner Team' }],
        issued: { 'date-parts': [[2026, 8, 18]] },
        publisher: 'arXiv',
        number: 'arXiv:2608.01234',
        URL: 'https://arxiv.org/abs/2608.01234',
        DOI: '10.1234/fold_2026#7',
        keyword: 'to cite, R&D',
        note: 'J. Corners & Folds 3 (2026) 1–9',
        abstract: 'We fold a corner and find it again.',
      },
    ])
  })
})

describe('a RIS record', () => {
  it('is read back by another program with title, names, year and DOI', () => {
    const [read] = new Cite(risOf([paper])).data as Record<string, unknown>[]
    expect(read).toMatchObject({ title: 'Folding the corner', DOI: '10.1234/fold_2026#7', URL: 'https://arxiv.org/abs/2608.01234' })
    expect(read?.['author']).toMatchObject([{ family: 'Quill', given: 'Ada' }, { family: 'Fold' }, {}])
  })

  it('never breaks its lines, whatever a title, a tag or an abstract holds', () => {
    for (const text of awkwardTexts) {
      const written = risOf([exportPaper({ title: text, abstract: `${text}\r\nER  - \r\nTY  - BOOK`, tags: [text] })])
      const lines = written.split('\r\n')
      expect(lines.filter((line) => line !== '' && !/^[A-Z][A-Z0-9] {2}- [^\r\n]*$/.test(line))).toEqual([])
      expect(lines.filter((line) => line.startsWith('TY') || line.startsWith('ER'))).toEqual(['TY  - UNPB', 'ER  - '])
    }
  })
})
