// Owns the facts about the BibTeX export, read back with another program's parser.
import { parse } from '@retorquere/bibtex-parser'
import { describe, expect, it } from 'vitest'
import { bibtexOf } from '#core/export/bibtex.ts'
import { bracesPair } from '#core/export/latex.ts'
import { arxivFacts, awkwardTexts, exportPaper } from './papers-to-export.ts'

const asWritten = { sentenceCase: false, caseProtection: 'as-needed' } as const

function readBack(text: string): ReturnType<typeof parse> {
  const library = parse(text, asWritten)
  // it knows the entry's structure, not every macro of math
  expect(library.errors.filter(({ error }) => !error.startsWith('unhandled macro'))).toEqual([])
  return library
}

function onlyEntry(text: string): ReturnType<typeof parse>['entries'][number] {
  const [entry, ...more] = readBack(text).entries
  if (!entry) throw new Error(`no entry in ${text}`)
  expect(more).toEqual([])
  return entry
}

/** The value of a field as it stands in the file. */
function rawField(text: string, name: string): string {
  return new RegExp(`^  ${name} += (.*?),?$`, 'm').exec(text)?.[1] ?? ''
}

const titled = (title: string): string => rawField(bibtexOf([exportPaper({ title })]), 'title')

describe('a BibTeX entry', () => {
  it("has arXiv's own fields and what arXiv says of the paper", () => {
    const text = bibtexOf([exportPaper({ arxiv: arxivFacts, tags: ['to cite', 'R&D'] })])
    const { type, key, fields } = onlyEntry(text)
    expect({ type, key }).toEqual({ type: 'misc', key: 'quill-2608.01234' })
    expect(fields).toMatchObject({
      title: 'Folding the corner',
      eprint: '2608.01234',
      archiveprefix: 'arXiv',
      primaryclass: 'cs.CL',
      doi: '10.1234/fold_2026#7',
      url: 'https://arxiv.org/abs/2608.01234',
      year: '2026',
      month: '8',
      // this parser takes keywords as they stand
      keywords: ['R\\&D', 'to cite'],
      author: [{ firstName: 'Ada', lastName: 'Quill' }],
    })
    expect(fields['howpublished']).toBe('J. Corners & Folds 3 (2026) 1–9')
    expect(fields['note']).toBe('12 pages, 100% folded')
  })

  it('says what a sample is and gives it no eprint', () => {
    const { fields } = onlyEntry(bibtexOf([exportPaper({ id: 'sample-07', sample: true })]))
    expect(fields['eprint']).toBeUndefined()
    expect(fields['url']).toBeUndefined()
    expect(fields['note']).toBe('A sample entry, written for Dogear')
  })

  it('reads an old-style identifier back', () => {
    const { key, fields } = onlyEntry(bibtexOf([exportPaper({ id: 'hep-th/9901001' })]))
    expect(key).toBe('quill-hep-th.9901001')
    expect(fields['eprint']).toBe('hep-th/9901001')
  })

  it('reads accents and symbols back as the letters they were', () => {
    const names = [
      'José Núñez',
      'Paul Erdős',
      'Jan Łukasiewicz',
      'Søren Ångström',
      'Đặng Minh',
      'Weiß Straße',
      'Çağla Şahin',
      'Čapek Dvořák',
      'Ísak Þór',
    ]
    const text = bibtexOf([
      exportPaper({ allAuthors: names.map((name) => ({ name })), title: 'Größe und Übermut', abstract: 'über α ≤ 5 % & #1_a' }),
    ])
    expect(text.replace(/[^\u0080-\uffff]/g, '')).toBe('')
    const { fields } = onlyEntry(text)
    expect(fields.author?.map((author) => `${author.firstName} ${author.lastName}`.normalize('NFC'))).toEqual(names)
    expect(fields['title']?.normalize('NFC')).toBe('Größe und Übermut')
    expect(fields['abstract']?.normalize('NFC')).toBe('über α ≤ 5 % & #1_a')
  })

  it('keeps math as math and shields it from lower case', () => {
    expect(titled('On $\\lambda$-Bounded $\\ell^2(\\Omega)$ gaps')).toBe('{On {$\\lambda$}-Bounded {$\\ell^2(\\Omega)$} gaps}')
    const text = bibtexOf([exportPaper({ abstract: 'Costs $\\mathcal{O}(\\log n)$ steps.' })])
    readBack(text)
    expect(rawField(text, 'abstract')).toBe('{Costs $\\mathcal{O}(\\log n)$ steps.}')
  })

  it('puts braces around words that would lose capitals, and around no others', () => {
    expect(titled('LoRA and GPT-4 for Vitamin C: A Study of iPhone Users')).toBe(
      '{{LoRA} and {GPT}-4 for Vitamin {C:} A Study of {iPhone} Users}',
    )
  })

  it('keeps teams and names with a comma or an "and" whole', () => {
    const text = bibtexOf([
      exportPaper({
        allAuthors: [{ name: 'Research and Development Team' }, { name: 'Qwen' }, { name: 'Smith, Inc.' }, { name: 'John Q. Public Jr.' }],
      }),
    ])
    expect(onlyEntry(text).fields.author).toEqual([
      { name: 'Research and Development Team' },
      { name: 'Qwen' },
      { name: 'Smith, Inc.' },
      { firstName: 'John Q.', lastName: 'Public', suffix: 'Jr.' },
    ])
  })

  it.each(awkwardTexts)('is one sound entry with %j as title, name, abstract, note and tag', (awkward) => {
    const text = bibtexOf([
      exportPaper({
        title: awkward,
        abstract: awkward,
        allAuthors: [{ name: awkward }, { name: 'Ada Quill' }],
        tags: [awkward],
        arxiv: { ...arxivFacts, doi: awkward, journalRef: awkward, comment: awkward, primaryCategory: awkward },
      }),
    ])
    expect(bracesPair(text)).toBe(true)
    expect(onlyEntry(text).fields['eprint']).toBe('2608.01234')
  })
})
