// Owns the facts about what a page's words lead to: works, figures, tables, equations, sections, statements.
import { expect, it } from 'vitest'
import { indexPaper, type PaperIndex } from '#renderer/reader/paper-index.ts'
import { FILLER, heading, madePage, type MadeLine } from './made-lines.ts'

const filled = (count: number): string[] => Array.from({ length: count }, () => FILLER)

function paper(body: readonly (MadeLine | string)[], references: readonly (MadeLine | string)[] = []): PaperIndex {
  const last = references.length === 0 ? [] : [madePage(1, [...filled(6), heading('References'), ...references])]
  return indexPaper([madePage(0, [...filled(8), ...body]), ...last])
}

const leadsOf = (index: PaperIndex, page = 0): [string, string[]][] =>
  index
    .leads(page)
    .map(({ text, targets }) => [text, targets.map(({ title, text: words }) => (title === 'Reference' ? words.slice(0, 14) : title))])

const NUMBERED = [
  { text: '[1] A. Archer and B. Baker. On the first thing. Journal of Things, 2019.', step: 20 },
  '[2] C. Carter. A second thing that takes more than one line of the list to be told in full, as it is',
  'long. arXiv preprint arXiv:2101.00001, 2021.',
  '[3] D. Dyer. The third. 2018.',
  '[4] E. Eden. The fourth. 2018.',
  '[5] F. Ford. The fifth. 2018.',
]

it('numbers in brackets lead to their works, one by one, and a range to all of it', () => {
  const index = paper(['As was shown [2], and later [1, 3–5], but not in [0, 1] nor in [17].'], NUMBERED)
  expect(leadsOf(index)).toEqual([
    ['2', ['Reference 2']],
    ['1', ['Reference 1']],
    ['3-5', ['Reference 3', 'Reference 4', 'Reference 5']],
    ['1', ['Reference 1']],
  ])
  const [second] = index.leads(0)
  expect(second?.targets[0]).toMatchObject({ page: 1, arxivId: '2101.00001', text: expect.stringContaining('as it is long.') as string })
})

it('a number that is broken over two lines has a box on both', () => {
  const index = paper(['as they have written [1,', '2] in their papers'], NUMBERED)
  expect(leadsOf(index).map(([text]) => text)).toEqual(['1', '2'])
  const range = paper(['as they have written [1-', '2] in their papers'], NUMBERED)
  expect(range.leads(0)[0]?.rects).toHaveLength(2)
})

it('letters with a year lead to the work that bears them', () => {
  const index = paper(
    ['as in [ABC+17] and [Dye18]'],
    [{ text: '[ABC+17] A. Archer, B. Baker, C. Carter. On things. 2017.', step: 20 }, '[Dye18] D. Dyer. The third. 2018.'],
  )
  expect(leadsOf(index)).toEqual([
    ['ABC+17', ['Reference ABC+17']],
    ['Dye18', ['Reference Dye18']],
  ])
})

const BY_YEAR = [
  { text: 'Archer, A. and Baker, B. On the first thing that there is, and on what follows from it. Journal of', step: 20 },
  { text: 'Things, 12:1–20, 2019.', left: 75 },
  { text: 'Léa Dupont, Carl Carter, and Emil Eden. A second thing. In Proceedings of a Meeting, pages 2001–2010,', step: 16 },
  { text: '2020a.', left: 75 },
  { text: 'Léa Dupont and Emil Eden. A third thing, told at length in the pages of a book that nobody has read.', step: 16 },
  { text: 'A Press, 2020b.', left: 75 },
  { text: 'van den Berg, F. The fourth, which is about all that was left out of the three that came before it,', step: 16 },
  { text: 'and more. 2018.', left: 75 },
]

