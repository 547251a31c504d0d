// Owns the facts about how pieces of text become lines with places.
import { expect, it } from 'vitest'
import { boxIn, columnAround, linesOfPage, type TextRun } from '#renderer/reader/page-lines.ts'
import { madePage, madeRun } from './made-lines.ts'

const texts = (runs: TextRun[]): string[] => linesOfPage(0, runs).map(({ text }) => text)

it('runs on one baseline are a line, with a blank where there is a gap, and raised signs stay in it', () => {
  expect(texts([madeRun('words', 60, 700), madeRun('2', 85.5, 704, 6), madeRun('and', 92, 700), madeRun('more', 60, 688)])).toEqual([
    'words2 and',
    'more',
  ])
})

it('a wide gap parts an equation from its number, and what stands upright in the margin is passed over', () => {
  const stamp: TextRun = { ...madeRun('arXiv', 20, 300), transform: [0, 20, -20, 0, 20, 300] }
  expect(texts([stamp, madeRun('x = y', 200, 700), madeRun('(5)', 500, 700)])).toEqual(['x = y', '(5)'])
})

it('ligatures are taken apart, and quotes and dashes are of one kind', () => {
  expect(texts([madeRun('eﬃcient “pages 3–5”', 60, 700)])).toEqual(['efficient "pages 3-5"'])
})

it('letters have their share of their run, the narrow ones less', () => {
  const [line] = linesOfPage(0, [madeRun('nnnn', 100, 700), madeRun('uuuu', 120, 700)])
  if (!line) throw new Error('no line')
  const [left, , right] = boxIn(line, 2, 6)
  expect([left, right]).toEqual([110, 130])
  const [other] = linesOfPage(0, [madeRun('illinois WWW', 100, 700)])
  if (!other) throw new Error('no line')
  const [from, , to] = boxIn(other, 9, 12)
  // a share of 12 equal letters would begin at 145
  expect(from).toBeLessThan(140)
  expect(to).toBeCloseTo(160)
})

it('two columns are told from one by what crosses the middle', () => {
  const half = 'words that fill one of two columns of it'
  const two = madePage(
    0,
    Array.from({ length: 20 }, () => half),
    Array.from({ length: 20 }, () => half),
  )
  expect(columnAround(two, two.lines[0]?.box ?? [0, 0, 0, 0]).right).toBe(300)
  const one = madePage(
    0,
    Array.from({ length: 20 }, () => `${half} ${half}`),
  )
  expect(columnAround(one, [60, 700, 200, 712]).right).toBeGreaterThan(400)
})
