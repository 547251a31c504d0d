// Owns the facts about the BibLaTeX export, and that another program reads both of BibTeX's dialects back.
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import { expect, test } from 'vitest'
import { biblatexOf, bibtexOf } from '#core/export/bibtex.ts'
import { arxivFacts, exportPaper } from './papers-to-export.ts'

const paper = exportPaper({ arxiv: arxivFacts, allAuthors: [{ name: 'Adá Quill' }, { name: 'Corner Team' }], tags: ['R&D'] })

test('an entry is @online with a whole date, and names arXiv as BibLaTeX does', () => {
  const text = biblatexOf([paper])
  expect(text).toMatch(/^@online\{quill-2608\.01234,/)
  expect(text).toContain('date          = {2026-08-18}')
  expect(text).toContain('eprinttype    = {arxiv}')
  expect(text).toContain('eprintclass   = {')
  expect(text).not.toMatch(/^ {2}(?:year|month|archiveprefix|primaryclass) /m)
})

test.each<[string, typeof bibtexOf, number[]]>([
  ['BibTeX', bibtexOf, [2026, 8]],
  ['BibLaTeX', biblatexOf, [2026, 8, 18]],
])('%s is read back by another program', (_name, write, date) => {
  const [read] = new Cite(write([paper])).data as Record<string, unknown>[]
  expect(read).toMatchObject({
    title: 'Folding the corner',
    DOI: '10.1234/fold_2026#7',
    author: [{ family: 'Quill', given: 'Adá' }, {}],
    issued: { 'date-parts': [date] },
  })
})