it('author and year lead to the work, in brackets or in the sentence, with letters told apart', () => {
  const index = paper(
    [
      'This was known (Archer and Baker, 2019; Dupont et al., 2020a,b).',
      'Dupont et al. (2020a) say so, as does van den Berg (2018), and Archer & Baker [2019].',
      'In January 2020 nothing happened, and Archer (1999) is unknown.',
    ],
    BY_YEAR,
  )
  expect(leadsOf(index)).toEqual([
    ['Archer and Baker, 2019', ['Archer, A. and']],
    ['Dupont et al., 2020a', ['Léa Dupont, Ca']],
    ['b', ['Léa Dupont and']],
    ['Dupont et al. (2020a', ['Léa Dupont, Ca']],
    ['van den Berg (2018', ['van den Berg, ']],
    ['Archer & Baker [2019', ['Archer, A. and']],
  ])
})

it('figures, tables, equations, sections and statements are found by their names', () => {
  const index = indexPaper([
    madePage(0, [
      ...filled(6),
      heading('1 Introduction'),
      'See Figure 2, Fig. 2a, Tables 1 and 3, Eq. (4), Section 1.1 and Theorem 2. By (4) the rest follows.',
      'The figures 2 of others are not meant, nor Section 9, nor Figure 12.',
      { text: '1.1 Parts', size: 11, font: 'bold', step: 24 },
      ...filled(3),
      { text: 'Figure 2: What is seen.', step: 160 },
      ...filled(3).map((text) => ({ text, step: 16 })),
    ]),
    madePage(1, [
      ...filled(3),
      { text: 'Table 1: Numbers.', step: 30 },
      { text: '1 2 3', step: 30 },
      { text: FILLER, step: 40 },
      { text: 'x = y + z', left: 200, step: 30 },
      { text: '(4)', left: 530, step: 0 },
      { text: 'Theorem 2 (Of all).', font: 'bold', step: 30 },
      ...filled(4),
      { text: 'Table 3. More.', step: 30 },
      { text: '4 5 6', step: 24 },
      { text: FILLER, step: 40 },
    ]),
  ])
  expect(leadsOf(index)).toEqual([
    ['Figure 2', ['Figure 2']],
    ['Fig. 2a', ['Figure 2']],
    ['Tables 1', ['Table 1']],
    ['3', ['Table 3']],
    ['Eq. (4)', ['Equation (4)']],
    ['Section 1.1', ['Section 1.1']],
    ['Theorem 2', ['Theorem 2']],
    ['(4)', ['Equation (4)']],
  ])
  const figure = index.leads(0)[0]?.targets[0]
  // from its caption up to the paragraph over it
  expect((figure?.rect[3] ?? 0) - (figure?.rect[1] ?? 0)).toBeGreaterThan(150)
  expect(index.leads(1)).toEqual([])
})

it('two columns are read one after the other, and a figure is as wide as its own', () => {
  const short = 'words of a column that is half as wide as'
  const index = indexPaper([
    madePage(
      0,
      [...Array.from({ length: 20 }, () => short), 'as in Figure 1 and [1]'],
      [...Array.from({ length: 5 }, () => short), { text: 'Figure 1. Something.', step: 120 }, ...Array.from({ length: 8 }, () => short)],
    ),
    madePage(1, [heading('References'), '[1] A. Archer. A thing to be read. 2019.', '[2] B. Baker. Another. 2019.']),
  ])
  expect(leadsOf(index)).toEqual([
    ['Figure 1', ['Figure 1']],
    ['1', ['Reference 1']],
  ])
  expect(index.leads(0)[0]?.targets[0]?.rect[0]).toBeGreaterThan(280)
})

it('a link of the file is told by where it leads, and by its name', () => {
  const index = paper(['nothing here'], NUMBERED)
  const [first] = index.references
  expect(index.at(1, first?.rect[0] ?? 0, (first?.rect[3] ?? 0) + 4, 'cite.archer2019')).toBe(first)
  expect(index.at(1, 60, 790, null)).toBeNull()
  expect(index.at(0, null, null, null)).toBeNull()
})

it('a paper without references, and one without words, lead nowhere', () => {
  expect(leadsOf(paper(['as in [1] and (Archer, 2019)']))).toEqual([])
  expect(indexPaper([]).leads(0)).toEqual([])
  expect(indexPaper([madePage(0, [])]).leads(0)).toEqual([])
})
